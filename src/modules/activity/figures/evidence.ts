import type { Category } from '../../../platform/context/action-spec';
import { readQuery, writtenValue } from '../../audit/audit.query-language';
import { ACTIVITY_TYPES, actionsOf, ANY_PAGE, type ActivityType } from '../activity.types';
import type { Circle } from '../people/circle';
import type { Person } from '../people/person';

/** Texts of the query language that find what was counted: with the range of an answer, as many events as its number says. */
export interface Evidence {
  /** What they did, all of it; with the sign-ins that failed in their name. */
  readonly all: string | null;
  /** What they did themselves, of what else is asked for. */
  own(terms: string): string | null;
  ofCategory(category: Category): string | null;
  ofType(type: ActivityType): string | null;
  /** Of a category, and of none of its types. */
  ofRest(category: Category): string | null;
}

const PEOPLE = 'actor.type:user';
const FAILED = 'actor.type:anonymous category:authentication';

export const personQuery = ({ calledBy }: Person): string | null => askable(ownTerms(calledBy));

export function evidenceFor({ keys, people }: Circle): Evidence {
  const names = keys === null ? null : people.flatMap(({ calledBy }) => calledBy);
  const emails = people.flatMap((person) => person.emails);
  const own = names === null ? PEOPLE : ownTerms(names);
  const failed = names === null ? FAILED : `${FAILED} -outcome:success details.email:${listOf(emails)}`;
  const all = keys !== null && emails.length === 0 ? own : `(${own} OR ${failed})`;
  const ask = (...terms: string[]): string | null => (names?.length === 0 ? null : askable(terms.join(' ')));
  /** Nobody signs out, or changes settings, without saying who they are. */
  const whose = (category: Category): string => (category === 'authentication' ? all : own);
  return {
    all: ask(all),
    own: (terms) => ask(own, terms),
    ofCategory: (category) => ask(whose(category), `category:${category}`),
    ofType: (type) => ask(whose(type.category), termsOf(type)),
    ofRest: (category) => ask(whose(category), `category:${category}`, ...restTerms(category)),
  };
}

const ownTerms = (names: readonly string[]): string => `${PEOPLE} actor.id:${listOf(names)}`;

const listOf = (values: readonly string[]): string => values.map(writtenValue).join(',');

const OUTCOME = { success: ['outcome:success'], failure: ['-outcome:success'], any: [] };

/** The type alone, whoever did it. */
export function termsOf(type: ActivityType): string {
  const { category, counts } = type;
  const others = ACTIVITY_TYPES.filter((one) => one.category === category && one !== type);
  const action =
    type.type === ANY_PAGE
      ? `-action:${listOf(others.flatMap(actionsOf))}`
      : `action:${listOf(actionsOf(type))}`;
  return [`category:${category}`, action, ...OUTCOME[counts]].join(' ');
}

/** Of navigation, whatever succeeded is a page, if nothing else. */
function restTerms(category: Category): string[] {
  if (category === 'navigation') return OUTCOME.failure;
  const types = ACTIVITY_TYPES.filter((type) => type.category === category);
  return (['success', 'failure', 'any'] as const).flatMap((outcome) => {
    const actions = types.filter(({ counts }) => counts === outcome).flatMap(actionsOf);
    return actions.length === 0 ? [] : [`-(${[...OUTCOME[outcome], `action:${listOf(actions)}`].join(' ')})`];
  });
}

/** Null for what is longer than a query may be. */
function askable(text: string): string | null {
  try {
    readQuery(text, { now: new Date(0), zone: 'UTC' });
    return text;
  } catch {
    return null;
  }
}
