import { codeAt, keyToShow, matchingStep, stepOf } from './totp-code';

/** The key of RFC 6238, Appendix B, for SHA-1. */
const KEY = Buffer.from('12345678901234567890');
const at = (seconds: number): Date => new Date(seconds * 1_000);

describe('TOTP', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('gives the code of RFC 6238 at %i s', (seconds, code) => {
    expect(codeAt(KEY, stepOf(at(seconds)), 8)).toBe(code);
    expect(codeAt(KEY, stepOf(at(seconds)))).toBe(code.slice(2));
  });

  it('takes the code of this step and of the one before, of no other', () => {
    const code = codeAt(KEY, 1_000);
    const tried = [999, 1_000, 1_001, 1_002].map((step) => matchingStep(KEY, code, at(step * 30)));
    expect(tried).toEqual([null, 1_000, 1_000, null]);
    expect(matchingStep(KEY, code, at(1_001 * 30 + 29.999))).toBe(1_000);
  });

  it('takes nothing that is not the code itself', () => {
    const code = codeAt(KEY, 1_000);
    for (const other of ['', ` ${code}`, code.slice(1), `${code}0`, '000000'])
      expect(matchingStep(KEY, other, at(30_000))).toBeNull();
  });

  it('shows its key as an address and as text', () => {
    expect(keyToShow(KEY, 'jane@example.com')).toEqual({
      uri: 'otpauth://totp/Daybook:jane%40example.com?issuer=Daybook&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
      text: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    });
  });
});
