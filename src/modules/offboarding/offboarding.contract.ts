import type { ApprovalView } from '../approvals/approvals.contract';

/** The deletion of an organization. Times are RFC 3339 in UTC. */
export interface OrganizationDeletionView {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly requested_by: { readonly id: string; readonly name: string | null; readonly email: string | null };
  readonly requested_at: string;
  readonly state: 'requested' | 'running';
  /** Who has to agree, who did, and before when nothing happens. */
  readonly approval: ApprovalView | null;
}
