import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AlreadyRunningError,
  claimDataDirectory,
} from '../../src/platform/database/embedded-postgres/instance-lock';
import { runChild } from '../support/child-process';
import { temporaryDirectory } from '../support/temporary-directory';

describe('the claim on a data directory', () => {
  it('is refused while another process has it, naming that process and its address', async () => {
    const dir = temporaryDirectory();
    const other = await runChild('instance-lock.child.ts', dir);
    expect(() => claimDataDirectory(dir)).toThrow(AlreadyRunningError);
    expect(() => claimDataDirectory(dir)).toThrow(
      `Daybook is already running here (pid ${other.process.pid}, address http://localhost:3000)`,
    );
    await other.kill();
  });

  it('passes on when its owner was killed', async () => {
    const dir = temporaryDirectory();
    await (await runChild('instance-lock.child.ts', dir)).kill();
    const claim = claimDataDirectory(dir);
    claim.release();
    expect(existsSync(join(dir, 'daybook.lock'))).toBe(false);
  });

  it('passes on when the owner is dead and its number belongs to another process now', () => {
    const dir = temporaryDirectory();
    claimDataDirectory(dir);
    const lock = JSON.parse(readFileSync(join(dir, 'daybook.lock'), 'utf8')) as object;
    writeFileSync(join(dir, 'daybook.lock'), JSON.stringify({ ...lock, startedAt: 'another boot/1' }));
    expect(() => claimDataDirectory(dir).release()).not.toThrow();
  });

  it('can be taken again after a release', () => {
    const dir = temporaryDirectory();
    claimDataDirectory(dir).release();
    expect(() => claimDataDirectory(dir)).not.toThrow();
    expect(() => claimDataDirectory(dir)).toThrow('still starting');
  });
});
