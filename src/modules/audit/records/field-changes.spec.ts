import { canonicalJson } from '../recording/canonical-json';
import { fieldChanges } from './field-changes';

const of = (before: unknown, after: unknown) => fieldChanges({ before, after });

describe('the changes of an event, field by field', () => {
  it('are none where there are no changes', () => {
    expect([fieldChanges(null), of(null, null), of({ a: 1 }, { a: 1 }), of({}, {})]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  it('tell what was added, removed and changed, null being a value', () => {
    expect(
      of({ role: 'member', note: 'x', phone: null }, { role: 'admin', phone: '1', since: null }),
    ).toEqual([
      { field: 'role', before: 'member', after: 'admin', kind: 'changed' },
      { field: 'note', before: 'x', kind: 'removed' },
      { field: 'phone', before: null, after: '1', kind: 'changed' },
      { field: 'since', after: null, kind: 'added' },
    ]);
  });

  it('name each field of a record that is new, or gone', () => {
    const record = { name: 'Ann', address: { city: 'Bonn', lines: ['a', 'b'], more: {} } };
    const fields = ['name', 'address.city', 'address.lines', 'address.more'];
    expect(of(null, record).map(({ field, kind }) => [field, kind])).toEqual(fields.map((f) => [f, 'added']));
    expect(of(record, null).map(({ field, kind }) => [field, kind])).toEqual(
      fields.map((f) => [f, 'removed']),
    );
  });

  it('go into objects and arrays as deep as they are', () => {
    const before = {
      doses: [
        { drug: 'a', mg: 5 },
        { drug: 'b', mg: 1 },
      ],
      ward: { bed: { no: 1, side: 'l' } },
    };
    const after = {
      doses: [
        { drug: 'a', mg: 10 },
        { drug: 'b', mg: 1 },
      ],
      ward: { bed: { no: 2, side: 'l' } },
    };
    expect(of(before, after)).toEqual([
      { field: 'doses.0.mg', before: 5, after: 10, kind: 'changed' },
      { field: 'ward.bed.no', before: 1, after: 2, kind: 'changed' },
    ]);
  });

  it.each([
    ['at the beginning', ['b', 'c'], ['a', 'b', 'c'], [{ field: 'x.0', after: 'a', kind: 'added' }]],
    ['in the middle', ['a', 'c'], ['a', 'b', 'c'], [{ field: 'x.1', after: 'b', kind: 'added' }]],
    ['at the end', ['a'], ['a', 'b'], [{ field: 'x.1', after: 'b', kind: 'added' }]],
    ['twice over', ['a'], ['a', 'a'], [{ field: 'x.1', after: 'a', kind: 'added' }]],
    ['where there was one', ['a', 'b', 'c'], ['a', 'c'], [{ field: 'x.1', before: 'b', kind: 'removed' }]],
    [
      'in place of another',
      ['a', 'b', 'c'],
      ['a', 'd', 'c'],
      [{ field: 'x.1', before: 'b', after: 'd', kind: 'changed' }],
    ],
    ['where all are gone', ['a'], [], [{ field: 'x.0', before: 'a', kind: 'removed' }]],
  ])('see an element of an array %s', (_, before, after, expected) => {
    expect(of({ x: before }, { x: after })).toEqual(expected);
  });

  it('take a value of another kind as a whole', () => {
    expect(of({ a: { b: 1 }, c: [1] }, { a: [1], c: { 0: 1 } })).toEqual([
      { field: 'a', before: { b: 1 }, after: [1], kind: 'changed' },
      { field: 'c', before: [1], after: { 0: 1 }, kind: 'changed' },
    ]);
  });

  it('quote names that could be taken for paths, and know no name of JavaScript itself', () => {
    const fields = of({}, { 'a.b': 1, c: { '': 2, 'd"': 3 }, constructor: 4 }).map(({ field }) => field);
    expect(fields).toEqual(['["a.b"]', 'c[""]', String.raw`c["d\""]`, 'constructor']);
  });

  it('never differ where the values do not, and always where they do', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const value = (depth: number): unknown => {
      const kind = random(depth > 2 ? 3 : 5);
      if (kind === 0) return random(3);
      if (kind === 1) return null;
      if (kind === 2) return 'text';
      if (kind === 3) return Array.from({ length: random(4) }, () => value(depth + 1));
      return Object.fromEntries(Array.from({ length: random(4) }, () => [`k${random(4)}`, value(depth + 1)]));
    };
    const differences = Array.from({ length: 2_000 }, () => {
      const [before, after] = [{ v: value(0) }, { v: value(0) }];
      expect(of(before, structuredClone(before))).toEqual([]);
      const same = canonicalJson(before) === canonicalJson(after);
      expect(of(before, after).length === 0).toBe(same);
      return same;
    });
    expect(differences.filter(Boolean).length).toBeGreaterThan(20);
  });
});
