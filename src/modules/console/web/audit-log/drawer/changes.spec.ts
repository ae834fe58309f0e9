import { changesOf } from './changes-of';

describe('the changes of an event', () => {
  it('are its fields by path, without what stayed', () => {
    const changes = {
      before: { role: 'member', address: { city: 'Bonn', zip: '1' }, gone: 1 },
      after: { role: 'admin', address: { city: 'Köln', zip: '1' }, list: [1] },
    };
    expect(changesOf({ changes })).toEqual([
      { field: 'role', before: 'member', after: 'admin' },
      { field: 'address.city', before: 'Bonn', after: 'Köln' },
      { field: 'gone', before: 1, after: undefined },
      { field: 'list', before: undefined, after: [1] },
    ]);
  });

  it('are whole where something was created or deleted', () => {
    expect(changesOf({ changes: { before: null, after: { a: { b: 2 } } } })).toEqual([
      { field: 'a.b', before: undefined, after: 2 },
    ]);
    expect(changesOf({ changes: null })).toEqual([]);
  });

  it('may have names that objects have by nature', () => {
    const after = JSON.parse('{"__proto__": 1, "constructor": 2}') as unknown;
    expect(changesOf({ changes: { before: {}, after } }).map(({ field }) => field)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});
