import { hash } from 'node:crypto';
import type { NewEvent } from '../audit.event';
import { searchText } from './search-text';

/** The columns that searches filter by. They follow from the parts alone, so verification can derive them again. */
export interface Projections {
  readonly actor_key: string;
  readonly actor_type: string;
  readonly actor_role: string | null;
  readonly reported_by: string | null;
  readonly session_id: string | null;
  readonly request_id: string | null;
  readonly resource_type: string | null;
  readonly resource_id: string | null;
  readonly subject_type: string | null;
  readonly subject_id: string | null;
  readonly ip: string | null;
  readonly search_text: string | null;
}

/** One row of `event_actors`: an identity as the log knows it. */
export interface ActorIdentity {
  readonly key: string;
  readonly type: string;
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** The same person under another name or address is another identity: the filter is exact for each event. */
export function identityOf({ actor }: Pick<NewEvent, 'actor'>): ActorIdentity {
  const { type, id, email, name } = actor;
  return { key: identityKey(type, id, email, name), type, id, email, name };
}

export function project(event: NewEvent, identity: ActorIdentity): Projections {
  const { resource, subject, actor, context, reported_by } = event;
  return {
    actor_key: identity.key,
    actor_type: actor.type,
    actor_role: actor.role,
    reported_by: reported_by?.api_key_id || null,
    session_id: context.session_id ?? null,
    request_id: context.request_id ?? null,
    resource_type: resource?.type ?? null,
    resource_id: resource?.id ?? null,
    subject_type: subject?.type ?? null,
    subject_id: subject?.id ?? null,
    ip: context.ip ?? null,
    search_text: wordsOf(event),
  };
}

/** Of an event that was erased in part, the actor may be missing. */
export type Worded = Pick<NewEvent, 'summary' | 'resource' | 'subject' | 'related'> & {
  readonly actor: NewEvent['actor'] | null;
};

/** The summary is the first line, and an empty one where there is none: words of the summary alone are asked for there. */
export function wordsOf({ summary, actor, resource, subject, related }: Worded): string | null {
  const names = [
    actor?.name,
    actor?.email,
    actor?.id,
    resource?.name,
    resource?.id,
    subject?.name,
    ...related.map(({ name }) => name),
  ];
  const text = [summary?.replace(/[\r\n]+/g, ' ') ?? '', ...names.filter(Boolean)].join('\n');
  return text === '' ? null : searchText(text);
}

const KEPT = 10_000;
const keys = new Map<string, string>();

/** The first 128 bits of SHA-256 over the identity (for texts in a list, JSON.stringify writes JCS), as a UUID. A few actors act most: the last are kept. */
function identityKey(...identity: (string | null)[]): string {
  const text = JSON.stringify(identity);
  const known = keys.get(text);
  if (known !== undefined) return known;
  const key = hash('sha256', text, 'hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
  if (keys.size >= KEPT) keys.clear();
  keys.set(text, key);
  return key;
}
