import type { Row } from '../../../platform/database/row';
import type { Alert } from './alert.entity';

/** "5 events within 10 minutes" */
export function whyOf({ count, rule }: Pick<Row<Alert>, 'count' | 'rule'>): string {
  const { threshold, window_minutes: minutes } = rule;
  const events = count === 1 ? '1 event' : `${count} events`;
  return threshold === 1 ? events : `${events}, ${threshold} of them within ${minutes} minutes`;
}
