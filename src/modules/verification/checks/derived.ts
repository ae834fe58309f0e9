import { hash } from 'node:crypto';
import { AT, type EventColumn } from '../rows/columns';
import type { RawRow } from '../rows/row-reader';
import { inetOf } from './addresses';
import { wordsFrom, type ActorPart, type TargetPart } from './words';

interface ContextPart {
  readonly ip?: string | null;
  readonly session_id?: string | null;
  readonly request_id?: string | null;
}

type Text = string | null | undefined;
type TextsOf<P> = readonly (readonly [EventColumn, (part: P) => Text])[];

/** What each filter column repeats of which part. Texts; the others follow below. A part that is not there repeats nothing. */
const ACTOR: TextsOf<ActorPart> = [
  ['actor_type', ({ actor }) => actor?.type],
  ['actor_role', ({ actor }) => actor?.role],
];
const CONTEXT: TextsOf<ContextPart> = [
  ['session_id', ({ session_id }) => session_id],
  ['request_id', ({ request_id }) => request_id],
];
const TARGET: TextsOf<TargetPart> = [
  ['resource_type', ({ resource }) => resource?.type],
  ['resource_id', ({ resource }) => resource?.id],
  ['subject_type', ({ subject }) => subject?.type],
  ['subject_id', ({ subject }) => subject?.id],
];

/** The columns that do not say what the parts of their row say; a part itself where it is no JSON at all. */
export function wrongColumns(row: RawRow): readonly EventColumn[] {
  try {
    const actor = partIn<ActorPart>(row, 'actor');
    const context = partIn<ContextPart>(row, 'context');
    const target = partIn<TargetPart>(row, 'target');
    return compare(row, actor, context, target);
  } catch {
    return PARSED.filter((part) => !isObject(row, part));
  }
}

const NONE: readonly EventColumn[] = [];
const PARSED = ['actor', 'context', 'target'] as const;
const NOTHING = {};

const partIn = <P extends object>(row: RawRow, name: (typeof PARSED)[number]): P =>
  (row.isNull(AT[name]) ? NOTHING : JSON.parse(row.text(AT[name]) as string)) as P;

function isObject(row: RawRow, name: (typeof PARSED)[number]): boolean {
  try {
    return typeof partIn(row, name) === 'object';
  } catch {
    return false;
  }
}

function compare(row: RawRow, actor: ActorPart, context: ContextPart, target: TargetPart): readonly EventColumn[] {
  let wrong = differing(row, ACTOR, actor, NONE);
  wrong = differing(row, CONTEXT, context, wrong);
  wrong = differing(row, TARGET, target, wrong);
  if (!isUuid(row, AT.actor_key, actor.actor ? identityOf(actor.actor) : null)) wrong = [...wrong, 'actor_key'];
  if (!isUuid(row, AT.reported_by, reporterOf(actor))) wrong = [...wrong, 'reported_by'];
  if (!isAddress(row, context.ip ?? null)) wrong = [...wrong, 'ip'];
  if (row.text(AT.search_text) !== wordsFrom(actor, target)) wrong = [...wrong, 'search_text'];
  return wrong;
}

function differing<P>(row: RawRow, texts: TextsOf<P>, part: P, before: readonly EventColumn[]): readonly EventColumn[] {
  let wrong = before;
  for (const [column, said] of texts)
    if (row.text(AT[column]) !== (said(part) ?? null)) wrong = [...wrong, column];
  return wrong;
}

/** `hex`: 32 digits. */
function isUuid(row: RawRow, field: number, hex: string | null): boolean {
  const start = row.starts[field] as number;
  return row.isNull(field) ? hex === null : row.bytes.toString('hex', start, start + 16) === hex;
}

const reporterOf = ({ reported_by }: ActorPart): string | null =>
  reported_by?.api_key_id ? reported_by.api_key_id.replaceAll('-', '') : null;

function isAddress(row: RawRow, ip: string | null): boolean {
  const stored = row.slice(AT.ip);
  if (stored === null || ip === null) return stored === null && ip === null;
  return inetOf(ip)?.equals(stored) ?? false;
}

const KEPT = 10_000;
const identities = new Map<string, string>();

/** The first 128 bits of the SHA-256 over JCS of [type, id, e-mail, name]. */
function identityOf({ type = '', id = null, email = null, name = null }: NonNullable<ActorPart['actor']>): string {
  const text = JSON.stringify([type, id, email, name]);
  const known = identities.get(text);
  if (known !== undefined) return known;
  const key = hash('sha256', text, 'hex').slice(0, 32);
  if (identities.size >= KEPT) identities.clear();
  identities.set(text, key);
  return key;
}
