const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { javascript, typescript } = require('./swc.cjs');

const root = resolve(__dirname, '../..');
/** Names of installed packages that are ES modules: Jest cannot `require` those on Node 20, so SWC turns them into CommonJS. */
function esmPackages(modules) {
  return directories(modules)
    .flatMap((name) =>
      name.startsWith('@') ? directories(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    )
    .flatMap((name) => [
      ...(isEsm(join(modules, name)) ? [name] : []),
      ...esmPackages(join(modules, name, 'node_modules')),
    ]);
}

function directories(path) {
  return existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith('.')) : [];
}

function isEsm(path) {
  const manifest = join(path, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
}

const esm = [...new Set(esmPackages(join(root, 'node_modules')))].join('|');

const base = {
  rootDir: root,
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', typescript],
    '/node_modules/.+\\.m?js$': ['@swc/jest', javascript],
  },
  transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(${esm})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

/** Jest runs a hook once for each distinct path, and only if a test of such a project is selected: so the two share one server. */
const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

module.exports = {
  rootDir: root,
  maxWorkers: 2,
  testTimeout: 20_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/config/**/*.spec.ts'],
    },
    { ...base, displayName: 'architecture', testMatch: ['<rootDir>/test/architecture/**/*.spec.ts'] },
    {
      ...base,
      ...withDatabase,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.int-spec.ts'],
    },
    { ...base, ...withDatabase, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
    {
      ...base,
      ...withDatabase,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.browser-spec.ts'],
    },
  ],
};
