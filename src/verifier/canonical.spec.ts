import { canonicalJson } from '../modules/audit/recording/canonical-json';
import { canonical } from './canonical';

describe('canonical JSON', () => {
  it('is what RFC 8785 shows (§3.2.2, §3.2.3)', () => {
    const sample = String.raw`{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }`;
    expect(canonical(JSON.parse(sample))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonical(keys)) as object)).toEqual([4, 2, 6, 7, 1, 5, 3]);
  });

  it('is what the log writes, of values of every shape', () => {
    const pick = (n: number): unknown => {
      const kinds = [null, true, n, -n / 7, 1e21 * n, `text ${n} "\u2028\ud83e\ude7a`, [], {}, [n, [n]], -0];
      return kinds[n % kinds.length];
    };
    for (let n = 0; n < 500; n++) {
      const value = {
        [`k${n * 7919}`]: pick(n),
        a: [pick(n + 1), { z: pick(n + 2), 'ä\u0001': pick(n + 3) }],
        B: pick(n + 4),
      };
      expect(canonical(value)).toBe(canonicalJson(value));
    }
  });

  it('reads members of any name as members, and nothing else', () => {
    const text = '{"__proto__":{"a":1},"constructor":2,"toString":null}';
    expect(canonical(JSON.parse(text))).toBe(text);
  });

  it('does not follow what is nested to break it', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    expect(() => canonical(deep)).toThrow(RangeError);
  });
});
