import type { Pool, PoolClient } from 'pg';

/** The connections of one pool that are in use. While `refusing`, none that is taken lives. */
export class LentConnections {
  readonly #lent = new Set<PoolClient>();
  #refusing = false;

  constructor(pool: Pool) {
    pool.on('acquire', (client) => {
      this.#lent.add(client);
      if (this.#refusing) cut(client);
    });
    pool.on('release', (_error, client) => this.#lent.delete(client));
    pool.on('remove', (client) => this.#lent.delete(client));
  }

  /** Whoever waits for an answer gets an error at once; the pool drops the connection when it is given back. */
  refuse(): void {
    this.#refusing = true;
    for (const client of this.#lent) cut(client);
  }

  accept(): void {
    this.#refusing = false;
  }
}

/** Not `end()`, which is polite and waits for a server that does not answer. */
function cut(client: PoolClient): void {
  client.connection.stream.destroy();
}
