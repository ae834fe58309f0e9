import type { Page } from '../audit/audit.contract';

/** A member of the organization. Times are RFC 3339 in UTC. */
export interface MemberView {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly joined_at: string;
  /** To this organization; null for somebody who never did. */
  readonly last_signed_in_at: string | null;
}

export type MemberPage = Page<MemberView>;

export interface InvitationView {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly status: 'open' | 'accepted' | 'expired';
  readonly created_at: string;
  readonly expires_at: string;
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
  readonly status: 'active' | 'expired' | 'revoked';
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

export type ApiKeyPage = Page<ApiKeyView>;

/** The answer to creating a key: the only time that the key itself is shown. */
export interface CreatedApiKey extends ApiKeyView {
  readonly key: string;
}
