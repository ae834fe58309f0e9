import type { DaybookError } from '../../../platform/errors/daybook-error';
import { obstaclesTo, requireCount, requireNone, type Facts } from './obstacles';

const facts = (over: Partial<Facts> = {}): Facts => ({
  events: 12,
  alreadyErased: 0,
  tooYoung: 0,
  protectedEvents: 0,
  held: 0,
  holds: [],
  ...over,
});
const policy = { erasureAllowed: true, floorDays: 30 };

const thrown = (work: () => void): DaybookError => {
  try {
    work();
  } catch (error) {
    return error as DaybookError;
  }
  throw new Error('nothing was thrown');
};

describe('what stands in the way of an erasure', () => {
  it('is nothing, as a rule', () => {
    expect(obstaclesTo(facts(), policy)).toEqual([]);
    expect(() => requireNone([])).not.toThrow();
  });

  it.each<[string, Partial<Facts>, object, RegExp]>([
    ['erasure.disabled', {}, { erasureAllowed: false }, /allows no erasure/],
    ['erasure.nothing', { events: 0 }, {}, /No event matches/],
    ['erasure.nothing', { events: 0, alreadyErased: 2 }, {}, /2 events that match were erased before/],
    ['erasure.under_hold', { held: 1 }, {}, /^1 event is under legal hold\. /],
    ['erasure.below_floor', { tooYoung: 2 }, {}, /2 events are younger than the 30 days/],
    ['erasure.protected', { protectedEvents: 3 }, {}, /Leave them out/],
  ])('is %s, and says what could be done', (code, over, with_, words) => {
    const [obstacle] = obstaclesTo(facts(over), { ...policy, ...with_ });
    expect(obstacle).toMatchObject({ code, detail: expect.stringMatching(words) });
  });

  it('is told all at once', () => {
    const holds = [{ id: 'h', name: 'Case 7', events: 4 }];
    const error = thrown(() => requireNone(obstaclesTo(facts({ held: 4, holds, tooYoung: 1 }), policy)));
    expect(error).toMatchObject({ kind: 'conflict', code: 'erasure.under_hold' });
    expect(error.message).toMatch(
      /^Nothing is erased\. 4 events are under legal hold \(“Case 7”\).*1 event is younger/,
    );
    expect(error.more.members?.obstacles).toHaveLength(2);
  });

  it('is a count that nobody meant', () => {
    expect(() => requireCount(12, 12)).not.toThrow();
    expect(thrown(() => requireCount(12, 1))).toMatchObject({
      code: 'erasure.count_differs',
      message: expect.stringMatching(/You typed 12, but 1 event would/),
      more: { members: { events: 1 } },
    });
  });
});
