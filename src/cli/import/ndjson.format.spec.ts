import { ndjsonFormat } from './ndjson.format';

describe('an event in the shape of the API', () => {
  it('is passed on as it is, when it has an id', () => {
    const line = '{"id":"018f3c2e-0000-7000-8000-000000000000", "action":"a.b","outcome":"denied"}';
    expect(ndjsonFormat(`${line}\r`, 3)).toEqual({ line, outcome: 'denied' });
  });

  it('gets an id from its text and its line, the same each time', () => {
    const [first, again, other] = [1, 1, 2].map((place) => ndjsonFormat('{ "action":"a.b"}', place).line);
    expect(first).toMatch(/^\{"id":"[\da-f-]{36}","action":"a\.b"\}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(JSON.parse(ndjsonFormat('{}', 1).line)).toEqual({ id: expect.any(String) });
  });

  it.each([
    ['{"a":', 'is no valid JSON'],
    ['[1]', 'is no JSON object'],
    ['null', 'is no JSON object'],
  ])('is not %s', (text, reason) => expect(() => ndjsonFormat(text, 1)).toThrow(reason));
});
