import type { Row } from '../../../platform/database/row';
import { DAY_MS } from '../../../platform/clock/clock';
import type { SupportClocks, SupportState } from '../support.contract';
import type { SupportRequest } from '../storage/support-request.entity';
import { businessDaysAhead, type Calendar } from './business-days';

const BUSINESS_DAYS = 3;

type Timed = Pick<
  Row<SupportRequest>,
  'firstAnswerDueAt' | 'firstAnsweredAt' | 'dueAt' | 'deliveredAt' | 'closedAt'
>;
export type Deadline = SupportClocks['overdue'][number];

/** Computed once, when the request is made: what the organization changes later moves no deadline (S2-25, S3-18). */
export const deadlinesFrom = (
  createdAt: Date,
  kind: 'question' | 'export',
  calendar: Calendar,
): Pick<Timed, 'firstAnswerDueAt' | 'dueAt'> => ({
  firstAnswerDueAt: new Date(createdAt.getTime() + DAY_MS),
  dueAt: kind === 'export' ? businessDaysAhead(createdAt, BUSINESS_DAYS, calendar) : null,
});

/** Which deadlines are past and not met. Nobody waits for a request that is closed. */
export function overdue(request: Timed, now: Date): Deadline[] {
  if (request.closedAt !== null) return [];
  const { firstAnsweredAt, firstAnswerDueAt, deliveredAt, dueAt } = request;
  return [
    ...(firstAnsweredAt === null && now >= firstAnswerDueAt ? (['first_answer'] as const) : []),
    ...(deliveredAt === null && dueAt !== null && now >= dueAt ? (['delivery'] as const) : []),
  ];
}

export const requestState = ({ closedAt, deliveredAt }: Timed): SupportState =>
  closedAt !== null ? 'closed' : deliveredAt !== null ? 'delivered' : 'open';

export const clocksOf = (request: Timed, now: Date): SupportClocks => ({
  first_answer_due_at: request.firstAnswerDueAt.toISOString(),
  first_answered_at: request.firstAnsweredAt?.toISOString() ?? null,
  due_at: request.dueAt?.toISOString() ?? null,
  delivered_at: request.deliveredAt?.toISOString() ?? null,
  overdue: overdue(request, now),
});
