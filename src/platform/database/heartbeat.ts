import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { sqlState } from './database-fault';

/** Asks a database, on a connection of its own, whether it answers. */
export class Heartbeat {
  #client: Client | undefined;

  constructor(
    private readonly url: string,
    private readonly patienceMs: number,
  ) {}

  /** Null when it answered in time, be it to refuse us; else why not. */
  async beat(): Promise<Error | null> {
    const asking = new AbortController();
    try {
      await Promise.race([this.#ask(), this.#patience(asking.signal)]);
      return null;
    } catch (error) {
      this.hangUp();
      return isAnswer(error) ? null : (error as Error);
    } finally {
      asking.abort();
    }
  }

  /** At once: a server that is frozen takes no leave. */
  hangUp(): void {
    this.#client?.connection.stream.destroy();
    this.#client = undefined;
  }

  async #ask(): Promise<void> {
    const client = (this.#client ??= await this.#connect());
    await client.query('SELECT 1');
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'daybook-watch',
      connectionTimeoutMillis: this.patienceMs,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** An answer that came while this process itself was busy is taken before the judgement. */
  async #patience(asking: AbortSignal): Promise<never> {
    await delay(this.patienceMs, undefined, { signal: asking });
    await turn();
    await turn();
    throw new Error(`no answer within ${this.patienceMs} ms`);
  }
}

/** An error that the server itself wrote, unless it only says that it starts or stops. */
function isAnswer(error: unknown): boolean {
  return sqlState(error)?.startsWith('57P') === false;
}
