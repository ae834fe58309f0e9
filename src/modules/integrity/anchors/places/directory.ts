import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nameOf, OutsideFault, type Arrival, type Departure, type Outside } from './outside';

const MOST_NAMES = 9;

/**
 * A directory outside DATA_DIR, best one that only grows (`chattr +a`, another host's disk): files are made under their last name and never
 * renamed, changed or deleted.
 */
export class AnchorDirectory implements Outside {
  readonly kind = 'file';
  readonly place: string;

  constructor(private readonly directory: string) {
    this.place = pathToFileURL(directory).href;
  }

  async take({ organizationId, checkpoint }: Departure): Promise<Arrival> {
    const name = nameOf(organizationId, checkpoint);
    try {
      await mkdir(dirname(join(this.directory, name)), { recursive: true, mode: 0o750 });
      return { receipt: await this.#write(name, checkpoint.note) };
    } catch (error) {
      const { code = 'an error' } = error as NodeJS.ErrnoException;
      const passing = code === 'EIO' || code === 'ETIMEDOUT';
      throw new OutsideFault(
        passing ? 'unavailable' : 'refused',
        `The directory of ANCHOR_URL cannot be written (${code}): make it writable for Daybook.`,
        null,
        error,
      );
    }
  }

  /** What a crash has left half keeps its name; the whole note is written beside it. */
  async #write(name: string, note: string): Promise<string> {
    for (let n = 1; n <= MOST_NAMES; n++) {
      const given = n === 1 ? name : name.replace('.txt', `-${n}.txt`);
      const path = join(this.directory, given);
      if (await writeNew(path, note)) return given;
      if ((await readFile(path, 'utf8')) === note) return given;
    }
    throw Object.assign(new Error('no name is left'), { code: 'EEXIST' });
  }
}

/** Durable when it returns. False when there is such a file. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o440);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
  return true;
}
