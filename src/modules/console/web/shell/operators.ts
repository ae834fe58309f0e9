import type { CurrentSession } from '../../../auth/auth.contract';
import { useSignedIn } from '../api/session';
import { PAGES, type PageEntry } from './pages';

/** The role that operators of the platform have, in its log alone (ADR 23). */
const OPERATOR = 'operator';

export const isOperator = ({ role }: Pick<CurrentSession, 'role'>): boolean => role === OPERATOR;

/** What operators see: the desk, themselves, and help. */
const OF_OPERATORS = /^\/(desk|account|help)(\/|$)/;

export const isForOperators = (path: string): boolean => OF_OPERATORS.test(path);

/** Of an operator who is a member elsewhere, too, and has signed in as that: where they are the operator. */
export const operatorPlace = ({ organizations }: CurrentSession): string | undefined =>
  organizations.find(({ role }) => role === OPERATOR)?.id;

export const pagesOf = (session: Pick<CurrentSession, 'role'>): readonly PageEntry[] =>
  PAGES.filter(({ to }) => isForOperators(to) === isOperator(session));

/** The pages in the menu of whoever is signed in. */
export const usePages = (): readonly PageEntry[] => pagesOf(useSignedIn());
