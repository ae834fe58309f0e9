import { spawn } from 'node:child_process';
import Module from 'node:module';
import { constants } from 'node:os';
import { root } from './paths.mjs';

/** Runs a program to its end and gives its exit code; signals reach it, and it decides what they mean. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** Runs a program for what it writes: `{ code, output }`, stderr behind stdout. */
export function capture(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      ...options,
    });
    const out = [];
    const err = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(out).toString(),
        output: Buffer.concat([...out, ...err]).toString(),
      }),
    );
  });
}

/** Becomes that program: no second process, so signals and the exit code need no passing on. */
export function become(file) {
  process.setSourceMapsEnabled(true);
  process.argv[1] = file;
  Module.runMain();
}
