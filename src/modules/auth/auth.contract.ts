/** Whether anybody has set this installation up: before, nobody can sign in. */
export interface InstallationView {
  readonly set_up: boolean;
  /** Where all data is made up: with whom to begin. Null wherever it is somebody's own. */
  readonly demo: { readonly email: string; readonly password: string } | null;
}

/** What a session has proven, and what it still owes. */
export interface SessionFactorsView {
  /** A second factor is owed: `POST /v1/session/factors`. */
  readonly required: boolean;
  /** One has to be enrolled first: `POST /v1/account/totp` or `POST /v1/account/passkeys`. */
  readonly enrolment_required: boolean;
  /** What its holder can prove themselves with; the password for who has no factor. */
  readonly available: readonly ('totp' | 'passkey' | 'recovery_code' | 'password')[];
  readonly verified_by: 'totp' | 'passkey' | 'recovery_code' | null;
  readonly verified_at: string | null;
  /** From when on one is asked for, while there is none and there is time; null otherwise. */
  readonly enrolment_due_at: string | null;
  /** A recovery code was used: enrol another factor for the one that was lost. */
  readonly enrolment_advised: boolean;
}

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
  readonly factors: SessionFactorsView;
}

/** The answer to signing in. The token is shown once: browsers have it as a cookie, others send it as a bearer. */
export interface OpenedSession extends SessionView {
  readonly token: string;
}

/** What `GET /v1/session` adds: what its holder may do here, and where else they may go. */
export interface CurrentSession extends SessionView {
  /** By name (`GET /v1/roles`); the server decides at each request in any case. */
  readonly permissions: readonly string[];
  /** All data is made up (`npm start -- --demo`). */
  readonly demo: boolean;
  readonly organizations: readonly { readonly id: string; readonly name: string; readonly role: string }[];
}

/** An authenticator app: none, one, and whether one is being enrolled. */
export interface TotpView {
  readonly enrolled: boolean;
  readonly enrolled_at: string | null;
  readonly pending: boolean;
}

/** Shown once, to be confirmed by a code. */
export interface TotpEnrolmentView {
  readonly uri: string;
  /** SVG. */
  readonly qr: string;
  /** The same key, for typing. */
  readonly key: string;
}

export interface RecoveryCodesView {
  readonly left: number;
  readonly issued_at: string | null;
}

/** Shown this once. */
export interface IssuedRecoveryCodes {
  readonly codes: readonly string[];
}

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
  /** It can be copied to other devices, and whether it was. */
  readonly backup_eligible: boolean;
  readonly backed_up: boolean;
}

export interface PasskeyList {
  readonly data: readonly PasskeyView[];
}

/** A request of an Owner to take away a member's factors. */
export interface FactorResetView {
  readonly id: string;
  readonly member_id: string;
  readonly requested_at: string;
  readonly due_at: string;
}

/** An account as its holder sees it. */
export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Asked for, and to be confirmed by the link that was mailed to it. */
  readonly pending_email: string | null;
  readonly created_at: string;
  readonly password_changed_at: string | null;
}

/** The session goes on under another token; browsers have it as a cookie. */
export interface RenewedSession {
  readonly token: string;
}

export interface PasswordResetAnswer {
  readonly message: string;
}

/** One of an account's sessions, in whichever organization. */
export interface SessionListItem {
  readonly id: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** In a few words: `Firefox on Windows`. */
  readonly device: string | null;
  readonly ip: string | null;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
  /** The one that asks. */
  readonly current: boolean;
}

/** All of them: an account has a handful at most. Last seen first. */
export interface SessionList {
  readonly data: readonly SessionListItem[];
}

export interface EndedSessions {
  readonly ended: number;
}
