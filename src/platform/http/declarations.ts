import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Owed } from '../context/assurance';

/** Who may call a route. The decorators only say so; the guards of `auth` and `members` read it, and boot insists on it. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'permission'; readonly permission: string; readonly by?: 'person' };

export const ACCESS = 'daybook:access';
export const AUDITED = 'daybook:audited';
export const STEP_UP = 'daybook:step-up';
export const OWING = 'daybook:owing';
export const UNATTENDED = 'daybook:unattended';

/** Anybody, without signing in. */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Any person who is signed in, whatever their role; an API key is not one. */
export const SignedIn = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'signed-in' } satisfies Access);

/**
 * Who holds the permission, by role or as an API key's scope. `by: 'person'` is for what gives power to others: a key could
 * outlive the rights of whoever made it, and so give them back.
 */
export const RequirePermission = (permission: string, options: { by?: 'person' } = {}): CustomDecorator =>
  SetMetadata(ACCESS, { kind: 'permission', permission, ...options } satisfies Access);

/** The action that a request to this route is recorded as. It must be declared with `defineActions()`. */
export const Audited = (action: string): CustomDecorator => SetMetadata(AUDITED, action);

/** For probes, metrics and documentation only: the requests that leave no event. */
export const Unrecorded = (): CustomDecorator => SetMetadata(AUDITED, null);

/** Of the requests to a route, which need a fresh proof, by their bodies. */
export type StepUpCondition = (body: Readonly<Record<string, unknown>>) => boolean;

/** Only within five minutes of a person's proof that it is still them; API keys prove themselves with each request. */
export const StepUp = (when: StepUpCondition = () => true): CustomDecorator => SetMetadata(STEP_UP, when);

/** What a client repeats by itself, with nobody at the keyboard: such a request keeps no idle session alive. */
export const Unattended = (): CustomDecorator => SetMetadata(UNATTENDED, true);

/** Also for sessions that still owe this: a second factor, or the enrolment of one. All other routes ask for it first. */
export const Owing = (...owed: readonly Owed[]): CustomDecorator => SetMetadata(OWING, owed);
