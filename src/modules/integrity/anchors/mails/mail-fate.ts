import type { Query } from '../../integrity.query';

/** What became of mails: how many are still on their way, how many left and when the last did, and why one did not. */
export interface MailFate {
  readonly open: number;
  readonly sent: number;
  readonly sentAt: Date | null;
  readonly error: string;
}

const FATE = `SELECT count(*) FILTER (WHERE sent_at IS NULL AND due_at IS NOT NULL)::int AS open, count(sent_at)::int AS sent,
    max(sent_at) AS "sentAt", coalesce(max(last_error), 'unknown') AS error
  FROM mails WHERE organization_id = $1 AND id = ANY ($2::uuid[])`;

export async function fateOf(
  query: Query,
  organizationId: string,
  mails: readonly string[],
): Promise<MailFate> {
  const [fate] = await query(FATE, [organizationId, mails]);
  return fate as unknown as MailFate;
}
