import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../../platform/context/request-context';
import { invalidField } from '../../../platform/errors/daybook-error';
import { LogSnapshots, type LogSnapshot } from '../../audit/audit.snapshot';
import type { LogNumbers, NumberFate } from '../retention.contract';
import { stretchesOf, type Stretch } from './stretches';

const MOST_NUMBERS = 10_000;

const ON_HAND = `SELECT e.sequence FROM unnest($2::bigint[], $3::bigint[]) AS s (first, last)
  JOIN events e ON e.organization_id = $1 AND e.expires_on = ANY ($4::date[]) AND e.sequence BETWEEN s.first AND s.last`;

/** A row of purged leaves has at most 1,024 of them (ADR 5), so that short stretches of the index are read. */
const PURGED = `SELECT DISTINCT l.first_sequence AS first, l.last_sequence AS last
  FROM unnest($2::bigint[], $3::bigint[]) AS s (first, last)
  JOIN purged_leaves l ON l.organization_id = $1
   AND l.first_sequence > s.first - 1024 AND l.first_sequence <= s.last AND l.last_sequence >= s.first
  JOIN purges p ON p.organization_id = l.organization_id AND p.expires_on = l.expires_on
 WHERE EXISTS (SELECT FROM jsonb_array_elements(p.ranges::jsonb) g
                WHERE (g ->> 0)::bigint <= l.first_sequence AND (g ->> 1)::bigint >= l.last_sequence)`;

/** What became of sequences that a list does not show: the log is numbered without gaps, so each is somewhere, or something is wrong. */
@Injectable()
export class LogNumberChecks {
  constructor(private readonly snapshots: LogSnapshots) {}

  /** @throws DaybookError for a stretch that ends before it begins, and for more than ten thousand numbers */
  of(texts: readonly string[]): Promise<LogNumbers> {
    const stretches = texts.map(readStretch);
    const count = stretches.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    if (count > MOST_NUMBERS)
      throw invalidField('between', `must be at most ${MOST_NUMBERS} numbers together, and are ${count}`);
    const { organizationId } = currentPrincipal();
    return this.snapshots.read(organizationId, (log) => check(log, stretches));
  }
}

function readStretch(text: string): Stretch {
  const [first = 0, last = 0] = text.split('-').map(Number);
  if (last < first) throw invalidField('between', `must begin before it ends: ${text}`);
  return [first, last];
}

async function check(log: LogSnapshot, stretches: readonly Stretch[]): Promise<LogNumbers> {
  const ends = [stretches.map(([first]) => first), stretches.map(([, last]) => last)];
  const { rows: found } = await log.client.query<{ sequence: string }>(ON_HAND, [
    log.organizationId,
    ...ends,
    log.allHomes,
  ]);
  const { rows: leaves } = await log.client.query<{ first: string; last: string }>(PURGED, [
    log.organizationId,
    ...ends,
  ]);
  const onHand = new Set(found.map(({ sequence }) => Number(sequence)));
  const purged = leaves.map(({ first, last }): Stretch => [Number(first), Number(last)]);
  const fateOf = (sequence: number): NumberFate['fate'] => {
    if (onHand.has(sequence)) return 'on_hand';
    return purged.some(([first, last]) => first <= sequence && sequence <= last) ? 'purged' : 'missing';
  };
  return { data: stretches.flatMap((stretch) => stretchesOf(stretch, fateOf)) };
}
