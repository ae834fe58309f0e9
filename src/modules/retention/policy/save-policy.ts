import type { EntityManager } from 'typeorm';
import type { PolicyPerson } from '../retention.contract';
import { loadPolicy, type Query } from './load-policy';
import { termsView, type Policy, type PolicyTerms } from './policy';
import { requestRehoming } from './rehoming-requests';
import { isShorter } from './weakenings';

const UPDATE = `UPDATE retention_policies
  SET default_days = $2, rules = $3, floor_days = $4, preset = $5, erasure_allowed = $6, archive = $7, version = $8, updated_at = $9
  WHERE organization_id = $1`;

const KEEP = `INSERT INTO retention_policy_versions (organization_id, version, policy, changed_at, changed_by, approved_by, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** Who made a policy so, and why. */
export interface Authors {
  readonly changedBy: PolicyPerson;
  readonly approvedBy: PolicyPerson | null;
  readonly reason: string | null;
}

export const queryOf =
  (manager: EntityManager): Query =>
  async (sql, values) => {
    const rows: unknown = await manager.query(sql, values as unknown[]);
    return rows as Record<string, unknown>[];
  };

/** There is a row to lock even before the first change, so that two first changes come one after the other. */
export async function lockPolicy(query: Query, organizationId: string, now: Date): Promise<Policy> {
  await query(
    'INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, NULL, 0, $2) ON CONFLICT DO NOTHING',
    [organizationId, now],
  );
  return loadPolicy(query, organizationId, true);
}

/** Puts a policy into force in place of the one that is locked; a shorter one asks for its re-homing in the same transaction. */
export async function savePolicy(
  query: Query,
  organizationId: string,
  before: Policy,
  terms: PolicyTerms,
  { changedBy, approvedBy, reason, at }: Authors & { readonly at: Date },
): Promise<Policy> {
  const after: Policy = { ...terms, version: before.version + 1, updatedAt: at };
  const { defaultDays, floorDays, preset, erasureAllowed, archive, version } = after;
  const rules = JSON.stringify(after.rules);
  await query(UPDATE, [
    organizationId,
    defaultDays,
    rules,
    floorDays,
    preset,
    erasureAllowed,
    archive,
    version,
    at,
  ]);
  await query(KEEP, [organizationId, version, termsView(after), at, changedBy, approvedBy, reason]);
  if (isShorter(before, after)) await requestRehoming(query, organizationId, after);
  return after;
}
