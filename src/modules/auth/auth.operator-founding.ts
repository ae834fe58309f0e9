import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { newToken } from '../../platform/crypto/tokens';
import { invalidField } from '../../platform/errors/daybook-error';
import { normalizeEmail } from '../../platform/http/fields';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import { organizationActions } from '../organizations/organizations.actions';
import type { OrganizationView } from '../organizations/organizations.contract';
import { OrganizationFounding } from '../organizations/organizations.founding';
import { Accounts, type NewAccount, type Person } from './auth.accounts';

const MOST_CHARACTERS = 200;

export interface FoundedByOperator {
  readonly organization: OrganizationView;
  readonly owner: Person;
  /** Of a new account; null when there was one already. */
  readonly password: string | null;
}

interface Owner {
  readonly person: Person;
  readonly created: { readonly account: NewAccount; readonly password: string } | null;
}

/** Founding by an operator on the host, for somebody else. */
@Injectable()
export class OperatorFounding {
  constructor(
    private readonly accounts: Accounts,
    private readonly founding: OrganizationFounding,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws DaybookError naming the option that cannot be used. */
  async found(name: string, owner: { email: string; name?: string }): Promise<FoundedByOperator> {
    const title = requireText('--name', name);
    const { person, created } = await this.#owner(normalizeEmail(owner.email), owner.name);
    const id = uuidv7();
    return this.unitOfWork.systemChange(id, organizationActions['organization.founded'], async (manager) => {
      if (created) await this.accounts.insert(manager, created.account);
      const { view, resource } = await this.founding.found(manager, id, title, person.id);
      return {
        result: { organization: view, owner: person, password: created?.password ?? null },
        event: { resource, related: [{ type: 'user', id: person.id, name: person.name }] },
      };
    });
  }

  async #owner(email: string, name: string | undefined): Promise<Owner> {
    if (!isEmail(email)) throw invalidField('--owner-email', 'must be an e-mail address');
    const known = await this.accounts.findByEmail(email);
    if (known) return { person: known, created: null };
    const password = newToken();
    const account = await this.accounts.prepare({
      name: requireText('--owner-name', name ?? ''),
      email,
      password,
    });
    return { person: account, created: { account, password } };
  }
}

function requireText(option: string, text: string): string {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed.length === 0 || trimmed.length > MOST_CHARACTERS)
    throw invalidField(option, `must have 1 to ${MOST_CHARACTERS} characters`);
  return trimmed;
}
