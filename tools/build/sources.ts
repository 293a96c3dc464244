/** Where the build finds what a node is made of. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NodeDefinition } from '../../nodes/shared/definition';

export const root = resolve(__dirname, '../..');
export const PACKAGE = 'node-red-contrib-anjvision';
export const PREFIX = 'anjvision-';
const nodes = join(root, 'nodes');

/** The folders of `nodes/`, which are the types without their prefix. */
export const nodeNames = readdirSync(nodes).filter((name) => existsSync(join(nodes, name, 'node.ts')));

/** The languages there are: each has a file of what all nodes share, and one in every node's folder. */
export const languages = readdirSync(join(nodes, 'shared'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''));

export const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

export const readIfThere = (...path: string[]): string =>
  existsSync(join(root, ...path)) ? read(...path) : '';

export const definitionOf = (name: string): NodeDefinition =>
  (require(join(nodes, name, 'definition.ts')) as { definition: NodeDefinition }).definition;

/** Whether a dialog has a script that is loaded when it opens. */
export const hasScript = (name: string): boolean =>
  existsSync(join(root, 'editor/dialogs', name, 'index.ts'));
