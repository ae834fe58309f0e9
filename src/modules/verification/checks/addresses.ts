import { isValid, parse } from 'ipaddr.js';

const IPV4 = 2;
const IPV6 = 3;
const KEPT = 10_000;
const known = new Map<string, Buffer>();

/** An address as PostgreSQL sends an `inet` in binary: family, bits, whether it is a network, how many bytes, the bytes. Null for what is none. */
export function inetOf(text: string): Buffer | null {
  const before = known.get(text);
  if (before) return before;
  if (!isValid(text)) return null;
  const bytes = parse(text).toByteArray();
  const inet = Buffer.from([bytes.length === 4 ? IPV4 : IPV6, bytes.length * 8, 0, bytes.length, ...bytes]);
  if (known.size >= KEPT) known.clear();
  known.set(text, inet);
  return inet;
}
