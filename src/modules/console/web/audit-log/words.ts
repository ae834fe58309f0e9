import type { AuditEvent, WireReference } from '../../../audit/audit.contract';

/** `patient_activity` as people call it. */
export function titleOf(slug: string): string {
  if (/^(ai|api|ip|phi|id)$/.test(slug)) return slug.toUpperCase();
  const words = slug.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** As on the badge of a source, each word large: Patient Activity. */
export const sourceTitle = (slug: string): string => slug.split(/[_-]+/).map(titleOf).join(' ');

export interface ActorWords {
  readonly name: string;
  readonly detail: string | null;
  readonly email: string | null;
  readonly role: string | null;
  /** What finds the same actor again. */
  readonly key: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Whoever acted; null when the event does not say. */
export function actorWords(actor: AuditEvent['actor']): ActorWords | null {
  if (!actor) return null;
  const [name, email, id, type] = [actor.name, actor.email, actor.id, actor.type].map(text);
  const shown = name ?? email ?? id ?? (type === null || type === undefined ? null : titleOf(type));
  if (shown === null) return null;
  const detail =
    email !== null && email !== shown ? (email ?? null) : type === 'user' ? null : (type ?? null);
  return {
    name: shown,
    detail,
    email: email ?? null,
    role: text(actor.role),
    key: email ?? id ?? name ?? null,
  };
}

export const referenceWords = ({ name, id }: WireReference): string => text(name) ?? id;

export const contextText = ({ context }: AuditEvent, name: string): string | null => text(context[name]);

/** Left alone when it has a summary; else what happened to what. */
export const summaryOf = ({ summary, action }: AuditEvent): string => summary ?? action;

/** Of the first word and the last, for a round sign beside a name: `JD`. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '?', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return [first, last]
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 0x20).trim())
    .join('')
    .toUpperCase();
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** `GB United Kingdom`; flags are no letters everywhere. */
export function countryName(code: string | null): string | null {
  if (code === null) return null;
  const name = /^[A-Z]{2}$/.test(code) ? COUNTRIES.of(code) : undefined;
  return name === undefined ? code : `${code} ${name}`;
}
