/** What of a tenant table goes into the bundle: all columns but these; or nothing, and why. */
export type InBundle = { readonly but: readonly string[] } | { readonly leftOut: string };

const WHOLE: InBundle = { but: [] };
const DERIVED: InBundle = { leftOut: 'follows from the events' };
const PASSING: InBundle = { leftOut: 'of the moment: nothing of it outlives the day' };

/**
 * Every table with `organization_id`, by name. A new one has to take its place here: a test asks the database. What proves who somebody
 * is never leaves, whoever asks.
 */
export const BUNDLE_TABLES: Readonly<Record<string, InBundle>> = {
  actor_addresses: DERIVED,
  alert_progress: DERIVED,
  alert_rules: WHOLE,
  alerts: WHOLE,
  api_key_networks: WHOLE,
  api_keys: { but: ['secret_hash', 'previous_secret_hash'] },
  approvals: WHOLE,
  archives: { but: ['file'] },
  checkpoints: WHOLE,
  consent_versions: WHOLE,
  consents: WHOLE,
  count_heads: DERIVED,
  default_views: WHOLE,
  erasure_windows: WHOLE,
  erasures: { but: ['person_digests'] },
  event_actor_days: DERIVED,
  event_actors: DERIVED,
  event_counts: DERIVED,
  event_homes: DERIVED,
  event_kinds: DERIVED,
  events: { leftOut: 'has a file of its own in the bundle' },
  export_parts: { leftOut: 'stands in the manifests' },
  export_schedule_runs: WHOLE,
  export_schedules: WHOLE,
  exports: { but: ['draft', 'resume_state', 'attempt', 'lease_until', 'file'] },
  factor_resets: WHOLE,
  held_from_purges: WHOLE,
  hold_heads: DERIVED,
  idempotency_keys: PASSING,
  invitations: { but: ['token_hash'] },
  legal_holds: WHOLE,
  log_capabilities: { but: ['token_hash'] },
  log_heads: DERIVED,
  mails: PASSING,
  members: WHOLE,
  organization_deletions: WHOLE,
  purged_leaves: WHOLE,
  purges: WHOLE,
  rehomings: WHOLE,
  retention_policies: WHOLE,
  retention_policy_changes: WHOLE,
  retention_policy_versions: WHOLE,
  review_digest_weeks: PASSING,
  review_digests: WHOLE,
  roles: WHOLE,
  saved_views: WHOLE,
  sessions: PASSING,
  support_grants: WHOLE,
  support_messages: WHOLE,
  support_requests: WHOLE,
  team_members: WHOLE,
  teams: WHOLE,
  tree_tiles: WHOLE,
  trees: WHOLE,
  unholdings: DERIVED,
};
