import type { Actor } from '../../../platform/context/request-record';

/**
 * Who somebody is, whatever they are called: their type, and their id, else their e-mail address; null if neither is known. Only
 * the letters A to Z are folded, as the database does it for `event_actors.person`: both must come to the same text.
 */
export function personOf({ type, id, email }: Pick<Actor, 'type' | 'id' | 'email'>): string | null {
  const name = id ?? email?.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) ?? null;
  return name === null ? null : `${type}:${name}`;
}

/** People, and no machines. */
export const isHuman = ({ type }: Pick<Actor, 'type'>): boolean => type === 'user' || type === 'support';
