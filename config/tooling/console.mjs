import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { at, say } from './paths.mjs';
import { run } from './run.mjs';

const WEB = 'src/modules/console/web';
/** The program itself, and what of the server it loads: the query language, and types. */
const SOURCES = [WEB, 'src/modules/audit', 'src/platform'];
const OUTPUT = at('dist/console');
const STAMP = join(OUTPUT, '.built');
/** Gzipped JavaScript of the first screen (console/README.md). */
const MOST_BYTES = 330_000;

/** Builds the console into dist/console when it, or what it loads, has changed. Ends the process if it cannot. */
export async function ensureConsoleBuilt() {
  await ensureInstalled();
  if (isBuilt()) return;
  await alone(async () => {
    if (!isBuilt()) await build();
  });
}

function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

async function build() {
  say('building the console');
  const vite = [at('node_modules/vite/bin/vite.js'), 'build', at(WEB), '--logLevel', 'warn'];
  const code = await run(process.execPath, [...vite, '--config', at(WEB, 'vite.config.mts')], {
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) process.exit(code);
  for (const name of assets()) compress(join(OUTPUT, 'assets', name));
  writeFileSync(STAMP, fingerprint());
}

/** Once here instead of once a request. */
function compress(path) {
  const bytes = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  );
}

function assets() {
  return readdirSync(join(OUTPUT, 'assets')).filter((name) => /\.(js|css|svg)$/.test(name));
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(at('package-lock.json')));
  for (const file of SOURCES.flatMap(filesBelow).sort())
    hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** The entry and all that it imports at once, and the page that people see first: bytes of gzip by file. */
function firstScreen() {
  const manifest = JSON.parse(readFileSync(join(OUTPUT, 'manifest.json'), 'utf8'));
  const wanted = new Set();
  const want = (key) => {
    if (wanted.has(key)) return;
    wanted.add(key);
    manifest[key].imports?.forEach(want);
  };
  for (const [key, { isEntry, src }] of Object.entries(manifest))
    if (isEntry || src === 'audit-log/audit-log-page.tsx') want(key);
  const files = new Set([...wanted].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')));
  return [...files].map((file) => [file, readFileSync(join(OUTPUT, `${file}.gz`)).length]);
}

/** `node console.mjs --size`: the budget of the first screen, as a check. */
async function checkSize() {
  await ensureConsoleBuilt();
  const files = firstScreen();
  const sum = files.reduce((total, [, bytes]) => total + bytes, 0);
  for (const [file, bytes] of files) console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}`);
  console.log(`${(sum / 1000).toFixed(1).padStart(7)} kB of ${MOST_BYTES / 1000} kB`);
  if (sum > MOST_BYTES) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await (process.argv.includes('--size') ? checkSize() : ensureConsoleBuilt());
