import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conflict } from '../../../platform/errors/daybook-error';

/** What must not be deleted with the organization that has it: events under legal hold. */
@Injectable()
export class Obstacles {
  /** In a transaction that has entered the organization. @throws DaybookError `organization.under_hold` */
  async requireNone(manager: EntityManager, organizationId: string): Promise<void> {
    if (!(await this.any(manager, organizationId))) return;
    throw conflict(
      'organization.under_hold',
      'A legal hold is in force in this organization. Its events must stay until the hold has been released.',
    );
  }

  any(_manager: EntityManager, _organizationId: string): Promise<boolean> {
    return Promise.resolve(false);
  }
}
