import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import type { PasskeyList, PasskeyView } from '../../auth.contract';
import { caller } from '../../sessions/session-principal';
import { FactorChanges } from '../factor-changes';
import { Passkey } from './passkey.entity';

/** One's own passkeys: listed, renamed, removed. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: FactorChanges,
  ) {}

  list(): Promise<PasskeyList> {
    const { person, organizationId } = caller();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const found = await manager.find(Passkey, { where: { accountId: person.id }, order: { id: 'ASC' } });
      return { data: found.map(toView) };
    });
  }

  rename(id: string, name: string): Promise<PasskeyView> {
    return this.unitOfWork.change(async (manager) => {
      const passkey = await findOwn(manager, id);
      await manager.update(Passkey, { id }, { name });
      const changes = { before: { name: passkey.name }, after: { name } };
      return {
        result: toView(Object.assign(passkey, { name })),
        event: { resource: referTo({ id, name }), changes },
      };
    });
  }

  async remove(id: string): Promise<void> {
    await this.unitOfWork.change(async (manager) => {
      await this.changes.lock(manager, caller().person.id);
      const passkey = await findOwn(manager, id);
      await manager.delete(Passkey, { id });
      const event = await this.changes.removed(manager, `the passkey ${passkey.name}`);
      return { result: undefined, event: { ...event, resource: referTo(passkey) } };
    });
    this.changes.committed();
  }
}

async function findOwn(manager: EntityManager, id: string): Promise<Passkey> {
  const found = await manager.findOneBy(Passkey, { id, accountId: caller().person.id });
  if (!found) throw notFound('passkey');
  return found;
}

const referTo = ({ id, name }: Pick<Passkey, 'id' | 'name'>) => ({ type: 'passkey', id, name });

const toView = ({ id, name, createdAt, lastUsedAt, backupEligible, backedUp }: Passkey): PasskeyView => ({
  id,
  name,
  created_at: createdAt.toISOString(),
  last_used_at: lastUsedAt?.toISOString() ?? null,
  backup_eligible: backupEligible,
  backed_up: backedUp,
});
