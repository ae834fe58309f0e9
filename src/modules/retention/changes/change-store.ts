import type { PreviewFigures, RetentionTerms, Weakening } from '../retention.contract';
import type { Query } from '../policy/load-policy';

/** The kind of its request for approval. */
export const CHANGE_KIND = 'retention_policy';
/** Who may ask for a change may agree to one. */
export const MANAGE = 'retention:manage';

/** How a change ends. `overtaken`: it no longer meant what was agreed to. */
export type ChangeEnd = 'made' | 'withdrawn' | 'refused' | 'lapsed' | 'overtaken';

/** What waits to become the policy. */
export interface PolicyChange {
  readonly id: string;
  /** The policy in force when it was asked for. */
  readonly base: RetentionTerms;
  readonly policy: RetentionTerms;
  readonly weakens: readonly Weakening[];
  readonly reason: string;
  readonly preview: PreviewFigures | null;
}

/** The one that waits; null when none does. Locked, it stays as it is until the transaction ends. */
export async function waitingChange(
  query: Query,
  organizationId: string,
  { lock = false } = {},
): Promise<PolicyChange | null> {
  const [row] = await query(
    `SELECT id, base, policy, weakens, reason, preview FROM retention_policy_changes
      WHERE organization_id = $1 AND state = 'waiting' ${lock ? 'FOR UPDATE' : ''}`,
    [organizationId],
  );
  return (row as unknown as PolicyChange | undefined) ?? null;
}

export async function insertChange(
  query: Query,
  organizationId: string,
  { id, base, policy, weakens, reason, preview }: PolicyChange,
  { requestedAt, notBefore }: { readonly requestedAt: Date; readonly notBefore: Date },
): Promise<void> {
  await query(
    `INSERT INTO retention_policy_changes (organization_id, id, base, policy, weakens, reason, preview, requested_at, not_before, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')`,
    [organizationId, id, base, policy, JSON.stringify(weakens), reason, preview, requestedAt, notBefore],
  );
}

export async function endChange(
  query: Query,
  organizationId: string,
  id: string,
  state: ChangeEnd,
  at: Date,
): Promise<void> {
  await query(
    `UPDATE retention_policy_changes SET state = $3, ended_at = $4 WHERE organization_id = $1 AND id = $2`,
    [organizationId, id, state, at],
  );
}
