import { pointerTo } from '../errors/pointer';
import { BYTE, endOfString } from './json-text';

/** The pointer to the first value that a test finds, in the order of the text; the whole when there is none. */
export function pointerWhere(root: unknown, test: (key: string, value: unknown) => boolean): string {
  const search = (value: unknown, key: string, pointer: string): string | null => {
    if (test(key, value)) return pointer;
    if (value === null || typeof value !== 'object') return null;
    for (const [name, member] of Object.entries(value)) {
      const found = search(member, Array.isArray(value) ? '' : name, pointerTo(pointer, name));
      if (found !== null) return found;
    }
    return null;
  };
  return search(root, '', '') ?? '';
}

/** An object or a list that is open; `member` is the key or the index under way. */
interface Level {
  readonly pointer: string;
  readonly keys: Set<string> | null;
  member: string | number;
  expectsKey: boolean;
}

/** The pointer to the first key that its object has already. The text is known to be valid JSON. */
export function duplicateKey(bytes: Buffer): string {
  const levels: Level[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    const level = levels.at(-1);
    if (byte === BYTE.quote) {
      const end = endOfString(bytes, i);
      if (level?.expectsKey && isKnown(level, bytes.toString('utf8', i, end + 1)))
        return pointerTo(level.pointer, level.member);
      i = end;
    } else if (byte === BYTE.openObject || byte === BYTE.openList) {
      levels.push(opened(level, byte === BYTE.openObject));
    } else if (byte === BYTE.closeObject || byte === BYTE.closeList) levels.pop();
    else if (byte === BYTE.comma && level) next(level);
  }
  return '';
}

function isKnown(level: Level, text: string): boolean {
  const key = JSON.parse(text) as string;
  const known = level.keys?.has(key) ?? false;
  level.keys?.add(key);
  level.member = key;
  level.expectsKey = false;
  return known;
}

const opened = (parent: Level | undefined, isObject: boolean): Level => ({
  pointer: parent ? pointerTo(parent.pointer, parent.member) : '',
  keys: isObject ? new Set() : null,
  member: isObject ? '' : 0,
  expectsKey: isObject,
});

function next(level: Level): void {
  if (level.keys) level.expectsKey = true;
  else level.member = Number(level.member) + 1;
}
