import { FAILED_SIGN_INS, PERMISSION_CHANGES } from '../../audit/audit.watched';
import type { ViewQuery } from '../views.contract';

export interface BuiltInView {
  readonly id: string;
  readonly name: string;
  readonly query: ViewQuery;
}

const LAST_WEEK = { range: '7d' } as const;

/** What everybody's log opens with until they choose otherwise (S0-10). */
export const PRODUCT_DEFAULT = 'builtin-last-7-days';

/** The views that Daybook comes with, in the order in which they are offered. */
export const BUILT_IN_VIEWS: readonly BuiltInView[] = [
  { id: PRODUCT_DEFAULT, name: 'Last 7 days', query: LAST_WEEK },
  // S1-17
  { id: 'builtin-today', name: 'Today', query: { range: 'today' } },
  // S0-26
  { id: 'builtin-security-record', name: 'Security record', query: { ...LAST_WEEK, source: ['security'] } },
  // S0-14: security incidents, clinical data, compliance
  {
    id: 'builtin-security-incidents',
    name: 'Security incidents',
    query: {
      ...LAST_WEEK,
      q: '(source:security result:(failure OR denied)) OR flag:(new_ip OR failed_burst OR off_hours)',
    },
  },
  {
    id: 'builtin-clinical-changes',
    name: 'Clinical data changes',
    query: { ...LAST_WEEK, q: '(has:subject OR flag:phi) operation:(create OR update OR delete)' },
  },
  { id: 'builtin-compliance', name: 'Compliance', query: { ...LAST_WEEK, flag: ['critical'] } },
  {
    id: 'builtin-permission-changes',
    name: 'Permission changes',
    query: { ...LAST_WEEK, ...PERMISSION_CHANGES },
  },
  // S4-32
  {
    id: 'builtin-deletions',
    name: 'Deletions and bulk operations',
    query: { ...LAST_WEEK, q: 'operation:delete OR flag:bulk_change' },
  },
  {
    id: 'builtin-failed-sign-ins',
    name: 'Failed sign-ins',
    query: { ...LAST_WEEK, ...FAILED_SIGN_INS },
  },
  // S2-19
  { id: 'builtin-phi-access', name: 'PHI access', query: { ...LAST_WEEK, flag: ['phi'] } },
];

export const findBuiltIn = (id: string): BuiltInView | undefined =>
  BUILT_IN_VIEWS.find((view) => view.id === id);
