/**
 * Who may import whom among the modules; transitive ones are spelt out, so that a line can be read by itself.
 * What a lower module needs from a higher one is a port that it declares and `app.module.ts` fills.
 */
const allowed = {
  audit: [],
  organizations: ['audit'],
  auth: ['audit', 'organizations'],
  members: ['audit', 'organizations', 'auth'],
  teams: ['audit', 'organizations', 'auth', 'members'],
  approvals: ['audit', 'organizations', 'auth', 'members'],
  activity: ['audit', 'organizations', 'auth', 'members', 'teams'],
  alerts: ['audit', 'organizations', 'auth', 'members'],
  views: ['audit', 'organizations', 'auth', 'members'],
  reviews: ['audit', 'organizations', 'auth', 'members', 'alerts'],
  integrity: ['audit', 'organizations', 'auth', 'members'],
  verification: ['audit', 'organizations', 'auth', 'members', 'integrity', 'retention', 'erasure'],
  streams: ['audit'],
  exports: ['audit', 'organizations', 'auth', 'members', 'integrity'],
  holds: ['audit', 'organizations', 'auth', 'members', 'approvals'],
  retention: ['audit', 'organizations', 'auth', 'members', 'approvals', 'holds'],
  erasure: ['audit', 'organizations', 'auth', 'members', 'approvals', 'holds', 'retention'],
  support: ['audit', 'organizations', 'auth', 'members', 'approvals', 'exports'],
  offboarding: ['audit', 'organizations', 'auth', 'members', 'approvals', 'holds', 'exports', 'retention'],
  console: [],
  health: ['retention', 'integrity', 'verification'],
};

const anyModule = '^src/modules/([^/]+)/';
const specs = '\\.(spec|int-spec|e2e-spec|browser-spec)\\.ts$';

/** A module may import itself and those listed. */
const direction = Object.entries(allowed).map(([name, modules]) => ({
  name: `${name}-looks-down`,
  comment: `${name} may import ${modules.length === 0 ? 'no other module' : modules.join(', ')}`,
  severity: 'error',
  from: { path: `^src/modules/${name}/`, pathNot: '^src/modules/console/web/' },
  to: { path: anyModule, pathNot: `^src/modules/(${[name, ...modules].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...direction,
    {
      name: 'module-is-in-the-list',
      comment: 'A new module takes its place among the others in .dependency-cruiser.cjs',
      severity: 'error',
      from: { path: anyModule, pathNot: `^src/modules/(${Object.keys(allowed).join('|')})/` },
      to: {},
    },
    {
      name: 'rooms-are-private',
      comment: 'Only the files at the root of a module may be imported from outside it',
      severity: 'error',
      from: { path: anyModule },
      to: { path: '^src/modules/[^/]+/[^/]+/', pathNot: '^src/modules/$1/' },
    },
    {
      name: 'composition-uses-doors',
      comment: 'main, app.module, the commands and the configuration import the root files of modules only',
      severity: 'error',
      from: { path: '^(src/[^/]+\\.ts$|src/(cli|demo)/|config/)', pathNot: specs },
      to: { path: '^src/modules/[^/]+/[^/]+/' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|cli|demo)/|^src/[^/]+\\.ts$' },
    },
    {
      name: 'modules-do-not-look-at-the-composition',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: specs },
      to: { path: '^src/(cli|demo)/|^src/[^/]+\\.ts$' },
    },
    {
      name: 'console-imports-contracts-only',
      comment:
        'What runs in the browser knows the server by the types of its contracts, and reads queries by the language itself',
      severity: 'error',
      from: { path: '^src/modules/console/web/' },
      to: {
        path: '^(src|config|migrations)/',
        pathNot:
          '^src/modules/console/web/|^src/modules/[^/]+/[^/]+\\.contract\\.ts$|^src/modules/audit/audit\\.query-language\\.ts$',
      },
    },
    {
      name: 'console-imports-types-only',
      severity: 'error',
      from: { path: '^src/modules/console/web/' },
      to: { path: '\\.contract\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration means the same for ever; code changes',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|config|test)/' },
    },
    {
      name: 'no-cycle',
      comment: 'Files that import each other crash at load',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-test-in-production',
      severity: 'error',
      from: { path: '^(src|config|migrations)/', pathNot: `${specs}|^config/tooling/` },
      to: { path: `^test/|${specs}` },
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: {
        path: '^(src|config|migrations)/',
        pathNot: `${specs}|^config/tooling/|^src/modules/console/web/`,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
    {
      name: 'query-language-runs-anywhere',
      comment: 'The browser loads the query language: neither Nest nor Node, nor anything that needs them',
      severity: 'error',
      from: { path: '^src/modules/audit/audit\\.query-language\\.ts$' },
      to: {
        path: 'node_modules/(?!ipaddr\\.js/)|^(node:)?(fs|net|crypto|util|os|path|events|buffer|async_hooks|stream|process)(/|$)',
        reachable: true,
      },
    },
    {
      name: 'verifier-stands-alone',
      comment:
        'What checks exports and proofs shares no code with what makes them: it runs with a runtime alone, Node or a browser',
      severity: 'error',
      from: { path: '^src/verifier/', pathNot: specs },
      to: { path: '^(src|config)/|node_modules', pathNot: '^src/verifier/' },
    },
    {
      name: 'tree-is-pure',
      comment: 'The integrity core computes; who reads and writes are others (style.md, habit 7)',
      severity: 'error',
      from: { path: '^src/modules/integrity/(tree|notes)/', pathNot: specs },
      to: { path: '^(src|config)/|node_modules', pathNot: '^src/modules/integrity/(tree|notes)/' },
    },
    {
      name: 'demo-days-are-pure',
      comment: 'A seed and a date give the events of a day; who tells them to a server is fill/',
      severity: 'error',
      from: { path: '^src/demo/(days|people|work)/', pathNot: specs },
      to: {
        path: '^(src|config)/|node_modules',
        pathNot: '^src/demo/(days|people|work)/|^src/platform/clock/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphan',
      comment: 'Nobody imports it and it imports nobody',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: `${specs}|\\.d\\.ts$|\\.contract\\.ts$|^src/main\\.ts$|^src/cli/|^src/modules/console/web/`,
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'import', 'types', 'default'],
    },
  },
};
