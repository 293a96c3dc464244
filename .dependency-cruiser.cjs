/** Module boundaries, checked by `npm run lint`: arrows point one way, and only few places know a library. */
const LAYERS = ['operations', 'device', 'dispatch', 'session', 'protocol', 'http', 'commands', 'core'];

/** Each folder of `camera/` may import only folders that stand further right in `LAYERS`. */
const layers = LAYERS.slice(1).map((layer, index) => ({
  name: `camera-${layer}-imports-only-lower-layers`,
  severity: 'error',
  from: { path: `^camera/${layer}/` },
  to: {
    path: `^camera/(index|client|events/|discovery/|(${LAYERS.slice(0, index + 1).join('|')})/)`,
    // A camera owns what listens to it.
    ...(layer === 'device' && { pathNot: '^camera/events/' }),
  },
}));

/** `camera/events/` and `camera/discovery/` stand beside `device/`. */
const beside = ['events', 'discovery'].map((folder) => ({
  name: `camera-${folder}-stands-beside-device`,
  severity: 'error',
  from: { path: `^camera/${folder}/` },
  to: { path: '^camera/(index|client|operations/|device/)' },
}));

const onlyIn = (library, place) => ({
  name: `only-${place}-knows-${library}`,
  severity: 'error',
  from: { path: '^(camera|nodes|editor|shared|simulator)/', pathNot: `^${place}` },
  to: { path: `node_modules/${library}/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...layers,
    ...beside,
    {
      name: 'camera-knows-nothing-of-the-rest',
      severity: 'error',
      from: { path: '^camera/' },
      to: { path: '^(nodes|editor|simulator|tools|test)/' },
    },
    {
      name: 'nodes-use-the-camera-by-its-index',
      severity: 'error',
      from: { path: '^nodes/' },
      to: { path: '^(camera/(?!index)|editor|simulator|tools|test)' },
    },
    {
      name: 'editor-runs-in-the-browser',
      severity: 'error',
      from: { path: '^editor/' },
      to: { path: '^(camera|nodes|simulator|tools|test)/' },
    },
    {
      name: 'shared-imports-nothing',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: '^shared/' },
    },
    {
      name: 'simulator-shares-no-code',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(camera|nodes|editor|shared|tools|test)/' },
    },
    {
      name: 'tools-do-not-import-tests',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: '^test/' },
    },
    onlyIn('axios', 'camera/http/'),
    onlyIn('fast-xml-parser', 'camera/protocol/'),
    {
      name: 'published-code-has-runtime-dependencies-only',
      severity: 'error',
      from: { path: '^(camera|nodes|editor|shared)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: { path: '^(camera|nodes|editor|shared|simulator|tools)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    moduleSystems: ['cjs', 'es6'],
    // Some packages can only be imported.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
