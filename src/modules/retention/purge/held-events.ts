import type { Query } from '../policy/load-policy';

/** In the transaction that moves them: how many more events holds keep from the purge of a date. */
export async function countHeld(
  query: Query,
  organizationId: string,
  date: string,
  held: number,
): Promise<void> {
  if (held === 0) return;
  await query(
    `INSERT INTO held_from_purges AS h (organization_id, expires_on, events) VALUES ($1, $2, $3)
     ON CONFLICT (organization_id, expires_on) DO UPDATE SET events = h.events + excluded.events`,
    [organizationId, date, held],
  );
}

/** How many events holds have kept from the purge of a date, over all its rounds and whatever crashes came between. */
export async function heldFrom(query: Query, organizationId: string, date: string): Promise<number> {
  const [row] = await query(
    'SELECT events FROM held_from_purges WHERE organization_id = $1 AND expires_on = $2',
    [organizationId, date],
  );
  return Number(row?.events ?? 0);
}
