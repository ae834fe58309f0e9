import type { VisiblePeople } from '../../teams/teams.visible-people';
import type { Whose } from '../counting/sql';
import { isCalled, type Person } from './person';

/** Which people are asked for. */
export interface Asked {
  readonly user?: readonly string[];
  readonly team?: string;
}

/** The people of an answer: those asked for, as far as whoever asks may see them. */
export interface Circle {
  readonly people: readonly Person[];
  readonly whose: Whose;
  /** The keys of their identities; null for everybody's. */
  readonly keys: readonly string[] | null;
  readonly personOf: ReadonlyMap<string, Person>;
}

/** `me` is whoever asks. Somebody they may not see is as absent as somebody who does not exist (A1). */
export function circleOf(
  roster: readonly Person[],
  visible: VisiblePeople,
  { user, team }: Asked,
  accountId: string | null,
): Circle {
  const everyone = visible.kind === 'everyone' && user === undefined && team === undefined;
  const people = everyone
    ? roster
    : roster.filter(
        (person) =>
          isVisible(person, visible) &&
          (user?.some((text) => isCalled(person, text === 'me' ? (accountId ?? '') : text)) ?? true) &&
          (team === undefined || isIn(person, team)),
      );
  const circle = circleAround(people);
  return everyone ? { ...circle, keys: null, whose: 'everyone' } : circle;
}

/** One person alone. */
export const narrow = (person: Person): Circle => circleAround([person]);

function circleAround(people: readonly Person[]): Circle {
  const keys = people.flatMap((person) => person.keys);
  const emails = people.flatMap((person) => person.emails);
  const personOf = new Map(people.flatMap((person) => person.keys.map((key) => [key, person] as const)));
  return { people, personOf, keys, whose: { keys, emails } };
}

const isVisible = ({ id, member }: Person, visible: VisiblePeople): boolean =>
  visible.kind === 'everyone' || (member !== null && visible.accountIds.includes(id));

export const isIn = ({ member }: Person, team: string): boolean =>
  member?.teams.some(({ id }) => id === team) ?? false;
