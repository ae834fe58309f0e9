import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { sqlState } from '../../platform/database/database-fault';
import { conflict } from '../../platform/errors/daybook-error';
import { normalizeEmail } from '../../platform/http/fields';
import { Account } from './accounts/account.entity';
import { Passwords } from './accounts/passwords';
import { requireGood } from './passwords/password-refusal';

const UNIQUE_VIOLATION = '23505';

/** Who somebody is, without what proves it. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** An account as it is before it is stored: hashing takes long, so it happens outside the transaction. */
export interface NewAccount extends Person {
  readonly passwordHash: string;
}

/** An organization that an account belongs to. */
export interface MembershipOfAccount {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly memberId: string;
  /** A built-in role's name, or the id of one that the organization made. */
  readonly role: string;
  readonly roleName: string;
  readonly rolePermissions: readonly string[] | null;
  readonly joinedAt: Date;
  /** What the organization asks of sessions. */
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly mfaRequiredSince: Date | null;
}

/** The row of `memberships_of_account()`. */
interface MembershipRow {
  readonly organization_id: string;
  readonly organization_name: string;
  readonly member_id: string;
  readonly role: string;
  readonly role_name: string;
  readonly role_permissions: readonly string[] | null;
  readonly joined_at: Date;
  readonly idle_minutes: number;
  readonly absolute_hours: number;
  readonly mfa_required_since: Date | null;
}

/** People, across all organizations. */
@Injectable()
export class Accounts {
  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  async findByEmail(email: string): Promise<Person | null> {
    return personOf(await this.#byEmail(email));
  }

  /** In the caller's transaction, which so needs no second connection. */
  async person(manager: EntityManager, id: string): Promise<Person> {
    return personOf(await manager.findOneByOrFail(Account, { id })) as Person;
  }

  /** By id. Accounts are never deleted, so that none is missing. */
  async people(ids: readonly string[]): Promise<Map<string, Person>> {
    const accounts = await this.accounts.findBy({ id: In([...ids]) });
    return new Map(accounts.map((account) => [account.id, personOf(account) as Person]));
  }

  /** The account if the password is its; null otherwise, after the same work. */
  async prove(email: string, password: string): Promise<Person | null> {
    const account = await this.#byEmail(email);
    const proven = await this.passwords.verify(account?.passwordHash ?? null, password);
    return proven ? personOf(account) : null;
  }

  /** @throws DaybookError `password.too_short` and its like; `organization` is a name nobody should make a password of */
  async prepare({
    name,
    email,
    password,
    organization,
  }: {
    name: string;
    email: string;
    password: string;
    organization?: string;
  }): Promise<NewAccount> {
    requireGood(password, { hasFactor: false, words: [name, email, organization ?? ''] });
    return {
      id: uuidv7(),
      name,
      email: normalizeEmail(email),
      passwordHash: await this.passwords.hash(password),
    };
  }

  /** @throws DaybookError `account.exists` when somebody was faster. */
  async insert(manager: EntityManager, account: NewAccount): Promise<void> {
    try {
      await manager.insert(Account, { ...account, createdAt: this.clock.now() });
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION)
        throw conflict('account.exists', 'There is an account with this e-mail address already.');
      throw error;
    }
  }

  /** Oldest first. The one look across tenants that signing in needs. */
  async memberships(accountId: string): Promise<MembershipOfAccount[]> {
    const rows: MembershipRow[] = await this.accounts.query('SELECT * FROM memberships_of_account($1)', [
      accountId,
    ]);
    return rows.map((row) => ({
      organizationId: row.organization_id,
      organizationName: row.organization_name,
      memberId: row.member_id,
      role: row.role,
      roleName: row.role_name,
      rolePermissions: row.role_permissions,
      joinedAt: row.joined_at,
      idleMinutes: row.idle_minutes,
      absoluteHours: row.absolute_hours,
      mfaRequiredSince: row.mfa_required_since,
    }));
  }

  async #byEmail(email: string): Promise<Account | null> {
    return this.accounts
      .createQueryBuilder('a')
      .where('lower(a.email) = :email', { email: normalizeEmail(email) })
      .getOne();
  }
}

const personOf = (account: Account | null): Person | null =>
  account && { id: account.id, name: account.name, email: account.email };
