import { createHmac, randomBytes } from 'node:crypto';
import { deriveKey } from '../../../platform/crypto/derive-key';
import type { PersonView } from '../erasure.contract';

/** By what a person is recognised, in the forms in which it is compared. */
export interface Identifiers {
  readonly ids: readonly string[];
  /** In lower case. */
  readonly emails: readonly string[];
  /** In lower case. */
  readonly names: readonly string[];
  readonly records: readonly { readonly type: string; readonly id: string }[];
}

/** Letter case and the ways to write one letter do not matter. */
export const comparable = (text: string): string => text.normalize('NFC').toLowerCase();

export const identifiersOf = ({ actor_id, email, name, record }: PersonView): Identifiers => ({
  ids: actor_id === undefined ? [] : [actor_id],
  emails: email === undefined ? [] : [comparable(email)],
  names: name === undefined ? [] : [comparable(name)],
  records: record === undefined ? [] : [record],
});

/** The same, with what else somebody was called by who is known by one of them. */
export const withIdentity = (
  { ids, emails, names, records }: Identifiers,
  { id, email, name }: { readonly id?: unknown; readonly email?: unknown; readonly name?: unknown },
): Identifiers => ({
  ids: added(ids, id),
  emails: added(emails, typeof email === 'string' ? comparable(email) : null),
  names: added(names, typeof name === 'string' ? comparable(name) : null),
  records,
});

const added = (known: readonly string[], text: unknown): readonly string[] =>
  typeof text === 'string' && text !== '' && !known.includes(text) ? [...known, text] : known;

/**
 * What is kept of a person who was erased: digests under a key of the installation, so that whoever names them again can be told
 * that it was done, and nobody can find out from a backup of the database alone who it was.
 */
export function digestsOf(secret: string, organizationId: string, person: PersonView): string[] {
  const key = deriveKey(secret, 'daybook: persons who were erased');
  const { ids, emails, names, records } = identifiersOf(person);
  const said = [
    ...ids.map((id) => ['id', id]),
    ...emails.map((email) => ['email', email]),
    ...names.map((name) => ['name', name]),
    ...records.map(({ type, id }) => ['record', type, id]),
  ];
  return said.map((one) =>
    createHmac('sha256', key)
      .update(JSON.stringify([organizationId, ...one]))
      .digest('base64url'),
  );
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `R-7K4M2XQD`: without letters that are mistaken for others. */
export const newReference = (): string =>
  `R-${[...randomBytes(8)].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
