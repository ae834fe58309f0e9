/**
 * C2SP tlog-proof: index, hashes and checkpoint in one text. `extra` carries the entry, when there is one: with a zero before it, it is
 * what the leaf is the SHA-256 of.
 */
export const tlogProof = (
  index: number,
  hashes: readonly Buffer[],
  note: string,
  entry: string | null,
): string =>
  [
    'c2sp.org/tlog-proof@v1',
    ...(entry === null ? [] : [`extra ${Buffer.from(entry).toString('base64')}`]),
    `index ${index}`,
    ...hashes.map((hash) => hash.toString('base64')),
    '',
    note,
  ].join('\n');
