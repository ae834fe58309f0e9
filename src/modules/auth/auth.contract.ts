/** A session as its holder sees it. Times are RFC 3339 in UTC. */
export interface SessionView {
  readonly id: string;
  readonly account: { readonly id: string; readonly name: string; readonly email: string };
  readonly organization: { readonly id: string; readonly name: string };
  readonly role: string;
  readonly created_at: string;
  /** Ends at the latest then, and earlier when it is not used. */
  readonly expires_at: string;
  readonly idle_timeout_seconds: number;
}

/** The answer to signing in. The token is shown once: browsers have it as a cookie, others send it as a bearer. */
export interface OpenedSession extends SessionView {
  readonly token: string;
}

/** What `GET /v1/session` adds: where else its holder may go. */
export interface CurrentSession extends SessionView {
  readonly organizations: readonly { readonly id: string; readonly name: string; readonly role: string }[];
}
