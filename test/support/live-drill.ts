import { openStream, type StreamReader } from './event-stream';

export interface LiveDrill {
  readonly url: string;
  /** Of somebody who may read the log, and of nobody else: their own requests are told too. */
  readonly token: string;
  /** The sequence after which the stream begins. */
  readonly after: number;
  readonly events: number;
  readonly cuts: number;
  /** Stores the events of one action while the log is followed. */
  readonly append: (action: string) => Promise<void>;
}

const ACTION = 'drill.counted';

/** Follows the log while events are appended, with the connection cut so many times: the sequences, as they came. */
export async function followThroughCuts(drill: LiveDrill): Promise<number[]> {
  const { url, token, events, cuts } = drill;
  const seen: number[] = [];
  let reader: StreamReader | undefined;
  const failures: unknown[] = [];
  const appending = drill.append(ACTION).catch((error: unknown) => {
    failures.push(error);
    reader?.cut();
  });
  let place = String(drill.after);
  for (let cut = 0; failures.length === 0 && (cut < cuts || seen.length < events); cut++) {
    // Cuts at uneven distances, all of them before the end.
    const enough =
      cut < cuts ? Math.min(events, Math.ceil(((cut + 0.3 + (cut % 7) / 10) * events) / cuts)) : events;
    reader = await openStream(url, {
      token,
      query: `?action=${ACTION}`,
      lastEventId: place,
      take: ({ event, id }) => {
        if (event === 'event') seen.push(Number(id));
        if (seen.length >= enough) reader?.cut();
      },
    });
    await reader.ended;
    place = reader.lastEventId() ?? place;
  }
  await appending;
  if (failures.length > 0) throw failures[0] as Error;
  return seen;
}
