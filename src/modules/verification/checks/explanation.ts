import { CATEGORIES, OPERATIONS, OUTCOMES } from '../../../platform/context/action-spec';
import type { EventReading } from './event-reading';
import { leafOf, PARTS, type LeafInput } from './leaf';
import { isoOf } from './moments';

const MOST_VALUES = 300;

/** Values that other events of the log have: what stood in a changed column is often among them. */
export class Candidates {
  readonly #values = {
    source: new Set<string>(),
    action: new Set<string>(),
    operation: new Set<string>(OPERATIONS),
    outcome: new Set<string>(OUTCOMES),
    category: new Set<string | null>([null, ...CATEGORIES]),
    flags: new Set<string>(['[]']),
  };
  readonly #moments = new Set<number>();

  note({ source, action, flags, recordedAt }: LeafInput): void {
    put(this.#values.source, source);
    put(this.#values.action, action);
    put(this.#values.flags, JSON.stringify(flags));
    put(this.#moments, recordedAt);
  }

  /** The event with one column at a time as it may have been. */
  *variants(reading: LeafInput): Generator<[column: string, was: string, LeafInput]> {
    for (const column of ['source', 'action', 'operation', 'outcome'] as const)
      for (const was of this.#values[column]) yield [column, was, { ...reading, [column]: was }];
    for (const was of this.#values.category)
      yield ['category', was ?? 'nothing', { ...reading, category: was }];
    for (const was of this.#values.flags)
      yield ['flags', was, { ...reading, flags: JSON.parse(was) as string[] }];
    for (const recordedAt of this.#moments) {
      yield ['recorded_at', isoOf(recordedAt), { ...reading, recordedAt }];
      yield ['occurred_at', isoOf(recordedAt), { ...reading, occurredAt: recordedAt }];
    }
    for (const [index, part] of PARTS.entries())
      yield [
        part,
        'not there',
        { ...reading, digests: reading.digests.map((digest, at) => (at === index ? null : digest)) },
      ];
  }
}

function put<T>(set: Set<T>, value: T): void {
  if (set.size < MOST_VALUES) set.add(value);
}

export interface Explanation {
  readonly field: string;
  readonly says: string;
}

/**
 * Which column makes an event's leaf another than the one that was sealed. A hash does not say; but where one value of another event in its
 * place gives the sealed leaf, it is that, and where a filter column contradicts its part, it is that part. Else all that is left is named.
 */
export function explain(
  organizationId: string,
  reading: EventReading,
  sealed: Buffer,
  candidates: Candidates,
): Explanation {
  for (const [field, was, variant] of candidates.variants(reading))
    if (leafOf(organizationId, variant).equals(sealed))
      return { field, says: `${field} was changed; when it was sealed it said ${was}` };
  if (reading.erasure)
    return {
      field: ['erasure', ...partsIn(reading)].join(', '),
      says: 'its hash is not that of what was sealed: one of these was changed',
    };
  const contradicted = contradictedBy(reading.wrong);
  if (contradicted.length > 0)
    return {
      field: contradicted.join(', '),
      says: `its ${contradicted.join(' or ')} was changed: the hash that was sealed is another`,
    };
  const field = [
    'id',
    'occurred_at',
    'recorded_at',
    'source',
    'action',
    'category',
    'flags',
    ...partsIn(reading),
  ].join(', ');
  return { field, says: 'its hash is not that of what was sealed: one of these was changed' };
}

function contradictedBy(wrong: EventReading['wrong']): readonly string[] {
  const parts = PARTS.filter((part) => wrong.some((column) => OF_PART[part].includes(column)));
  return parts.length === 0 && wrong.includes('search_text') ? ['actor', 'target'] : parts;
}

const partsIn = ({ parts }: EventReading): string[] =>
  PARTS.flatMap((part) => (parts.includes(part) ? [part, `${part}_salt`] : [part]));

const OF_PART: Readonly<Record<(typeof PARTS)[number], readonly string[]>> = {
  actor: ['actor', 'actor_salt', 'actor_key', 'actor_type', 'actor_role', 'reported_by'],
  context: ['context', 'context_salt', 'ip', 'session_id', 'request_id'],
  target: ['target', 'target_salt', 'resource_type', 'resource_id', 'subject_type', 'subject_id'],
  content: ['content_salt'],
};
