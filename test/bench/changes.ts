import { DataSource, type EntityManager } from 'typeorm';
import { applicationOptions } from '../../config/data-source';
import { defineActions } from '../../src/modules/audit/audit.define-actions';
import { UnitOfWork } from '../../src/modules/audit/audit.unit-of-work';
import { EventPartitions } from '../../src/modules/audit/storage/partitions';
import { RetentionExpiry } from '../../src/modules/retention/retention.expiry';
import { applicationUrl } from '../../src/platform/database/database-roles';
import { eventFlags } from '../support/flags';
import type { Bench } from './bench-context';
import { within, type Figure } from './figure';
import { median, quantile, timed } from './statistics';

const TIMES = 300;
const WARM_UP = 50;

const actions = defineActions({
  'bench.organization_renamed': {
    source: 'settings',
    operation: 'update',
    category: 'settings',
    summary: '{actor} renamed {resource} from {before.name} to {after.name}',
    attempt: 'rename the organization',
  },
});

/** What it costs a change that its event stands in the same transaction. */
export async function changes({ stage, access: { organizationId } }: Bench): Promise<Figure[]> {
  const source = new DataSource(applicationOptions(applicationUrl(stage.url, stage.secret), 4));
  await source.initialize();
  const partitions = new EventPartitions(stage.app);
  const expiry = new RetentionExpiry(stage.app, stage.clock);
  const unit = new UnitOfWork(source, partitions, expiry, stage.clock, eventFlags());
  const rename = async (manager: EntityManager, name: string): Promise<void> => {
    await manager.query('SELECT name FROM organizations WHERE id = $1 FOR UPDATE', [organizationId]);
    await manager.query('UPDATE organizations SET name = $2 WHERE id = $1', [organizationId, name]);
  };
  const event = (name: string): object => ({
    resource: { type: 'organization', id: organizationId, name },
    changes: { before: { name: 'Bench' }, after: { name } },
  });
  const alone = (name: string): Promise<unknown> =>
    unit.run(organizationId, (manager) => rename(manager, name));
  const recorded = (name: string): Promise<unknown> =>
    unit.systemChange(organizationId, actions['bench.organization_renamed'], async (manager) => {
      await rename(manager, name);
      return { result: undefined, event: event(name) };
    });
  const times: [number[], number[]] = [[], []];
  for (let n = -WARM_UP; n < TIMES; n++) {
    const [first, second] = [await timed(() => alone(`a ${n}`)), await timed(() => recorded(`b ${n}`))];
    if (n >= 0) [first, second].forEach((ms, which) => times[which]?.push(ms));
  }
  await source.destroy();
  return [figure(...times)];
}

function figure(alone: number[], recorded: number[]): Figure {
  const [limit, ours] = [median(alone), median(recorded)];
  return within(1, {
    name: 'a change with its event, more than without, p50',
    unit: 'ms',
    limit,
    ours: ours - limit,
    note: `${ours.toFixed(2)} ms in all; p95 ${quantile(recorded, 0.95).toFixed(1)} / ${quantile(alone, 0.95).toFixed(1)} ms`,
  });
}
