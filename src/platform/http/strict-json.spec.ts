import { parseStrictJson } from './strict-json';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text));

describe('strict JSON', () => {
  it.each(['{"a":[1,{"b":"x:y{}\\"\\\\"}],"c":null}', '[]', '"a\\\\\\":"', '1', '{"a":{"a":1}}'])(
    'reads %s as JSON.parse does',
    (text) => {
      expect(parse(text)).toEqual(JSON.parse(text));
    },
  );

  it.each([
    ['{"a":1,"a":2}', 'request.duplicate_keys'],
    ['{"a":1,"\\u0061":2}', 'request.duplicate_keys'],
    ['{"a":', 'request.malformed_json'],
    ['{"a":"b', 'request.malformed_json'],
    ['{"__proto__":{"x":1}}', 'request.forbidden_key'],
    ['{"constructor":{"prototype":{"x":1}}}', 'request.forbidden_key'],
    [`${'['.repeat(21)}${']'.repeat(21)}`, 'request.too_deep'],
    ['{"a":"\\u0000"}', 'request.unstorable_text'],
    ['{"a":"\\ud800"}', 'request.unstorable_text'],
    ['{"\\udc00":1}', 'request.unstorable_text'],
  ])('refuses %s with %s', (text, code) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('refuses depth before it parses', () => {
    expect(() => parse('['.repeat(4_000_000))).toThrow(
      expect.objectContaining({ code: 'request.too_deep' }) as Error,
    );
  });
});
