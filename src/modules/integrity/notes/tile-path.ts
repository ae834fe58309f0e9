import { TILE_WIDTH, type Tile } from '../tree/geometry';

const PATH = /^(\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** C2SP tlog-tiles: `<level>/<index in groups of three digits>[.p/<width>]`, without `tile/` before it. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Null for what is no such path, or not written as it must be. */
export function parseTilePath(path: string): Tile | null {
  const [, level, index = '', partial] = PATH.exec(path) ?? [];
  if (level === undefined) return null;
  const tile = {
    level: Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: partial === undefined ? TILE_WIDTH : Number(partial),
  };
  return Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : null;
}
