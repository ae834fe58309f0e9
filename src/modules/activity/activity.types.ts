import type { Category, Operation } from '../../platform/context/action-spec';

/** What an activity type means: S0's types (S0-18…22), and `feature_used` for whatever else a host product offers. */
export interface ActivityType {
  readonly type: string;
  readonly category: Category;
  /** The action of an event that comes in by `POST /v1/activity`. */
  readonly action: string;
  /** Actions that mean the same: Daybook's own, and what host products commonly send by `POST /v1/events`. */
  readonly also: readonly string[];
  readonly source: string;
  readonly operation: Operation;
  /** Which outcomes count. Of most, what succeeded: a refused export is no export. */
  readonly counts: 'success' | 'failure' | 'any';
  /** `Jane Doe ` + this + `Billing page`. */
  readonly verb: string;
  /** What the name of the activity is the name of; without one, `named` says what to call it. */
  readonly object: string | null;
  readonly named?: string;
  readonly nameRequired?: boolean;
}

const authentication = {
  category: 'authentication',
  source: 'security',
  operation: 'authenticate',
  counts: 'success',
  object: null,
} as const;
const navigation = {
  category: 'navigation',
  source: 'activity',
  operation: 'read',
  counts: 'success',
} as const;
const feature = {
  category: 'feature_usage',
  source: 'activity',
  operation: 'execute',
  counts: 'success',
  object: 'feature',
} as const;
const settings = {
  category: 'settings',
  source: 'settings',
  operation: 'update',
  counts: 'success',
} as const;
const administration = {
  category: 'administration',
  source: 'security',
  operation: 'update',
  counts: 'success',
} as const;

/** One list for both ways in, so that a question by type covers the product and the API. */
export const ACTIVITY_TYPES: readonly ActivityType[] = [
  {
    ...authentication,
    type: 'login',
    action: 'user.signed_in',
    also: ['session.signed_in', 'user.logged_in', 'user.login'],
    verb: 'signed in',
  },
  {
    ...authentication,
    type: 'logout',
    action: 'user.signed_out',
    also: ['session.signed_out', 'user.logged_out', 'user.logout'],
    verb: 'signed out',
  },
  {
    ...authentication,
    type: 'session_timeout',
    action: 'user.session_timed_out',
    also: ['session.timed_out'],
    verb: 'stayed away until the session timed out',
  },
  {
    ...authentication,
    type: 'mfa_verified',
    action: 'user.mfa_verified',
    also: ['mfa.verified', 'recovery_code.used'],
    counts: 'any',
    verb: 'confirmed who they are with a second factor',
  },
  {
    ...authentication,
    type: 'login_failed',
    action: 'user.signed_in',
    also: ['session.signed_in', 'user.logged_in', 'user.login', 'user.login_failed'],
    counts: 'failure',
    verb: 'failed to sign in',
  },
  {
    ...authentication,
    type: 'password_changed',
    action: 'user.password_changed',
    also: ['account.password_changed', 'password_reset.completed'],
    operation: 'update',
    verb: 'changed their password',
  },
  {
    ...navigation,
    type: 'page_viewed',
    action: 'page.viewed',
    also: [],
    verb: 'viewed',
    object: 'page',
    nameRequired: true,
  },
  {
    ...navigation,
    type: 'dashboard_viewed',
    action: 'dashboard.viewed',
    also: ['activity.viewed'],
    verb: 'viewed the dashboard',
    object: 'page',
    named: 'Dashboard',
  },
  {
    ...navigation,
    type: 'calendar_viewed',
    action: 'calendar.viewed',
    also: [],
    verb: 'viewed the calendar',
    object: 'page',
    named: 'Calendar',
  },
  {
    ...feature,
    type: 'report_generated',
    action: 'report.generated',
    also: [],
    verb: 'generated the report',
  },
  {
    ...feature,
    type: 'export_created',
    action: 'export.created',
    also: ['export.requested'],
    operation: 'create',
    verb: 'created the export',
  },
  {
    ...feature,
    type: 'search_performed',
    action: 'search.performed',
    also: [],
    operation: 'read',
    verb: 'searched',
  },
  {
    ...feature,
    type: 'ai_feature_used',
    action: 'ai_feature.used',
    also: [],
    source: 'ai',
    verb: 'used the AI feature',
  },
  {
    ...feature,
    type: 'feature_used',
    action: 'feature.used',
    also: [],
    verb: 'used',
    nameRequired: true,
  },
  {
    ...settings,
    type: 'profile_updated',
    action: 'user.profile_updated',
    also: ['account.updated', 'profile.updated'],
    verb: 'changed their profile',
    object: null,
  },
  {
    ...settings,
    type: 'email_changed',
    action: 'user.email_changed',
    also: ['account.email_changed'],
    source: 'security',
    verb: 'changed their e-mail address',
    object: null,
  },
  {
    ...settings,
    type: 'notification_preferences_changed',
    action: 'notification_preferences.changed',
    also: [],
    verb: 'changed which notifications they get',
    object: null,
  },
  {
    ...settings,
    type: 'calendar_connected',
    action: 'calendar.connected',
    also: [],
    operation: 'create',
    verb: 'connected the calendar',
    object: 'calendar',
  },
  {
    ...administration,
    type: 'user_invited',
    action: 'user.invited',
    also: ['invitation.created', 'invitations.created'],
    operation: 'create',
    verb: 'invited',
    object: 'invitation',
  },
  {
    ...administration,
    type: 'role_changed',
    action: 'user.role_changed',
    also: ['member.role_changed', 'role.created', 'role.updated', 'role.deleted'],
    verb: 'changed the role of',
    object: 'user',
  },
  {
    ...administration,
    type: 'api_key_managed',
    action: 'api_key.managed',
    also: ['api_key.created', 'api_key.updated', 'api_key.rotated', 'api_key.revoked'],
    verb: 'managed the API key',
    object: 'api_key',
  },
  {
    ...administration,
    type: 'webhook_created',
    action: 'webhook.created',
    also: ['stream.created'],
    operation: 'create',
    verb: 'created the webhook',
    object: 'webhook',
  },
];

export const findType = (name: unknown): ActivityType | undefined =>
  ACTIVITY_TYPES.find(({ type }) => type === name);

/** The header of an event, as far as its type depends on it. */
export interface Kind {
  readonly action: string;
  readonly operation: string;
  readonly category: string | null;
  readonly outcome: string;
}

const BY_ACTION = new Map<string, ActivityType[]>();
for (const type of ACTIVITY_TYPES)
  for (const action of [type.action, ...type.also])
    BY_ACTION.set(action, [...(BY_ACTION.get(action) ?? []), type]);

/** A page like any other, whatever the product calls it. */
export const ANY_PAGE = 'page_viewed';

/**
 * The type of an event; null for what is none of S0's. What counts as navigation, succeeded and is neither dashboard nor
 * calendar is a page view: Daybook's own pages, and those of host products that name an action of their own.
 */
export function typeOf(kind: Kind): string | null {
  const { action, category, outcome } = kind;
  const found = BY_ACTION.get(action)?.find(
    (type) => type.category === category && outcomeCounts(type, outcome),
  );
  if (found) return found.type;
  return category === 'navigation' && outcome === 'success' ? ANY_PAGE : null;
}

const outcomeCounts = ({ counts }: ActivityType, outcome: string): boolean =>
  counts === 'any' || (counts === 'success') === (outcome === 'success');

/** The actions of a type; a question for `page_viewed` asks for the whole category besides. */
export const actionsOf = ({ action, also }: ActivityType): readonly string[] => [action, ...also];
