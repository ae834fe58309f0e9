import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { at, say } from './paths.mjs';

const path = at('.data', 'tooling.lock');

/** Milliseconds without a sign of life after which an owner counts as dead; living ones give one each second. */
const SILENCE = 15_000;

/** Runs `work` while no other start on this checkout installs or builds. */
export async function alone(work) {
  mkdirSync(at('.data'), { recursive: true, mode: 0o700 });
  for (let waited = 0; !take(); waited += 1) {
    if (waited === 3) say('waiting for another start that is installing or compiling');
    await delay(200);
  }
  const pulse = setInterval(() => utimesSync(path, new Date(), new Date()), 1000);
  try {
    return await work();
  } finally {
    clearInterval(pulse);
    rmSync(path, { force: true });
  }
}

function take() {
  removeIfStale();
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Under a guard: else the second of two that see a dead owner would remove the lock that the first has just taken. */
function removeIfStale() {
  if (!isStale()) return;
  const guard = `${path}.break`;
  try {
    mkdirSync(guard);
  } catch {
    if (age(guard) > SILENCE) rmSync(guard, { recursive: true, force: true });
    return;
  }
  if (isStale()) rmSync(path, { force: true });
  rmdirSync(guard);
}

function isStale() {
  const silence = age(path);
  return silence > SILENCE || (silence > 0 && !isAlive(ownerPid()));
}

function age(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 0 : Math.max(1, Date.now() - stat.mtimeMs);
}

/** Our own while it cannot be told: the owner has made the file and not yet written into it. */
function ownerPid() {
  try {
    return Number(readFileSync(path, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
