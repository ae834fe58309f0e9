/** The bytes that JSON is made of (RFC 8259 §2). */
export const BYTE = {
  quote: 0x22,
  backslash: 0x5c,
  comma: 0x2c,
  colon: 0x3a,
  openObject: 0x7b,
  closeObject: 0x7d,
  openList: 0x5b,
  closeList: 0x5d,
} as const;

/** Where the string that begins at `start` ends: at its closing quote, or behind the text when it has none. */
export function endOfString(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(BYTE.quote, start + 1); end !== -1; end = bytes.indexOf(BYTE.quote, end + 1)) {
    let escapes = 0;
    while (bytes[end - 1 - escapes] === BYTE.backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return bytes.length;
}
