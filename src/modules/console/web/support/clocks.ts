import type { SupportClocks } from '../../../support/support.contract';

export type ClockName = 'firstAnswer' | 'delivery';

/** How one of the two promises stands: kept, or due, or past; `open` is false once nobody waits any more. */
export interface ClockStanding {
  readonly name: ClockName;
  readonly standing: 'due' | 'overdue' | 'met' | 'over';
  readonly at: string;
}

type Timed = SupportClocks & { readonly closed_at: string | null };

/** The clocks of a request, as both sides see them. What the server has found overdue is so; what passes while the page is open is, too. */
export function clocksOf(request: Timed, now: number): ClockStanding[] {
  const { first_answer_due_at: answerDue, first_answered_at: answered } = request;
  const { due_at: due, delivered_at: delivered, closed_at: closed, overdue } = request;
  const standing = (name: ClockName, at: string, met: string | null, isPast: boolean): ClockStanding => {
    if (met !== null) return { name, standing: 'met', at: met };
    if (closed !== null) return { name, standing: 'over', at };
    return { name, standing: isPast || Date.parse(at) <= now ? 'overdue' : 'due', at };
  };
  return [
    standing('firstAnswer', answerDue, answered, overdue.includes('first_answer')),
    ...(due === null ? [] : [standing('delivery', due, delivered, overdue.includes('delivery'))]),
  ];
}
