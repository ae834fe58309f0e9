import { parseQuery, type EventFilter } from './parse-query';

const now = new Date('2026-11-21T02:13:00.000Z');

it('null in the body of a request is what was not given', () => {
  const nothing = { q: null, tz: null, from: null, to: null, source: null } as unknown as EventFilter;
  expect(parseQuery(nothing, now)).toEqual(parseQuery({}, now));
  expect(parseQuery({}, now)).toMatchObject({ from: '2026-11-14T02:13:00.000Z', where: [] });
});
