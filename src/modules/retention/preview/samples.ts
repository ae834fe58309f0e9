import { DAY_MS } from '../../../platform/clock/clock';
import { AuditReader } from '../../audit/audit.reader';
import type { LogSnapshot } from '../../audit/audit.snapshot';
import type { PreviewSample } from '../retention.contract';
import type { EarlierLot } from './forecast';

const MOST = 5;

/** An event that would be among the first to go, not read yet. */
export interface Found {
  readonly sequence: number;
  readonly occurredAt: Date;
  readonly expiresOn: string;
  readonly home: string;
}

/** By the index of times, within one partition and day. */
const FIRST = `SELECT sequence::float8 AS sequence, occurred_at AS "occurredAt" FROM events
  WHERE organization_id = $1 AND expires_on = $2 AND occurred_at >= $3 AND occurred_at < $4 AND source = $5 AND category IS NOT DISTINCT FROM $6
  ORDER BY occurred_at, sequence LIMIT $7`;

/** At most five, from the lots that go first; in the snapshot that the lots are from. */
export async function firstToGo(log: LogSnapshot, lots: readonly EarlierLot[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const { home, day, source, category, expiresOn } of lots) {
    if (found.length >= MOST) break;
    const start = new Date(day);
    const end = new Date(start.getTime() + DAY_MS);
    const values = [log.organizationId, home, start, end, source, category, MOST - found.length];
    const { rows } = await log.client.query<Pick<Found, 'sequence' | 'occurredAt'>>(FIRST, values);
    found.push(...rows.map((row) => ({ ...row, expiresOn, home })));
  }
  return found;
}

/** As their readers see them. What went in the meantime is left out. */
export async function readSamples(
  reader: AuditReader,
  organizationId: string,
  found: readonly Found[],
  held: ReadonlySet<number>,
): Promise<PreviewSample[]> {
  if (found.length === 0) return [];
  const times = found.map(({ occurredAt }) => occurredAt.getTime());
  const range = {
    from: new Date(Math.min(...times)).toISOString(),
    to: new Date(Math.max(...times) + 1).toISOString(),
  };
  const events = await reader.numbered(
    organizationId,
    found.map(({ sequence }) => sequence),
    range,
  );
  return found.flatMap(({ sequence, expiresOn }) => {
    const event = events.find((each) => each.sequence === sequence);
    return event ? [{ event, held: held.has(sequence), expires_on: expiresOn }] : [];
  });
}
