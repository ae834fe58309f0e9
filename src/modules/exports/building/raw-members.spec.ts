import { rawMembers, textOf } from './raw-members';

describe('the members of a canonical JSON object', () => {
  it.each([
    {},
    { a: 1 },
    { a: 'b"c', 'd\\': [1, { e: '}' }], f: null, g: '\\', h: '', i: {}, j: [], k: -1.5e300, l: true },
    { a: { b: { c: ['"', '\\"', ','] } }, z: '🩺 , : {}' },
  ])('are the ones that JSON.parse finds: %j', (object) => {
    const members = rawMembers(JSON.stringify(object));
    const entries = Object.entries(members).map(([key, raw]) => [
      JSON.parse(`"${key}"`),
      JSON.parse(raw ?? ''),
    ]);
    expect(Object.fromEntries(entries)).toEqual(object);
  });

  it('are none where there is nothing', () => {
    expect([rawMembers(null), rawMembers(undefined), rawMembers('null')]).toEqual([{}, {}, {}]);
  });

  it('say their text', () => {
    expect([textOf('"a\\nb"'), textOf('"ü"'), textOf('null'), textOf(undefined), textOf('12')]).toEqual([
      'a\nb',
      'ü',
      undefined,
      undefined,
      '12',
    ]);
  });
});
