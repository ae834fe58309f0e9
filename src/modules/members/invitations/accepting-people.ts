import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { invalid } from '../../../platform/errors/daybook-error';
import { Accounts, type Person } from '../../auth/auth.accounts';
import { PasswordProof } from '../../auth/auth.password-proof';
import type { AcceptanceDto } from './invitation.dto';

/** Somebody who may accept; a new account is inserted together with the membership. */
export interface AcceptingPerson extends Person {
  insert(manager: EntityManager): Promise<void>;
}

const nothingToInsert = (): Promise<void> => Promise.resolve();

/** Whether whoever holds the link is whom it was sent to: signed in as them, or by password, or new here. */
@Injectable()
export class AcceptingPeople {
  constructor(
    private readonly accounts: Accounts,
    private readonly proof: PasswordProof,
  ) {}

  async prove(
    email: string,
    { name, password }: AcceptanceDto,
    signedInAs: string | null,
  ): Promise<AcceptingPerson> {
    const account = await this.accounts.findByEmail(email);
    if (account && signedInAs === account.id) return { ...account, insert: nothingToInsert };
    if (name === undefined || password === undefined) throw bothNeeded();
    if (account) return { ...(await this.proof.require(email, password)), insert: nothingToInsert };
    const prepared = await this.accounts.prepare({ name, email, password });
    return { ...prepared, insert: (manager) => this.accounts.insert(manager, prepared) };
  }
}

const bothNeeded = (): Error =>
  invalid(
    'request.invalid',
    'Give a name and a password: those of a new account, or the password of the one you have.',
    [
      { pointer: '/name', detail: 'is needed' },
      { pointer: '/password', detail: 'is needed' },
    ],
  );
