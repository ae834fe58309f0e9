import type { Page } from '../audit/audit.contract';

/** A team. Times are RFC 3339 in UTC. */
export interface TeamView {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly leads: number;
  readonly created_at: string;
}

export type TeamPage = Page<TeamView>;

export interface TeamMemberView {
  readonly member_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly email: string;
  /** Leads see the activity of the team's people. */
  readonly lead: boolean;
  readonly since: string;
}

export type TeamMemberPage = Page<TeamMemberView>;
