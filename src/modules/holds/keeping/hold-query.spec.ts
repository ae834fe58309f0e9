import { DaybookError } from '../../../platform/errors/daybook-error';
import { filterOf, holdQuery, rangeOf } from './hold-query';

const NOW = new Date('2026-11-28T12:00:00.000Z');

describe('the query of a hold', () => {
  it('is about all of time when it says nothing of it', () => {
    const query = holdQuery({ source: ['security'] }, NOW);
    expect(rangeOf(query)).toEqual({ from: null, to: null });
    expect(query.where).toEqual([{ field: 'source', is: 'security' }]);
    expect(rangeOf(holdQuery({ q: 'chart' }, NOW))).toEqual({ from: null, to: null });
    expect(rangeOf(holdQuery({ from: null as never, to: null as never }, NOW))).toEqual({
      from: null,
      to: null,
    });
  });

  it('keeps the side open of which nothing is said', () => {
    expect(rangeOf(holdQuery({ from: '2026-01-01' }, NOW))).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: null,
    });
    expect(rangeOf(holdQuery({ to: '2026-01-01' }, NOW))).toEqual({
      from: null,
      to: '2026-01-02T00:00:00.000Z',
    });
  });

  it('means the same for ever, whatever words of time are in it', () => {
    const query = holdQuery({ q: 'after:7d outcome:denied' }, NOW);
    expect(rangeOf(query)).toEqual({ from: '2026-11-21T12:00:00.000Z', to: null });
    expect(query).toEqual(JSON.parse(JSON.stringify(query)));
  });

  it('is refused when nothing could ever match it, or nobody can read it, with a pointer into the body', () => {
    const refused = (filter: object): unknown => {
      try {
        return holdQuery(filter, NOW);
      } catch (error) {
        return (error as DaybookError).more.errors?.[0]?.pointer;
      }
    };
    expect(refused({ from: '2026-03-01', to: '2026-01-01' })).toBe('/query');
    expect(refused({ q: 'actor:(' })).toBe('/query/q');
  });

  it('is shown as it was given, without what was left out', () => {
    expect(filterOf({ q: 'chart', source: undefined, tz: null as never })).toEqual({ q: 'chart' });
  });
});
