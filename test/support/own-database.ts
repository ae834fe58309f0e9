import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/platform/database/embedded-postgres/embedded-postgres';
import { hasEnded, identify } from '../../src/platform/database/embedded-postgres/process-identity';
import { prepareDatabase } from '../../src/platform/database/prepare-database';
import { serverDirectory } from './server-directory';
import { TEST_SECRET, type TestDatabase } from './test-database';

/** A PostgreSQL for one test alone, which it may stop, freeze and start again; always on the same port. */
export class OwnDatabase implements TestDatabase {
  readonly #dir = serverDirectory();
  #server: EmbeddedPostgres | undefined;

  /** The superuser's. */
  get url(): string {
    return this.#running.url;
  }

  async start(): Promise<void> {
    const port = this.#server?.port;
    this.#server = await startEmbeddedPostgres({
      dir: this.#dir,
      unsafe: true,
      // Not synced to the disk, but to the operating system, which outlives the server.
      settings: { synchronous_commit: 'on' },
      ...(port === undefined ? {} : { port }),
    });
  }

  async prepare(): Promise<void> {
    await this.start();
    await prepareDatabase({ url: this.url, secret: TEST_SECRET });
  }

  /** As an operator stops it: at once, whoever is connected. */
  async shutDown(): Promise<void> {
    const postmaster = identify(this.#running.pid);
    if (postmaster === null) return;
    process.kill(postmaster.pid, 'SIGINT');
    await hasEnded(postmaster, 10_000);
  }

  /** Connections stay open, and nobody answers. */
  freeze(): void {
    this.#signal('SIGSTOP');
  }

  thaw(): void {
    this.#signal('SIGCONT');
  }

  async drop(): Promise<void> {
    await this.shutDown();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#running;
    if (identify(pid) === null) return;
    const backends = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
    for (const each of [pid, ...backends]) process.kill(each, signal);
  }

  get #running(): EmbeddedPostgres {
    if (this.#server === undefined) throw new Error('the database was never started');
    return this.#server;
  }
}
