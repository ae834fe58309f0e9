import { hash } from 'node:crypto';
import { fitted } from './fit';

const nested = (levels: number, core: unknown): unknown =>
  levels === 0 ? core : { a: nested(levels - 1, core) };

describe('details that the server takes', () => {
  it('are left as they are when they fit', () => {
    const details = { requestParameters: nested(8, 'x'), list: [1, { b: null }] };
    expect(fitted(details)).toEqual(details);
  });

  it('hold what nests too deep as JSON text', () => {
    const text = JSON.stringify(fitted({ requestParameters: nested(30, 'found') }));
    expect(text).toContain('found');
    expect(Math.max(...[...text.matchAll(/\{/g)].map((_, index) => index))).toBeGreaterThan(10);
    let depth = 0;
    for (let value: unknown = JSON.parse(text); typeof value === 'object'; depth++)
      value = Object.values(value as object)[0];
    expect(depth).toBeLessThanOrEqual(15);
  });

  it('hold the part with the most keys as JSON text when there are too many', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i]));
    const { requestParameters, awsRegion } = fitted({ awsRegion: 'eu', requestParameters: many });
    expect(JSON.parse(requestParameters as string)).toEqual(many);
    expect(awsRegion).toBe('eu');
  });

  it('keep the beginning of a text that is too long, its size and its hash', () => {
    const text = 'é'.repeat(20_000);
    expect(fitted({ text })).toEqual({
      text: {
        truncated: true,
        bytes: 40_000,
        sha256: hash('sha256', text),
        text: expect.stringMatching(/^é+…$/),
      },
    });
  });

  it('hold no credential in what became text', () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`k${i}`, { sessionToken: 'AQoD', n: i }]),
    );
    const { requestParameters } = fitted({ requestParameters: many });
    expect(JSON.stringify(requestParameters)).not.toContain('AQoD');
  });
});
