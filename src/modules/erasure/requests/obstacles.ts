import { DaybookError, conflict, invalidField } from '../../../platform/errors/daybook-error';
import type { Policy } from '../../retention/retention.policy';
import type { HoldingView, Obstacle } from '../erasure.contract';

/** What has to be known of the events to say whether they may go. */
export interface Facts {
  readonly events: number;
  readonly alreadyErased: number;
  readonly tooYoung: number;
  readonly protectedEvents: number;
  /** How many a legal hold matches, and which holds. */
  readonly held: number;
  readonly holds: readonly HoldingView[];
}

/** Everything that stands in the way, each with what would have to change. Nothing is erased while there is any. */
export function obstaclesTo(
  { events, alreadyErased, tooYoung, protectedEvents, held, holds }: Facts,
  { erasureAllowed, floorDays }: Pick<Policy, 'erasureAllowed' | 'floorDays'>,
): Obstacle[] {
  const named = holds.map(({ name }) => `“${name}”`).join(', ');
  const found: (Obstacle | false)[] = [
    !erasureAllowed && {
      code: 'erasure.disabled',
      events,
      detail:
        'The retention policy of this organization allows no erasure. Whoever manages retention can change that.',
    },
    events === 0 && {
      code: 'erasure.nothing',
      events,
      detail:
        alreadyErased > 0
          ? `Nothing is left to be erased: ${inWords(alreadyErased)} that match were erased before.`
          : 'No event matches, so there is nothing to erase.',
    },
    held > 0 && {
      code: 'erasure.under_hold',
      events: held,
      detail: `${isOrAre(held)} under legal hold${named === '' ? '' : ` (${named})`}. They can be erased once it is released.`,
    },
    tooYoung > 0 && {
      code: 'erasure.below_floor',
      events: tooYoung,
      detail: `${isOrAre(tooYoung)} younger than the ${floorDays} days for which the retention policy keeps everything. They can be erased when they are older.`,
    },
    protectedEvents > 0 && {
      code: 'erasure.protected',
      events: protectedEvents,
      detail: `${isOrAre(protectedEvents)} of Daybook's own record of purges, holds, retention and erasures, which cannot be erased. Leave them out.`,
    },
  ];
  return found.filter((one) => one !== false);
}

/** @throws DaybookError with the code of the first obstacle, and the words and counts of all. */
export function requireNone(obstacles: readonly Obstacle[]): void {
  const [first] = obstacles;
  if (!first) return;
  const detail = `Nothing is erased. ${obstacles.map((one) => one.detail).join(' ')}`;
  throw new DaybookError('conflict', first.code, detail, { members: { obstacles } });
}

/** The typed count is the proof that whoever asks knows what goes. @throws DaybookError `erasure.count_differs` */
export function requireCount(expected: number, events: number): void {
  if (expected === events) return;
  throw new DaybookError(
    'conflict',
    'erasure.count_differs',
    `You typed ${expected}, but ${inWords(events)} would be erased. Look at the preview again, and type its count.`,
    {
      members: { events },
      errors: [{ pointer: '/expected_count', detail: `is not the number of events, ${events}` }],
    },
  );
}

export const MOST_EVENTS = 1_000_000;

export const tooMany = (): DaybookError =>
  invalidField('/query', `matches more than ${MOST_EVENTS} events: divide it, by time for example`);

export const overAlready = (running: boolean): DaybookError =>
  running
    ? conflict('erasure.begun', 'It has begun and cannot be stopped: what is erased does not come back.')
    : conflict('erasure.over', 'It is over: nothing is left to be decided.');

const inWords = (events: number): string => (events === 1 ? '1 event' : `${events} events`);
const isOrAre = (events: number): string => (events === 1 ? '1 event is' : `${events} events are`);
