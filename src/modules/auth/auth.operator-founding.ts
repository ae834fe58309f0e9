import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { organizationActions } from '../organizations/organizations.actions';
import type { OrganizationView } from '../organizations/organizations.contract';
import { OrganizationFounding } from '../organizations/organizations.founding';
import { HostPeople, requireText } from './accounts/host-people';
import type { Person } from './auth.accounts';

export interface FoundedByOperator {
  readonly organization: OrganizationView;
  readonly owner: Person;
  /** Of a new account; null when there was one already. */
  readonly password: string | null;
}

const OPTIONS = { email: '--owner-email', name: '--owner-name' };

/** Founding by an operator on the host, for somebody else. */
@Injectable()
export class OperatorFounding {
  constructor(
    private readonly people: HostPeople,
    private readonly founding: OrganizationFounding,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws DaybookError naming the option that cannot be used. */
  async found(name: string, owner: { email: string; name?: string }): Promise<FoundedByOperator> {
    const title = requireText('--name', name);
    const { person, created } = await this.people.named(owner.email, owner.name, OPTIONS);
    const id = uuidv7();
    return this.unitOfWork.systemChange(id, organizationActions['organization.founded'], async (manager) => {
      if (created) await this.people.insert(manager, created);
      const { view, resource } = await this.founding.found(manager, id, title, person.id);
      return {
        result: { organization: view, owner: person, password: created?.password ?? null },
        event: { resource, related: [{ type: 'user', id: person.id, name: person.name }] },
      };
    });
  }
}
