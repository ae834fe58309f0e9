/**
 * Works through a queue, so many at a time, while `more()` holds; what is left stays in it. After a failure nothing new begins, and it is
 * thrown when what was under way has ended.
 */
export async function atOnce<T>(
  queue: T[],
  times: number,
  work: (next: T) => Promise<void>,
  more: () => boolean = () => true,
): Promise<void> {
  let failed = false;
  const worker = async (): Promise<void> => {
    for (let next; !failed && more() && (next = queue.shift()) !== undefined;) {
      try {
        await work(next);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: times }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
