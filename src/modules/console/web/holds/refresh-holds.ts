import { queryClient } from '../api/session';

/** Whatever shows what holds protect, after one was placed, changed or released. */
export async function refreshHolds(): Promise<void> {
  await Promise.all(
    ['holds', 'hold', 'event-holds', 'log', 'approvals'].map((name) =>
      queryClient.invalidateQueries({ queryKey: [name] }),
    ),
  );
}
