import { isCardNumber, MARK, withoutCredentials } from './credentials';
import { redact } from './redaction';

describe('redaction', () => {
  it.each([
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123', 'jwt'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----', 'pem'],
    ['Authorization: Bearer abcdef0123456789', 'authorization'],
    ['https://joe:hunter2hunter2@example.com/', 'url_credentials'],
    ['GET /reset?token=abc123def456&x=1', 'url_parameter'],
    ['key whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', 'key'],
    ['paid with 4111 1111 1111 1111 today', 'card_number'],
  ])('takes a credential out of %s', (text, rule) => {
    const clean = withoutCredentials(text);
    expect(clean.rules).toEqual([rule]);
    expect(clean.text).toContain(MARK);
  });

  it.each([
    'AKIAIOSFODNN7EXAMPLE',
    'arn:aws:iam::123837392027:user/benjamin',
    '2026-11-21T02:13:00.123Z',
    'order 4111111111111112',
    'Basic plan chosen',
    '0193c7b2-6b4d-7c3a-9f7e-2f5d5a1b9c11',
  ])('leaves %s alone', (text) => expect(withoutCredentials(text)).toEqual({ text, rules: [] }));

  it('hides values of secret keys, keeps identifiers, and lists what it removed', () => {
    const details = {
      Password: 'x',
      accessKeyId: 'AKIA1',
      key: 'photos/1.jpg',
      nested: [{ sessionToken: 'abc' }],
      token: null,
    };
    expect(redact({ details })).toEqual({
      details: {
        Password: MARK,
        accessKeyId: 'AKIA1',
        key: 'photos/1.jpg',
        nested: [{ sessionToken: MARK }],
        token: null,
      },
      redaction: {
        removed: [
          { pointer: '/details/Password', rule: 'key_name' },
          { pointer: '/details/nested/0/sessionToken', rule: 'key_name' },
        ],
      },
    });
  });

  it('passes on what holds nothing secret without a copy', () => {
    const details = { a: [1, { b: 'text' }] };
    const result = redact({ details });
    expect(result.details).toBe(details);
    expect(result.redaction).toBeNull();
  });

  it('knows a card by issuer, length and Luhn sum', () => {
    expect(
      ['4111111111111111', '378282246310005', '5555555555554444', '6011111111111117'].every(isCardNumber),
    ).toBe(true);
    expect(['4111111111111112', '1234567812345670', '0000000000000000'].some(isCardNumber)).toBe(false);
  });

  it('stays linear on a hundred kilobytes of evil (A26)', () => {
    const evil = [
      '-----BEGIN A'.repeat(8_000),
      'eyJ'.repeat(33_000),
      'Bearer '.repeat(14_000),
      '4 '.repeat(50_000),
      `http://${'a:'.repeat(50_000)}`,
      '?token='.repeat(14_000),
    ];
    for (const text of evil) {
      const start = process.hrtime.bigint();
      withoutCredentials(text);
      expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1_000);
    }
  });
});
