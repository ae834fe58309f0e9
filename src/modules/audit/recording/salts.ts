import { randomFillSync } from 'node:crypto';

export const SALT_BYTES = 16;
const POOL_BYTES = 65_536;
const pool = Buffer.allocUnsafe(POOL_BYTES);
let used = POOL_BYTES;

/** Writes a fresh random salt at the beginning of `target`. Drawn from a pool: one call of the system for 4,096 salts. */
export function writeSalt(target: Buffer): void {
  if (used + SALT_BYTES > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  pool.copy(target, 0, used, used + SALT_BYTES);
  pool.fill(0, used, used + SALT_BYTES);
  used += SALT_BYTES;
}
