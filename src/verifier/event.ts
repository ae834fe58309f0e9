import { canonical } from './canonical';
import type { Tools } from './tools';

/** An event as a file or the API has it, nothing of it believed yet. */
export type Members = Readonly<Record<string, unknown>>;

/** An event is a header and four parts, each of which can be erased without the others. */
export const PART_NAMES = ['actor', 'context', 'target', 'content'] as const;
export type PartName = (typeof PART_NAMES)[number];

const MEMBERS: Readonly<Record<Exclude<PartName, 'context'>, readonly string[]>> = {
  actor: ['actor', 'reported_by'],
  target: ['related', 'resource', 'subject', 'summary'],
  content: ['changes', 'details', 'outcome_reason', 'redaction'],
};

const HEADER = [
  'action',
  'category',
  'flags',
  'id',
  'occurred_at',
  'operation',
  'outcome',
  'recorded_at',
  'source',
] as const;

/** Everything that an event may have; `sequence`, `expires_on` and `leaf_hash` say something about it and are not part of it. */
const KNOWN: ReadonlySet<string> = new Set([
  ...HEADER,
  ...Object.values(MEMBERS).flat(),
  ...['context', 'sequence', 'expires_on', 'leaf_hash'],
]);

/** A member that belongs to no event; null when there is none. */
export const strangerIn = (event: Members): string | null =>
  Object.keys(event).find((name) => !KNOWN.has(name)) ?? null;

/**
 * The canonical JSON of a part: its members without those that say nothing. Null when none says anything: such a part does not exist.
 * @throws RangeError when it is nested too deeply.
 */
export function partText(event: Members, part: PartName): string | null {
  const members = part === 'context' ? (event.context ?? {}) : Object.fromEntries(said(event, MEMBERS[part]));
  const text = canonical(members);
  return text === '{}' ? null : text;
}

function said(event: Members, names: readonly string[]): [string, unknown][] {
  return names.flatMap((name): [string, unknown][] => {
    const value = name === 'redaction' ? redactionOf(event) : event[name];
    const silent = value === null || value === undefined || (EMPTIES[name]?.has(canonical(value)) ?? false);
    return silent ? [] : [[name, value]];
  });
}

/** Written where there is nothing to say. */
const EMPTIES: Readonly<Record<string, ReadonlySet<string>>> = {
  related: new Set(['[]']),
  details: new Set(['{}']),
};

/** What was removed before the event was stored. `erased` was added by whoever showed it: which erasures took something since. */
function redactionOf({ redaction }: Members): unknown {
  if (redaction === null || typeof redaction !== 'object' || Array.isArray(redaction)) return redaction;
  const { erased, ...removed } = redaction as Members;
  return erased !== undefined && Object.keys(removed).length === 0 ? null : removed;
}

/** SHA-256(salt ‖ canonical JSON), in hex. */
export type Digests = Readonly<Record<PartName, string | null>>;

/** RFC 6962 §2.1: SHA-256(0x00 ‖ JCS of version, organization, header and the digests of the parts). */
export function leafOf(tools: Tools, organizationId: string, event: Members, digests: Digests): Uint8Array {
  const header = HEADER.map((name): [string, unknown] => [name, event[name] ?? null]);
  const leaf = { ...Object.fromEntries(header), ...digests, organization_id: organizationId, v: 1 };
  return tools.sha256(`\0${canonical(leaf)}`);
}
