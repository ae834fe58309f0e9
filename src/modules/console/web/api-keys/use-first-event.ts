import { useEffect, useState } from 'react';
import type { AuditEvent } from '../../../audit/audit.contract';
import type { Problem } from '../api/problem';
import { follow } from '../audit-log/live/follow';

/** What has been heard of a key since it was made. */
export interface Heard {
  /** The first event that it reported. */
  readonly event: AuditEvent | null;
  /** The newest of its requests that was refused. */
  readonly refused: AuditEvent | null;
  readonly isListening: boolean;
  readonly problem: Problem | null;
}

const NOTHING: Heard = { event: null, refused: null, isListening: false, problem: null };

/** Listens to the log until the first event of a key is there: what the key reports, and what is recorded of its requests themselves. */
export function useFirstEvent(keyId: string): Heard {
  const [heard, setHeard] = useState(NOTHING);
  useEffect(() => {
    const stop = new AbortController();
    const take = (events: readonly AuditEvent[]): void => {
      const event = events.find(({ reported_by: by }) => by?.api_key_id === keyId) ?? null;
      const refused = events.findLast(({ outcome }) => outcome !== 'success') ?? null;
      setHeard((before) => ({ ...before, event, refused: refused ?? before.refused }));
      if (event) stop.abort();
    };
    void follow(
      { q: `reported_by:${keyId} OR actor.id:${keyId}` },
      {
        onEvents: take,
        onLink: (link) => setHeard((before) => ({ ...before, isListening: link === 'open' })),
        onPlace: () => undefined,
        onEnd: (problem) => setHeard((before) => ({ ...before, problem })),
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [keyId]);
  return heard;
}
