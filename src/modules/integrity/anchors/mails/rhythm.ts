import { DAY_MS } from '../../../../platform/clock/clock';
import type { MailRhythm } from '../../integrity.anchors.contract';
import type { Query } from '../../integrity.query';

/** `off`: the year when nobody asks any more. */
const NEVER = new Date('9999-01-01T00:00:00Z');

export async function rhythmOf(query: Query, organizationId: string): Promise<MailRhythm> {
  const [row] = await query('SELECT mail_rhythm FROM anchor_watches WHERE organization_id = $1', [
    organizationId,
  ]);
  return (row?.mail_rhythm ?? 'weekly') as MailRhythm;
}

/** When the next mail is due after one. */
export function dueAfter(sentAt: Date, rhythm: MailRhythm): Date {
  if (rhythm === 'off') return NEVER;
  return new Date(sentAt.getTime() + (rhythm === 'daily' ? DAY_MS : 7 * DAY_MS));
}
