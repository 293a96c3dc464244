/**
 * The ESLint rule that keeps the doors between the rooms one-way. It sees imports of every form: static,
 * dynamic, `require`, `import x = require()`, re-exports and `typeof import()`.
 */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Which files of this project a room may import from; a room that is not here may import from all. */
const OPEN_DOORS = {
  camera: ['camera/'],
  nodes: ['nodes/', 'camera/index'],
  editor: ['editor/'],
  simulator: ['simulator/'],
};

/** Published rooms have runtime dependencies only; of these packages they may import types all the same. */
const PUBLISHED = { camera: [], nodes: ['node-red'], editor: [] };

/** Packages that only one place knows. */
const KEEPERS = {
  axios: 'camera/transport.ts',
  'fast-xml-parser': 'camera/answer/',
};

/** It compares with what a user would do without this package. */
const COMPARISON = 'scripts/bench/bench-nodes.ts';

const isInside = (path, place) => path === place || (place.endsWith('/') && path.startsWith(place));

function checkFile(room, target) {
  const open = OPEN_DOORS[room];
  if (!open || target.startsWith('..')) return undefined;
  if (open.some((place) => isInside(target, place))) return undefined;
  return `${room}/ may import from ${open.join(' and ')} only, not from ${target}.`;
}

function checkPackage(file, room, name, typeOnly) {
  const keeper = KEEPERS[name];
  if (keeper && !isInside(file, keeper) && file !== COMPARISON) return `Only ${keeper} may import ${name}.`;
  const types = PUBLISHED[room];
  if (!types || name in dependencies || (typeOnly && types.includes(name))) return undefined;
  return `${room}/ is published: it may import runtime dependencies only, not ${name}.`;
}

function check(file, source, typeOnly) {
  const room = file.split('/')[0];
  if (source.startsWith('.') || source.startsWith('/')) {
    const target = relative(root, resolve(root, dirname(file), source))
      .split(sep)
      .join('/');
    return checkFile(room, target.replace(/\.[cm]?[jt]s$/, ''));
  }
  if (source.startsWith('node:') || builtinModules.includes(source)) return undefined;
  const name = source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
  return checkPackage(file, room, name, typeOnly);
}

const oneWay = {
  meta: { type: 'problem', schema: [], docs: { description: 'keeps the doors between the rooms one-way' } },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/');
    const look = (node, source, typeOnly = false) => {
      if (typeof source?.value !== 'string') return;
      const message = check(file, source.value, typeOnly);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => look(node, node.source, node.importKind === 'type'),
      ExportAllDeclaration: (node) => look(node, node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => look(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => look(node, node.source),
      TSImportType: (node) => look(node, node.source, true),
      TSExternalModuleReference: (node) => look(node, node.expression),
      CallExpression(node) {
        const callee = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
        if (callee.type === 'Identifier' && callee.name === 'require') look(node, node.arguments[0]);
      },
    };
  },
};

export default { rules: { 'one-way': oneWay } };
