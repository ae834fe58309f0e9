import { v7 as uuidv7 } from 'uuid';
import { isWellFormed, newKey } from './api-key-format';

describe('API key', () => {
  it('has an id, 256 bits and a checksum', () => {
    const { key, prefix } = newKey(uuidv7());
    expect(key).toMatch(/^dbk_[0-9a-f]{12}_[\w-]{43}_[0-9a-f]{8}$/);
    expect(key.startsWith(`${prefix}_`)).toBe(true);
    expect(isWellFormed(key)).toBe(true);
  });

  it('is told from one with a slip of the pen', () => {
    const { key } = newKey(uuidv7());
    const at = 25;
    const other = key[at] === 'x' ? 'y' : 'x';
    expect(isWellFormed(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
    expect(isWellFormed(key.slice(0, -1))).toBe(false);
    expect(isWellFormed('dbk_')).toBe(false);
  });
});
