import type { Page } from '../audit/audit.contract';

/** A role and what it allows. The id of a built-in one is its name. */
export interface RoleView {
  readonly id: string;
  readonly name: string;
  readonly built_in: boolean;
  readonly permissions: readonly string[];
}

export type RolePage = Page<RoleView>;

/** A member of the organization. Times are RFC 3339 in UTC. */
export interface MemberView {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly email: string;
  /** The id of their role, and what it is called. */
  readonly role: string;
  readonly role_name: string;
  readonly teams: readonly TeamOfMember[];
  /** The kinds of factors that they have: `totp`, `passkey`, `recovery_code`. */
  readonly factors: readonly string[];
  readonly joined_at: string;
  /** To this organization; null for somebody who never did. */
  readonly last_signed_in_at: string | null;
  /** Too many wrong passwords keep somebody who says to be them from signing in. */
  readonly locked: boolean;
  /** When their factors are taken away, because an Owner asked for it; null when nobody did. */
  readonly factor_reset_due_at: string | null;
}

export interface TeamOfMember {
  readonly id: string;
  readonly name: string;
  readonly lead: boolean;
}

export type MemberPage = Page<MemberView>;

export interface InvitationView {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly role_name: string;
  readonly status: 'open' | 'accepted' | 'expired';
  readonly created_at: string;
  readonly expires_at: string;
}

/** What became of one invitation of several, in the order of the request. */
export interface InvitationItem {
  readonly email: string;
  readonly status: 'invited' | 'refused';
  readonly invitation: InvitationView | null;
  /** Why not: the code and the sentence that the problem document of a single one would have. */
  readonly problem: { readonly code: string; readonly detail: string } | null;
}

export interface InvitationBatch {
  readonly invited: number;
  readonly refused: number;
  readonly items: readonly InvitationItem[];
}

export type InvitationPage = Page<InvitationView>;

/** The answer to accepting an invitation: sign in next. */
export interface AcceptedInvitation {
  readonly organization: { readonly id: string; readonly name: string };
  readonly member: { readonly id: string; readonly role: string };
}

export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  /** From where it may be used, as CIDR; from anywhere when the list is empty. */
  readonly allowed_networks: readonly string[];
  readonly status: 'active' | 'expired' | 'revoked';
  readonly created_by: { readonly id: string; readonly name: string | null };
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly last_used_ip: string | null;
  /** After a rotation: how long the secret before still works; null when it does not. */
  readonly previous_until: string | null;
  readonly revoked_at: string | null;
}

export type ApiKeyPage = Page<ApiKeyView>;

/** The answer to creating a key: the only time that the key itself is shown. */
export interface CreatedApiKey extends ApiKeyView {
  readonly key: string;
}
