import type { PoolClient } from 'pg';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The log of what belongs to no organization: unknown addresses, unparsable requests, the installation itself. */
export const PLATFORM_LOG_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The statement that opens the door of row-level security for one organization until the transaction ends.
 * SET takes no bind parameters, so the identifier is checked strictly here and nowhere else (scale.md, rule 9).
 */
export function enterOrganization(organizationId: string): string {
  if (!UUID.test(organizationId)) throw new Error('an organization id must be a UUID');
  return `SET LOCAL app.organization_id = '${organizationId}'`;
}

/** Sends the last statement of a transaction; its COMMIT goes along where the connection allows it. */
export type Finish = <R>(last: () => Promise<R>) => Promise<R>;

/**
 * Begins, enters, works, commits; rolls back on any error. Reads pass `snapshot` for one consistent view. On a connection
 * that pipelines, the beginning travels with the first statements of `work`, in one packet, and the end with the last if
 * `work` says which it is; nothing counts unless all of it succeeded.
 */
export async function inOrganization<T>(
  client: PoolClient,
  organizationId: string,
  work: (client: PoolClient, finish: Finish) => Promise<T>,
  snapshot = false,
): Promise<T> {
  const begin = snapshot ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN';
  const opening = `${begin}; ${enterOrganization(organizationId)}`;
  if (client.pipeline) inOnePacket(client);
  const opened = client.query(opening);
  opened.catch(() => undefined);
  let committed: Promise<unknown> | undefined;
  const finish: Finish = (last) => {
    if (!client.pipeline) return last();
    inOnePacket(client);
    const result = last();
    committed = client.query('COMMIT');
    committed.catch(() => undefined);
    return result;
  };
  try {
    if (!client.pipeline) await opened;
    const result = await work(client, finish);
    await opened;
    await (committed ?? client.query('COMMIT'));
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw await opened.then(
      () => error,
      (first: unknown) => first,
    );
  }
}

/** What is sent until the end of this turn leaves at once: each packet of its own costs a call of the system and a wake-up. */
function inOnePacket({ connection: { stream } }: PoolClient): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}
