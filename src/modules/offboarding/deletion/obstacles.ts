import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { clientOf } from '../../../platform/database/client-of';
import { conflict } from '../../../platform/errors/daybook-error';
import { HoldGuard } from '../../holds/holds.guard';

/** What must not be deleted with the organization that has it: events under legal hold. */
@Injectable()
export class Obstacles {
  constructor(private readonly holds: HoldGuard) {}

  /** In a transaction that has entered the organization. @throws DaybookError `organization.under_hold` */
  async requireNone(manager: EntityManager, organizationId: string): Promise<void> {
    if (!(await this.any(manager, organizationId))) return;
    throw conflict(
      'organization.under_hold',
      'A legal hold is in force in this organization. Its events must stay until the hold has been released.',
    );
  }

  /** No hold is placed meanwhile. */
  async any(manager: EntityManager, organizationId: string): Promise<boolean> {
    const client = await clientOf(manager);
    await this.holds.lock(client, organizationId);
    return this.holds.anyInForce(client, organizationId);
  }
}
