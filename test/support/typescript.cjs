// `node -r ./test/support/typescript.cjs file.ts`: for tests that need a process of their own, to kill it.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
const { typescript } = require('../../config/tooling/swc.cjs');

require.extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...typescript, filename }).code, filename);
};
