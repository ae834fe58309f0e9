import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { newToken } from '../../../platform/crypto/tokens';
import { invalidField } from '../../../platform/errors/daybook-error';
import { normalizeEmail } from '../../../platform/http/fields';
import { Accounts, type NewAccount, type Person } from '../auth.accounts';

const MOST_CHARACTERS = 200;

/** Somebody whom a command on the host names: known already, or new with a password that is shown once. */
export interface HostPerson {
  readonly person: Person;
  readonly created: { readonly account: NewAccount; readonly password: string } | null;
}

/** People as the commands on the host name them. */
@Injectable()
export class HostPeople {
  constructor(private readonly accounts: Accounts) {}

  /** @throws DaybookError naming the option that cannot be used. */
  async named(
    address: string,
    name: string | undefined,
    options: { email: string; name: string },
  ): Promise<HostPerson> {
    const email = normalizeEmail(address);
    if (!isEmail(email)) throw invalidField(options.email, 'must be an e-mail address');
    const known = await this.accounts.findByEmail(email);
    if (known) return { person: known, created: null };
    const password = newToken();
    const account = await this.accounts.prepare({
      name: requireText(options.name, name ?? ''),
      email,
      password,
    });
    return { person: account, created: { account, password } };
  }

  /** In the transaction that gives a new account its place. */
  insert(manager: EntityManager, { account }: NonNullable<HostPerson['created']>): Promise<void> {
    return this.accounts.insert(manager, account);
  }
}

/** @throws DaybookError naming the option */
export function requireText(option: string, text: string): string {
  const trimmed = text.normalize('NFC').trim();
  if (trimmed.length === 0 || trimmed.length > MOST_CHARACTERS)
    throw invalidField(option, `must have 1 to ${MOST_CHARACTERS} characters`);
  return trimmed;
}
