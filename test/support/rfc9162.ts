import { createHash } from 'node:crypto';

/**
 * How RFC 9162 tells a client to check proofs, transcribed step by step from its text: §2.1.3.2 and §2.1.4.2. Shares no code with what makes
 * proofs. Numbers are bigint, because the steps shift bits. All hashes are 32 bytes.
 */
const HASH = (...parts: (Buffer | number)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'number' ? Buffer.from([part]) : part);
  return hash.digest();
};

const LSB = (n: bigint): bigint => n % 2n;

/** "right-shift both fn and sn equally until either LSB(fn) is set or fn is 0": at least once, since LSB(fn) is not set. */
function shiftUntilSet(fn: bigint, sn: bigint): [bigint, bigint] {
  do [fn, sn] = [fn >> 1n, sn >> 1n];
  while (LSB(fn) === 0n && fn !== 0n);
  return [fn, sn];
}

/** §2.1.3.2, "Verifying an Inclusion Proof". */
export function verifyInclusion(
  hash: Buffer,
  leaf_index: number,
  tree_size: number,
  inclusion_path: readonly Buffer[],
  root_hash: Buffer,
): boolean {
  // 1. Compare leaf_index from the structure against tree_size.
  if (leaf_index >= tree_size || leaf_index < 0) return false;
  // 2. Set fn to leaf_index and sn to tree_size - 1.
  let fn = BigInt(leaf_index);
  let sn = BigInt(tree_size) - 1n;
  // 3. Set r to hash.
  let r = hash;
  // 4. For each value p in the inclusion_path array:
  for (const p of inclusion_path) {
    // a. If sn is 0, then stop the iteration and fail the proof verification.
    if (sn === 0n) return false;
    // b. If LSB(fn) is set, or if fn is equal to sn:
    if (LSB(fn) === 1n || fn === sn) {
      // i. Set r to HASH(0x01 || p || r).
      r = HASH(1, p, r);
      // ii. If LSB(fn) is not set, then right-shift both fn and sn equally until either LSB(fn) is set or fn is 0.
      if (LSB(fn) === 0n) [fn, sn] = shiftUntilSet(fn, sn);
    } else {
      // Otherwise: i. Set r to HASH(0x01 || r || p).
      r = HASH(1, r, p);
    }
    // c. Finally, right-shift both fn and sn one time.
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  // 5. Compare sn to 0. Compare r against the root_hash.
  return sn === 0n && r.equals(root_hash);
}

/** §2.1.4.2, "Verifying Consistency between Two Tree Heads". The sizes differ: first < second. */
export function verifyConsistency(
  first: number,
  second: number,
  consistency_path: readonly Buffer[],
  first_hash: Buffer,
  second_hash: Buffer,
): boolean {
  if (first === second) return consistency_path.length === 0 && first_hash.equals(second_hash);
  // 1. If consistency_path is an empty array, stop and fail the proof verification.
  if (first <= 0 || first > second || consistency_path.length === 0) return false;
  // 2. If first is an exact power of 2, then prepend first_hash to the consistency_path array.
  const isPower = (BigInt(first) & (BigInt(first) - 1n)) === 0n;
  const [begin, ...path] = (isPower ? [first_hash] : []).concat(consistency_path) as [Buffer, ...Buffer[]];
  // 3. Set fn to first - 1 and sn to second - 1.
  let fn = BigInt(first) - 1n;
  let sn = BigInt(second) - 1n;
  // 4. If LSB(fn) is set, then right-shift both fn and sn equally until LSB(fn) is not set.
  while (LSB(fn) === 1n) [fn, sn] = [fn >> 1n, sn >> 1n];
  // 5. Set both fr and sr to the first value in the consistency_path array.
  let [fr, sr] = [begin, begin];
  // 6. For each subsequent value c in the consistency_path array:
  for (const c of path) {
    // a. If sn is 0, then stop the iteration and fail the proof verification.
    if (sn === 0n) return false;
    // b. If LSB(fn) is set, or if fn is equal to sn:
    if (LSB(fn) === 1n || fn === sn) {
      // i. and ii. Set fr to HASH(0x01 || c || fr), sr to HASH(0x01 || c || sr).
      [fr, sr] = [HASH(1, c, fr), HASH(1, c, sr)];
      // iii. If LSB(fn) is not set, then right-shift both fn and sn equally until either LSB(fn) is set or fn is 0.
      if (LSB(fn) === 0n) [fn, sn] = shiftUntilSet(fn, sn);
    } else {
      // Otherwise: i. Set sr to HASH(0x01 || sr || c).
      sr = HASH(1, sr, c);
    }
    // c. Finally, right-shift both fn and sn one time.
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  // 7. Verify that fr equals first_hash, that sr equals second_hash, and that sn is 0.
  return fr.equals(first_hash) && sr.equals(second_hash) && sn === 0n;
}
