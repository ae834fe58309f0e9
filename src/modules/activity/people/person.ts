import { groupBy } from './group-by';

/** Somebody as the log knows them: one row of `event_actors`. */
export interface Identity {
  readonly key: string;
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** A member of the organization, as they are now. */
export interface MemberFacts {
  readonly member_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly role_name: string;
  readonly joined_at: Date;
  readonly teams: readonly { readonly id: string; readonly name: string; readonly lead: boolean }[];
}

/** One human being with all the names under which they acted. */
export interface Person {
  /** The account's id, or else the id that the host product gives them, or else their e-mail address or name. */
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly keys: readonly string[];
  readonly member: MemberFacts | null;
  /** What finds their identities, and nobody else's, as values of `actor.id`. */
  readonly calledBy: readonly string[];
  /** Addresses at which somebody would fail to sign in as them, in small letters. */
  readonly emails: readonly string[];
}

const folded = (text: string | null): string | null => text?.toLowerCase() ?? null;

/**
 * Whoever acted, and every member, once each. Identities with the same id are one person; those without an id are by their
 * e-mail address, else by their name. Whoever has, under any of their names, the address of a member is that member: members
 * have proven theirs. Members who never acted are people too.
 */
export function peopleOf(identities: readonly Identity[], members: readonly MemberFacts[]): Person[] {
  const groups = groupBy(identities, ({ id, email, name, key }) => id ?? folded(email) ?? name ?? key);
  const byAccount = new Map(members.map((member) => [member.account_id, member]));
  const byEmail = new Map(members.map((member) => [folded(member.email), member]));
  const ofMember = new Map<MemberFacts, Identity[]>(members.map((member) => [member, []]));
  const others: Person[] = [];
  for (const [id, group] of groups) {
    const member =
      byAccount.get(id) ?? group.map(({ email }) => byEmail.get(folded(email))).find((found) => found);
    if (member) ofMember.get(member)?.push(...group);
    else others.push(stranger(id, group));
  }
  return [...[...ofMember].map(([member, group]) => memberPerson(member, group)), ...others];
}

const memberPerson = (member: MemberFacts, group: readonly Identity[]): Person => ({
  id: member.account_id,
  name: member.name,
  email: member.email,
  keys: group.map(({ key }) => key),
  member,
  calledBy: [...new Set([member.account_id, ...namesOf(group)])],
  emails: [member.email.toLowerCase()],
});

function stranger(id: string, group: readonly Identity[]): Person {
  const named = group.find(({ name, email }) => name !== null && email !== null) ?? group[0];
  return {
    id,
    name: named?.name ?? null,
    email: named?.email ?? null,
    keys: group.map(({ key }) => key),
    member: null,
    calledBy: namesOf(group),
    emails: [...new Set(group.flatMap(({ email }) => folded(email) ?? []))],
  };
}

const namesOf = (group: readonly Identity[]): string[] => [
  ...new Set(group.flatMap(({ id, email, name }) => id ?? folded(email) ?? name ?? [])),
];

/** By id, or by an e-mail address that they have or had. */
export const isCalled = ({ id, email, emails }: Person, text: string): boolean =>
  id === text || folded(email) === text.toLowerCase() || emails.includes(text.toLowerCase());
