import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import type { Reference } from '../../platform/context/request-record';
import { Membership } from './organizations.membership';
import type { OrganizationView } from './organizations.contract';
import { toView } from './http/organization.presenter';
import { newOrganization, Organization } from './storage/organization.entity';

export interface Founded {
  readonly view: OrganizationView;
  /** The organization as the resource of its founding's event. */
  readonly resource: Reference;
  readonly ownerMemberId: string;
}

/** How an organization comes to be: never without its Owner. */
@Injectable()
export class OrganizationFounding {
  constructor(private readonly clock: Clock) {}

  /**
   * Inserts the organization and its first member, in a transaction that has entered `id`: the caller chooses the id,
   * because the unit of work needs to know the organization before there is one.
   */
  async found(manager: EntityManager, id: string, name: string, ownerAccountId: string): Promise<Founded> {
    const createdAt = this.clock.now();
    const organization = newOrganization(id, name, createdAt);
    await manager.insert(Organization, organization);
    const ownerMemberId = uuidv7();
    await manager.insert(Membership, {
      organizationId: id,
      id: ownerMemberId,
      accountId: ownerAccountId,
      role: 'owner',
      createdAt,
      lastSignedInAt: null,
    });
    return { view: toView(organization), resource: { type: 'organization', id, name }, ownerMemberId };
  }
}
