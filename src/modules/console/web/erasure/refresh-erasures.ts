import { queryClient } from '../api/session';

/** Whatever shows erasures or what is left of events, after one was asked for or decided. */
export async function refreshErasures(): Promise<void> {
  await Promise.all(
    ['erasures', 'subject-erasures', 'erasure', 'approvals'].map((name) =>
      queryClient.invalidateQueries({ queryKey: [name] }),
    ),
  );
}
