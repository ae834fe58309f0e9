import type { Tenant } from './fill';
import type { Stage } from './stage';

/** The organizations beside the one that set-up made, and everybody's retention policy. */
export async function prepareTenants({ admin }: Stage, tenants: readonly Tenant[]): Promise<void> {
  for (const { id, days } of tenants) {
    await admin.pool.query(
      `INSERT INTO organizations (id, name) VALUES ($1, 'Bench') ON CONFLICT DO NOTHING`,
      [id],
    );
    if (days !== null)
      await admin.pool.query(
        'INSERT INTO retention_policies (organization_id, default_days, version, updated_at) VALUES ($1, $2, 1, now())',
        [id, days],
      );
  }
}
