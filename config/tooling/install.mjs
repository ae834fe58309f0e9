import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { alone } from './lock.mjs';
import { at, say } from './paths.mjs';
import { run } from './run.mjs';

const stamp = at('node_modules/.daybook-installed');

/** Makes node_modules what package-lock.json says; takes milliseconds when it is. Needs nothing but Node and npm. */
export async function ensureInstalled() {
  requireNode();
  if (isInstalled()) return;
  await alone(async () => {
    if (!isInstalled() && !isInstalledByHand()) await install();
    writeFileSync(stamp, fingerprint());
  });
}

/** `require` of ES modules, which NestJS 12 is, came with these. */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  say(`Node ${process.versions.node} is too old: Daybook needs Node 20.19, 22.12 or newer`);
  process.exit(1);
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** Of what was asked for and what it was installed for. */
function fingerprint() {
  const lock = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
  return `${lock} ${process.platform} ${process.arch} abi ${process.versions.modules}\n`;
}

/** Somebody ran `npm ci`: npm's own record then agrees with the lock file on every package that is not optional. */
function isInstalledByHand() {
  const record = at('node_modules/.package-lock.json');
  if (existsSync(stamp) || !existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages);
  return wanted.every(
    ([path, { integrity, optional }]) => path === '' || optional || there[path]?.integrity === integrity,
  );
}

async function install() {
  say('installing packages (the first time takes about half a minute)');
  const [command, first] = npm();
  const { cache, dispose } = usableCache();
  const quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run(command, [...first, 'ci', ...quiet], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_cache: cache, npm_config_update_notifier: 'false' },
  });
  dispose();
  if (code === 0) return;
  say('npm ci failed; what it says is above');
  process.exit(code);
}

/** The npm that started us, else the one on the path. */
function npm() {
  const running = process.env.npm_execpath ?? '';
  return basename(running) === 'npm-cli.js' ? [process.execPath, [running]] : ['npm', []];
}

/** A service account may have no home that it can write to. */
function usableCache() {
  const usual = process.env.npm_config_cache ?? join(homedir(), '.npm');
  try {
    mkdirSync(usual, { recursive: true });
    accessSync(usual, constants.W_OK);
    return { cache: usual, dispose: () => {} };
  } catch {
    const cache = mkdtempSync(join(tmpdir(), 'daybook-npm-'));
    return { cache, dispose: () => rmSync(cache, { recursive: true, force: true }) };
  }
}
