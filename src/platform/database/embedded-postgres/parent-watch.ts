import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { Socket } from 'node:net';

const SCRIPT = `cat >/dev/null
kill -INT "$1" 2>/dev/null
n=0; while kill -0 "$1" 2>/dev/null && [ $n -lt 200 ]; do sleep 0.05; n=$((n+1)); done
if [ -n "$2" ]; then rm -rf "$2"; fi`;

/**
 * Stops the server when this process ends, by whatever means: a shell waits for the end of a pipe that only this
 * process holds. `deleteAfterwards` is a directory, or ''. Returns what to do once the server was stopped in good order.
 */
export function watchParent(pid: number, deleteAfterwards: string): () => void {
  const watch = spawn('/bin/sh', ['-c', SCRIPT, 'daybook-watch', String(pid), deleteAfterwards], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.unref();
  (watch.stdin as unknown as Socket).unref();
  return () => {
    watch.kill('SIGKILL');
    if (deleteAfterwards !== '') rmSync(deleteAfterwards, { recursive: true, force: true });
  };
}
