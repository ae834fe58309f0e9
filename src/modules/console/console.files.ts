import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { typeOf } from './serving/media-types';

export type Encoding = 'br' | 'gzip' | 'identity';

export interface ConsoleFile {
  readonly type: string;
  /** The same bytes as they travel; `identity` is always there. */
  readonly bodies: ReadonlyMap<Encoding, Buffer>;
}

const SUFFIX = { '.br': 'br', '.gz': 'gzip' } as const;

/** `dist/console`, seen from the compiled server or from its sources; null when nobody has built it. */
export function findBuiltConsole(): string | null {
  const places = ['../../../console', '../../../dist/console'].map((place) => resolve(__dirname, place));
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null;
}

/** What was built, read once: a page and a few dozen files whose names change with their content. */
export class ConsoleFiles {
  readonly #assets = new Map<string, ConsoleFile>();
  /** The page, before its nonce is filled in; null when the console is not built. */
  readonly page: string | null = null;

  constructor(directory: string | null) {
    if (directory === null) return;
    this.page = readFileSync(join(directory, 'index.html'), 'utf8');
    const assets = join(directory, 'assets');
    const names = existsSync(assets) ? readdirSync(assets) : [];
    for (const name of names.filter((each) => !/\.(br|gz)$/.test(each)))
      this.#assets.set(name, fileAt(assets, name));
  }

  asset(name: string): ConsoleFile | undefined {
    return this.#assets.get(name);
  }
}

function fileAt(directory: string, name: string): ConsoleFile {
  const bodies = new Map<Encoding, Buffer>([['identity', readFileSync(join(directory, name))]]);
  for (const [suffix, encoding] of Object.entries(SUFFIX)) {
    const path = join(directory, name + suffix);
    if (existsSync(path)) bodies.set(encoding, readFileSync(path));
  }
  return { type: typeOf(name), bodies };
}
