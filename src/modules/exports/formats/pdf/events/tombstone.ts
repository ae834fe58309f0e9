import { plain } from './zone-time';

export const PARTS = ['actor', 'context', 'target', 'content'] as const;
export type Part = (typeof PARTS)[number];

/** What became of an event whose parts were erased. */
export interface Tombstone {
  readonly parts: ReadonlySet<Part>;
  /** A sentence for each erasure. */
  readonly text: string;
}

interface Erasure {
  readonly by?: readonly {
    readonly event_id: string;
    readonly at: string;
    readonly parts: readonly Part[];
  }[];
}

/** `raw`: the column `events.erasure`; null for an event that is whole. */
export function tombstoneOf(raw: string | null | undefined): Tombstone | null {
  if (raw === null || raw === undefined) return null;
  const { by = [] } = JSON.parse(raw) as Erasure;
  return {
    parts: new Set(by.flatMap(({ parts }) => parts)),
    text: by
      .map(
        ({ event_id, at, parts }) => `${parts.join(', ')} erased on ${plain(at)} UTC by event ${event_id}.`,
      )
      .join(' '),
  };
}
