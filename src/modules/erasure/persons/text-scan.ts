import { Inject, Injectable } from '@nestjs/common';
import { READ_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import type { Identifiers } from './identifiers';
import { TELLING } from './mentions';

const STRETCH = 10_000;

/** Texts that are part of no search column: paths, details, changes, related records. */
const SCAN = `SELECT sequence::float8 AS sequence FROM events
  WHERE organization_id = $1 AND expires_on = ANY ($2::date[]) AND sequence > $3 AND sequence <= $4
    AND EXISTS (SELECT FROM unnest($5::text[]) AS n (needle) WHERE strpos(lower(concat(target, context, content)), n.needle) > 0)
  ORDER BY sequence`;

/** Looks through all texts of a log, which no index helps with; the newest first, until its time is over. */
@Injectable()
export class TextScan {
  constructor(@Inject(READ_POOL) private readonly pool: DatabasePool) {}

  /** Candidates: their texts hold one of the identifiers somewhere. `complete`: all of the log up to `through` was looked at. */
  async candidates(
    organizationId: string,
    who: Identifiers,
    through: number,
    until: AbortSignal,
  ): Promise<{ sequences: number[]; complete: boolean }> {
    const needles = needlesOf(who);
    const sequences: number[] = [];
    if (needles.length === 0) return { sequences, complete: true };
    for (let last = through; last > 0; last -= STRETCH) {
      if (until.aborted) return { sequences, complete: false };
      sequences.push(...(await this.#stretch(organizationId, Math.max(0, last - STRETCH), last, needles)));
    }
    return { sequences, complete: true };
  }

  #stretch(organizationId: string, after: number, last: number, needles: string[]): Promise<number[]> {
    return this.pool.snapshot(organizationId, async (client) => {
      await client.query('LOCK TABLE ONLY events IN ACCESS SHARE MODE');
      const { rows: homes } = await client.query<{ date: string }>(
        'SELECT expires_on::text AS date FROM event_homes WHERE organization_id = $1',
        [organizationId],
      );
      const { rows } = await client.query<{ sequence: number }>(SCAN, [
        organizationId,
        homes.map(({ date }) => date),
        after,
        last,
        needles,
      ]);
      return rows.map(({ sequence }) => sequence);
    });
  }
}

/** As they stand in canonical JSON. Short ids are not looked for in texts: they would be found everywhere. */
function needlesOf({ ids, emails, names, records }: Identifiers): string[] {
  const telling = [...ids, ...records.map(({ id }) => id)].filter((id) => id.length >= TELLING);
  const referred = records.filter(({ id }) => id.length < TELLING).map(({ id }) => `"${inJson(id)}"`);
  const said = [...telling, ...emails, ...names];
  const inPaths = said.map(encodeURIComponent);
  return [...new Set([...[...said, ...inPaths].map(inJson), ...referred])].map((text) => text.toLowerCase());
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
