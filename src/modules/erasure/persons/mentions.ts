import { comparable, type Identifiers } from './identifiers';

/** An id that is shorter may be a number, a code, a word: it counts only where an id stands. */
export const TELLING = 8;

const ID_KEY = /^id$|_id$|[a-z]Id$/;

/** Whether a value of JSON says who it is anywhere: exactly, never as a part of another word, address or id. */
export function mentions(value: unknown, who: Identifiers, key = ''): boolean {
  if (typeof value === 'string') return says(value, who) || (ID_KEY.test(key) && who.ids.includes(value));
  if (typeof value === 'number') return ID_KEY.test(key) && who.ids.includes(String(value));
  if (Array.isArray(value)) return value.some((one) => mentions(one, who, key));
  if (value === null || typeof value !== 'object') return false;
  return (
    isRecord(value, who) ||
    Object.entries(value).some(([name, one]) => says(name, who) || mentions(one, who, name))
  );
}

/** A reference, `{ type, id }`, or a member such as `patient_id`. */
const isRecord = (value: object, { records }: Identifiers): boolean =>
  records.some(({ type, id }) => {
    const members = value as Record<string, unknown>;
    return (members.type === type && members.id === id) || members[`${type}_id`] === id;
  });

/** Addresses of pages hold it in their own writing, `jane%40acme.example`. */
function says(text: string, who: Identifiers): boolean {
  return saysPlainly(text, who) || (text.includes('%') && saysPlainly(decoded(text), who));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function saysPlainly(text: string, { ids, emails, names, records }: Identifiers): boolean {
  const all = comparable(text);
  const telling = [...ids, ...records.map(({ id }) => id)].filter((id) => id.length >= TELLING);
  return (
    names.some((name) => standsAlone(all, name, WORD, WORD)) ||
    emails.some((email) => standsAlone(all, email, LOCAL_PART, DOMAIN)) ||
    telling.some((id) => standsAlone(all, comparable(id), ID_LETTER, ID_LETTER))
  );
}

const WORD = /[\p{L}\p{M}\p{N}]/u;
const ID_LETTER = /[\p{L}\p{N}_-]/u;
const LOCAL_PART = /[\p{L}\p{N}.+_-]/u;
const DOMAIN = /[\p{L}\p{N}-]/u;

/** `before` and `after`: letters that would make it a part of something longer. */
function standsAlone(text: string, part: string, before: RegExp, after: RegExp): boolean {
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    const end = at + part.length;
    const [left, right] = [letterBefore(text, at), String.fromCodePoint(text.codePointAt(end) ?? 0x20)];
    const longer = right === '.' && after === DOMAIN && DOMAIN.test(text.charAt(end + 1));
    if (!before.test(left) && !after.test(right) && !longer) return true;
  }
  return false;
}

const letterBefore = (text: string, at: number): string =>
  Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? ' ';
