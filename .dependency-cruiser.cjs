// The arrows of the house: main -> roles -> {adapters} -> workflow -> domain. Never sideways, never back.
const adapters = 'slack|redis|queue|python|http|cli|keys';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^src/', pathNot: '^src/domain/' },
    },
    {
      name: 'domain-does-no-io',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|net|url|buffer)$' },
    },
    {
      name: 'workflow-sees-only-the-domain',
      severity: 'error',
      from: { path: '^src/workflow/' },
      to: { path: '^src/', pathNot: '^src/(workflow|domain|errors)' },
    },
    {
      name: 'adapters-never-import-each-other',
      severity: 'error',
      from: { path: `^src/(${adapters})/` },
      to: { path: `^src/(${adapters})/`, pathNot: '^src/$1/' },
    },
    {
      name: 'adapters-point-inward',
      severity: 'error',
      from: { path: `^src/(${adapters})/` },
      to: { path: '^src/', pathNot: `^src/($1|workflow|domain|errors|log)` },
    },
    {
      name: 'sandbox-stands-alone',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/sandbox/' },
    },
    {
      name: 'only-roles-open-the-sandbox',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(roles|sandbox)/' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'only-main-starts-roles',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|roles/)' },
      to: { path: '^src/roles/' },
    },
    { name: 'nobody-imports-main', severity: 'error', from: {}, to: { path: '^src/main\\.ts$' } },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      // The page is bundled: what it needs is in its files, not in the image's node_modules.
      from: { path: '^src/', pathNot: '^src/sandbox/page/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
