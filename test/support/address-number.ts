type Version = 4 | 6;

/** An address as a number, to compare it without a library. */
export function addressNumber(address: string): [version: Version, number: bigint] {
  if (!address.includes(':')) return [4, numberOf(address.split('.').map(Number), 8n)];
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: zeros }, () => '0'), ...groups(tail)];
  return [
    6,
    numberOf(
      all.map((group) => Number.parseInt(group, 16)),
      16n,
    ),
  ];
}

/** First and last address of an address or a network. */
export function rangeOfNetwork(text: string): [version: Version, first: bigint, last: bigint] {
  const [address = '', prefix] = text.split('/');
  const [version, number] = addressNumber(address);
  const bits = version === 4 ? 32 : 128;
  const size = 1n << BigInt(bits - Number(prefix ?? bits));
  const first = number - (number % size);
  return [version, first, first + size - 1n];
}

const numberOf = (digits: readonly number[], bits: bigint): bigint =>
  digits.reduce((sum, digit) => (sum << bits) + BigInt(digit), 0n);
