// `node -r ./test/support/typescript.cjs file.ts`: for tests that need a process of their own, to kill it.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { version } = require('@swc/core/package.json');
const { typescript } = require('../../config/tooling/swc.cjs');

/** What any process compiled before: an application is some hundreds of files, and one test starts it ten times. */
const CACHE = join(__dirname, '../../node_modules/.cache/daybook-test');
const OPTIONS = { ...typescript, sourceMaps: false };

require.extensions['.ts'] = (module, filename) => module._compile(compiled(filename), filename);

function compiled(filename) {
  const source = readFileSync(filename, 'utf8');
  const key = JSON.stringify([version, OPTIONS, filename, source]);
  const path = join(CACHE, `${createHash('sha256').update(key).digest('hex')}.js`);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, { ...OPTIONS, filename });
    keep(path, code);
    return code;
  }
}

/** Written aside and renamed, because others read at the same time; who may not write compiles again. */
function keep(path, code) {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}
