import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock';
import { currentRequest } from '../../../../platform/context/request-context';
import { DaybookError } from '../../../../platform/errors/daybook-error';
import { Accounts } from '../../auth.accounts';
import type { OpenedSession } from '../../auth.contract';
import { wrongCredentials } from '../../auth.password-proof';
import { SessionBinding } from '../../sessions/session-binding';
import { chooseMembership } from '../../sessions/session-principal';
import { PasskeyVerifier, type ProvenPasskey } from './passkey-verifier';

type Credential = Record<string, unknown>;

/** Signing in with nothing but a passkey: the device has verified the person, so it is two factors at once. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly verifier: PasskeyVerifier,
    private readonly accounts: Accounts,
    private readonly binding: SessionBinding,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `session.wrong_credentials`, recorded in each organization of the passkey's account */
  async open(credential: Credential, organizationId: string | undefined): Promise<OpenedSession> {
    const proof = await this.#prove(credential);
    const memberships = await this.#concern(proof.accountId);
    const person = (await this.accounts.people([proof.accountId])).get(proof.accountId);
    if (!person || memberships.length === 0) throw wrongCredentials();
    const membership = chooseMembership(memberships, organizationId);
    const entrance = { passwordAt: null, factorAt: this.clock.now(), factor: 'passkey' as const };
    try {
      return await this.binding.open(person, membership, entrance, async (manager) => ({
        ...(await proof.use(manager)),
        summary: `${person.name} signed in with a passkey`,
      }));
    } catch (error) {
      await this.#concern(proof.accountId);
      throw error instanceof DaybookError && error.code === 'factor.wrong' ? wrongCredentials() : error;
    }
  }

  async #prove(credential: Credential): Promise<ProvenPasskey> {
    const passkey = await this.verifier.find(credential);
    if (!passkey) throw wrongCredentials();
    await this.#concern(passkey.accountId);
    return this.verifier
      .verify(passkey, credential, 'sign_in', null)
      .catch(() => Promise.reject(wrongCredentials()));
  }

  async #concern(accountId: string) {
    const memberships = await this.accounts.memberships(accountId);
    const record = currentRequest();
    if (record) {
      record.principal = null;
      record.organizationIds = memberships.map(({ organizationId }) => organizationId);
    }
    return memberships;
  }
}
