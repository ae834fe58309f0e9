import type { PoolClient } from 'pg';
import type { Keeping, PolicyInForce, Terms } from '../checks/kept-until';

const FOR_EVER: Terms = { default_days: null, rules: [], floor_days: null };

const VERSIONS = `SELECT policy, changed_at FROM retention_policy_versions WHERE organization_id = $1 ORDER BY version`;
const PRESENT = `SELECT default_days, rules, floor_days FROM retention_policies WHERE organization_id = $1`;
const HELD = `SELECT EXISTS (SELECT FROM legal_holds h WHERE h.organization_id = $1 AND h.released_at IS NULL)
       OR EXISTS (SELECT FROM unholdings u WHERE u.organization_id = $1) AS held,
    greatest($2::date, (SELECT max(d.expires_on) + 1 FROM event_partitions d WHERE d.dropped_at IS NOT NULL))::text AS floor`;

/** What can have decided on the dates of a log. `today`: `YYYY-MM-DD`, of this process's clock, which policies go by. */
export async function readKeeping(client: PoolClient, organizationId: string, today: string): Promise<Keeping> {
  const { rows: versions } = await client.query<{ policy: Terms; changed_at: Date }>(VERSIONS, [organizationId]);
  const { rows: present } = await client.query<Terms>(PRESENT, [organizationId]);
  const { rows: facts } = await client.query<{ held: boolean; floor: string }>(HELD, [organizationId, today]);
  const policies: PolicyInForce[] = [
    { terms: FOR_EVER, until: versions[0]?.changed_at ?? null },
    ...versions.map(({ policy }, index) => ({ terms: policy, until: versions[index + 1]?.changed_at ?? null })),
    ...present.map((terms) => ({ terms, until: null })),
  ];
  return { policies, held: facts[0]?.held ?? false, lastFloor: facts[0]?.floor ?? today };
}
