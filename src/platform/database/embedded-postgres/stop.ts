import { Client } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, isRunning, type ProcessIdentity } from './process-identity';

const OTHERS = `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;

/** Stops the server unless someone else uses it; false if it was left running. Asks again for a moment: sockets close late. */
export async function stopUnlessUsed(server: ProcessIdentity, url: string): Promise<boolean> {
  for (let tries = 0; (await otherClients(url)) > 0; tries += 1) {
    if (tries === 5) return false;
    await delay(50);
  }
  await shutDown(server);
  return true;
}

/** Fast shutdown, then an immediate one after 5 s: the next start then recovers, losing nothing. */
async function shutDown(server: ProcessIdentity): Promise<void> {
  for (const [signal, milliseconds] of [
    ['SIGINT', 5000],
    ['SIGQUIT', 5000],
  ] as const) {
    if (!isRunning(server)) return;
    process.kill(server.pid, signal);
    if (await hasEnded(server, milliseconds)) return;
  }
}

/** None when the server cannot be asked: it is down, going down, or of no use to anybody. */
async function otherClients(url: string): Promise<number> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<{ others: number }>(OTHERS)).rows[0]?.others ?? 0;
  } catch {
    return 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
