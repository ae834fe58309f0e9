const EPOCH_2000_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const INFINITE = 2_147_483_647;

/** A `uuid`: 16 bytes. */
export function uuidAt(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A `bigint` within what a number holds exactly. */
export const integerAt = (bytes: Buffer, at: number): number =>
  bytes.readInt32BE(at) * 4_294_967_296 + bytes.readUInt32BE(at + 4);

/** A `timestamptz`: milliseconds since 1970, with a fraction where it has one. */
export const momentAt = (bytes: Buffer, at: number): number => integerAt(bytes, at) / 1_000 + EPOCH_2000_MS;

/** A `date`: `YYYY-MM-DD`, or `infinity`. */
export function dateAt(bytes: Buffer, at: number): string {
  const days = bytes.readInt32BE(at);
  if (days === INFINITE) return 'infinity';
  const known = dates.get(days);
  if (known !== undefined) return known;
  const moment = EPOCH_2000_MS + days * DAY_MS;
  const date = Math.abs(moment) <= 8.64e15 ? new Date(moment).toISOString().slice(0, 10) : `day ${days}`;
  if (dates.size > 4_096) dates.clear();
  dates.set(days, date);
  return date;
}
const dates = new Map<number, string>();

/** A `text[]` of one dimension; null for what is none, which no recorder writes. */
export function textArrayIn(bytes: Buffer): (string | null)[] | null {
  const dimensions = bytes.readInt32BE(0);
  if (dimensions === 0) return [];
  if (dimensions !== 1 || bytes.readInt32BE(16) !== 1) return null;
  const texts: (string | null)[] = [];
  for (let at = 20, left = bytes.readInt32BE(12); left > 0; left--) {
    const length = bytes.readInt32BE(at);
    texts.push(length < 0 ? null : bytes.toString('utf8', at + 4, at + 4 + length));
    at += 4 + Math.max(0, length);
  }
  return texts;
}
