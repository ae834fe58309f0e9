import type { Bench } from './bench-context';
import { within, type Figure } from './figure';

const MOST_IDLE_MB = 200;
const MOST_BUSY_MB = 500;

/** What server and worker, one process, took at rest and at most. */
export function memory({ server, idleMb }: Bench): Promise<Figure[]> {
  return Promise.resolve([
    within(MOST_IDLE_MB, {
      name: 'memory of server and worker, idle after set-up',
      unit: 'MB',
      limit: null,
      ours: idleMb,
    }),
    within(MOST_BUSY_MB, {
      name: 'memory of server and worker, most during the bench',
      unit: 'MB',
      limit: null,
      ours: server.highestEver(),
    }),
  ]);
}
