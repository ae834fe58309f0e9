import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh directory, deleted after the test that asked for it. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  made.push(path);
  return path;
}

const made: string[] = [];

afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});
