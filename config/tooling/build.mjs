import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { at, say } from './paths.mjs';
import { run } from './run.mjs';

const targets = {
  server: { project: 'config/tooling/tsconfig.build.json', folders: ['src', 'config', 'migrations'] },
  bench: {
    project: 'config/tooling/tsconfig.bench.json',
    folders: ['src', 'config', 'migrations', 'test/bench', 'test/support'],
  },
};

/** Compiles into dist/ what has changed since the last time, and copies what is read beside the code. Ends the process if it cannot. */
export async function ensureBuilt(name = 'server') {
  await ensureInstalled();
  if (isBuilt(name)) return;
  await alone(async () => {
    if (!isBuilt(name)) await build(name);
  });
}

function isBuilt(name) {
  const path = stampOf(name);
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).hash === fingerprint(name).hash;
}

async function build(name) {
  say('compiling');
  const now = fingerprint(name);
  removeOutputOfDeleted(name, now.files);
  const code = await run(
    process.execPath,
    [at('node_modules/typescript/bin/tsc'), '-p', at(targets[name].project)],
    { stdio: ['ignore', 2, 2] },
  );
  if (code !== 0) process.exit(code);
  for (const file of now.files.filter((file) => !file.endsWith('.ts'))) cpSync(at(file), at('dist', file));
  await writeVerifier();
  writeFileSync(stampOf(name), JSON.stringify(now));
}

/** Loaded only now: what it needs has just been installed. */
async function writeVerifier() {
  const { verifierFile } = await import('./verifier-file.mjs');
  writeFileSync(at('dist/src/verifier/daybook-verify.mjs'), await verifierFile());
}

/** By content: a checkout or a container layer gives new times to old files. */
function fingerprint(name) {
  const files = targets[name].folders.flatMap(sources).sort();
  const hash = createHash('sha256').update(readFileSync(at('package-lock.json')));
  for (const file of [
    'tsconfig.json',
    'config/tooling/verifier-file.mjs',
    targets.server.project,
    targets[name].project,
    ...files,
  ]) {
    hash.update(`\0${file}\0`).update(readFileSync(at(file)));
  }
  return { hash: hash.digest('hex'), files };
}

/** The console is built by its own tools; specs are not built; tooling runs as it is. */
function sources(folder) {
  if (!existsSync(at(folder))) return [];
  return readdirSync(at(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(at('/').length))
    .filter((file) => !/\.spec\.ts$|^src\/modules\/console\/web\/|^config\/(tooling|docker)\//.test(file));
}

function removeOutputOfDeleted(name, files) {
  const path = stampOf(name);
  const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).files : null;
  if (before === null ? name !== 'server' : before.every((file) => files.includes(file))) return;
  rmSync(at('dist'), { recursive: true, force: true });
}

function stampOf(name) {
  return at('dist', `.built-${name}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await ensureBuilt();
