import { isWithin, normalizeNetwork } from './networks';

describe('networks', () => {
  it.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['2001:db8:0:0::1/32', '2001:db8::/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::1', '::1/128'],
  ])('have one form: %s', (text, network) => {
    expect(normalizeNetwork(text)).toBe(network);
  });

  it.each([
    '',
    '10.0.0.0/33',
    '10.0.0/8',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '::ffff:10.0.0.0/104',
    '0x7f.1',
    'a/8',
    '::/129',
  ])('are refused when they are none: "%s"', (text) => {
    expect(normalizeNetwork(text)).toBeNull();
  });

  it('hold their addresses and no others', () => {
    expect(isWithin(['10.0.0.0/8', '2001:db8::/32'], '10.255.0.1')).toBe(true);
    expect(isWithin(['10.0.0.0/8', '2001:db8::/32'], '2001:db8::5')).toBe(true);
    expect(isWithin(['10.0.0.0/8'], '11.0.0.1')).toBe(false);
    expect(isWithin(['10.0.0.0/8'], null)).toBe(false);
    expect(isWithin([], null)).toBe(true);
  });
});
