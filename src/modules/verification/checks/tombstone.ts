import { PARTS, type Part } from './leaf';

/** `events.erasure`: the digests (hex) of parts that are gone, and which event took which of them. */
export interface Erasure {
  readonly digests: Readonly<Partial<Record<Part, string>>>;
  readonly by: readonly ErasedBy[];
}

export interface ErasedBy {
  readonly event_id: string;
  readonly at: string;
  readonly parts: readonly Part[];
}

const DIGEST = /^[0-9a-f]{64}$/;

/** Null where nothing was erased. */
export function erasureIn(column: string | null): Erasure | 'unreadable' | null {
  if (column === null) return null;
  try {
    const erasure = JSON.parse(column) as Erasure;
    return isErasure(erasure) ? erasure : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function isErasure(erasure: Erasure): boolean {
  const { digests, by, ...rest } = erasure;
  return (
    Object.keys(rest).length === 0 &&
    Object.entries(digests).every(([part, digest]) => isPart(part) && DIGEST.test(digest)) &&
    by.length > 0 &&
    by.every(({ event_id, at, parts, ...more }) => isText(event_id) && isText(at) && parts.every(isPart) && Object.keys(more).length === 0)
  );
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isPart = (name: string): boolean => (PARTS as readonly string[]).includes(name);

/** What does not fit in a tombstone by itself, in words; null when all does. `present`: the parts that the row still has. */
export function faultOf({ digests, by }: Erasure, present: readonly Part[]): string | null {
  const gone = Object.keys(digests) as Part[];
  const taken = by.flatMap(({ parts }) => parts);
  const back = present.find((part) => gone.includes(part) || taken.includes(part));
  if (back !== undefined) return `its ${back} is there, and said to be erased`;
  const unexplained = gone.find((part) => !taken.includes(part));
  if (unexplained !== undefined) return `nothing is said to have erased its ${unexplained}`;
  const twice = taken.find((part, index) => taken.indexOf(part) !== index || !gone.includes(part));
  return twice === undefined ? null : `its ${twice} is said to be erased without a digest, or twice`;
}
