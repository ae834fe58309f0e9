import { ensureInstalled } from './install.mjs';
import { at } from './paths.mjs';
import { capture } from './run.mjs';

const bin = (path, ...args) => [process.execPath, [at('node_modules', path), ...args]];
const tool = (file, ...args) => [process.execPath, [at('config/tooling', file), ...args]];

/** Name, and the program that ends with 0 if all is well. To add a check, add a line. */
const checks = {
  format: bin('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  lint: bin('oxlint/bin/oxlint', '--deny-warnings', '--format=unix'),
  types: bin('typescript/bin/tsc', '-p', at('tsconfig.json')),
  'types of the console': bin(
    'typescript/bin/tsc',
    '--noEmit',
    '-p',
    at('src/modules/console/web/tsconfig.json'),
  ),
  'module boundaries': bin(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    'config',
    'migrations',
    'test',
  ),
  'dead code': bin('knip/bin/knip.js', '--no-progress'),
  'budgets and tree': tool('test.mjs', '--selectProjects', 'architecture'),
  'size of the console': tool('console.mjs', '--size'),
  'generated files': tool('generate.mjs', '--check'),
};

await ensureInstalled();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`There is no check "${unknown.join('", "')}". There are: ${Object.keys(checks).join(', ')}`);
  process.exit(1);
}

let failed = 0;
for (const [name, [command, args]] of Object.entries(checks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const started = Date.now();
  const { code, output } = await capture(command, args);
  console.log(
    `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (code === 0) continue;
  failed += 1;
  console.log(`${output.trimEnd()}\n`.replace(/^(?=.)/gm, '       '));
}
console.log(failed === 0 ? 'all checks passed' : `${failed} ${failed === 1 ? 'check' : 'checks'} failed`);
process.exitCode = failed === 0 ? 0 : 1;
