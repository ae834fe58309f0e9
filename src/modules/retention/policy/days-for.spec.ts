import { daysFor } from './days-for';

describe('how many days an event is kept', () => {
  const policy = {
    defaultDays: 90,
    rules: [
      { source: 'api', days: 30 },
      { source: 'ehr', days: null },
      { category: 'authentication', days: 365 },
      { category: 'navigation', days: 10 },
    ],
  };

  it.each([
    ['other', null, 90],
    ['other', 'settings', 90],
    ['api', null, 30],
    ['api', 'settings', 30],
    ['api', 'authentication', 365],
    ['api', 'navigation', 30],
    ['other', 'navigation', 10],
    ['ehr', 'navigation', null],
  ])('is the longest that a rule asks for, else the default: %s, %s', (source, category, days) => {
    expect(daysFor(policy)(source, category)).toBe(days);
  });

  it('is never less than the floor, and for ever is more than any', () => {
    const floored = daysFor({ ...policy, floorDays: 60 });
    expect(floored('api', null)).toBe(60);
    expect(floored('other', 'navigation')).toBe(60);
    expect(floored('other', null)).toBe(90);
    expect(floored('ehr', null)).toBeNull();
    expect(daysFor({ defaultDays: 5, floorDays: 60 })('any', null)).toBe(60);
  });
});
