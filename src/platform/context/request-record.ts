import type { ActionSpec } from './action-spec';
import type { Assurance } from './assurance';

/** Who acts, as of this moment. `role` and `name` are snapshots: they go into the event as they are now. */
export interface Actor {
  readonly type: 'user' | 'api_key' | 'system' | 'support' | 'anonymous';
  readonly id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: string | null;
  readonly on_behalf_of?: string | null;
}

export const anonymous: Actor = { type: 'anonymous', id: null, name: null, email: null, role: null };

export interface Reference {
  readonly type: string;
  readonly id: string;
  readonly name?: string | null;
  readonly href?: string | null;
}

export type JsonObject = { readonly [key: string]: unknown };

/** What a handler adds to the event of its request: everything that only it can know. */
export interface EventDraft {
  /** Chosen beforehand, where something has to point to the event. */
  id?: string;
  action?: string;
  outcome?: 'success' | 'failure' | 'denied';
  outcome_reason?: string;
  summary?: string;
  resource?: Reference | null;
  subject?: Reference | null;
  related?: readonly Reference[];
  changes?: { before: JsonObject | null; after: JsonObject | null } | null;
  details?: JsonObject;
  flags?: readonly string[];
  actor?: Actor;
}

/** A signed-in session or a key, bound to one organization (S1-05). Set by the authentication guard. */
export interface Principal {
  readonly actor: Actor;
  readonly organizationId: string;
  readonly accountId: string | null;
  readonly sessionId: string | null;
  readonly apiKeyId: string | null;
  /** A built-in role's name, or the id of one that the organization made. Null for API keys. */
  readonly role: string | null;
  /** What a role that the organization made allows; null for the built-in ones, whose permissions code knows. */
  readonly rolePermissions?: readonly string[] | null;
  /** What an API key may do; null for people, whose role decides. */
  readonly scopes: readonly string[] | null;
  /** Of a session; an API key has none. */
  readonly assurance?: Assurance;
}

/**
 * One request from its first byte to its last: filled by the capture points (opening hook, guard, interceptor, exception
 * filter, close listener) and turned into exactly one event. `claim()` is what makes it one.
 */
export class RequestRecord {
  principal: Principal | null = null;
  /** Where the event goes when there is no principal: the organizations concerned, or none for the platform's log. */
  organizationIds: readonly string[] = [];
  spec: ActionSpec | null = null;
  route: string | null = null;
  error: unknown = null;
  aborted = false;
  /** Sent by a program on its own: no sign that the holder of the session is there. */
  unattended = false;
  /** What the page that asks calls this view of it: its reads of one thing are one entry (ADR 34). Null for all other clients. */
  view: string | null = null;
  /** Called once its event is durable. */
  whenRecorded: (() => void) | null = null;
  /** The status that success will have; known once the route is. */
  successStatus = 200;
  readonly draft: EventDraft = {};
  #claimed = false;
  #gone: AbortController | undefined;

  constructor(
    readonly id: string,
    readonly startedAt: Date,
    readonly method: string,
    readonly path: string,
    readonly client: {
      ip: string | null;
      peerIp: string | null;
      userAgent: string | null;
      traceId: string | null;
      forwardedFor: string | null;
    },
  ) {}

  /** Aborts when the client goes away before it has its answer. */
  get signal(): AbortSignal {
    this.#gone ??= new AbortController();
    if (this.aborted) this.#gone.abort();
    return this.#gone.signal;
  }

  /** The client went away. */
  abandon(): void {
    this.aborted = true;
    this.#gone?.abort();
  }

  /** True for the first caller only: whoever holds the claim writes the event. */
  claim(): boolean {
    if (this.#claimed) return false;
    this.#claimed = true;
    return true;
  }

  /** Gives the claim back after a rollback, so that the failure is recorded instead. */
  release(): void {
    this.#claimed = false;
  }

  get claimed(): boolean {
    return this.#claimed;
  }

  describe(draft: EventDraft): void {
    Object.assign(this.draft, draft);
  }
}
