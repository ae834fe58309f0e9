import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { EntityManager, Repository } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock';
import { currentRequest } from '../../../../platform/context/request-context';
import type { EventDraft } from '../../../../platform/context/request-record';
import { nothingMore, wrongFactor, type FactorProof } from '../factor-proof';
import { PasskeyChallenges, type ChallengePurpose } from './passkey-challenges';
import { Passkey } from './passkey.entity';
import { RelyingParty } from './relying-party';

/** Of an assertion that holds: what it says of the authenticator. */
interface Signed {
  readonly signCount: number;
  readonly backedUp: boolean;
}

export interface ProvenPasskey extends FactorProof {
  readonly accountId: string;
}

type Credential = Record<string, unknown>;

/** Assertions: the right challenge, once; the right site; a signature of the key; the person verified by the device. */
@Injectable()
export class PasskeyVerifier {
  constructor(
    @InjectRepository(Passkey) private readonly passkeys: Repository<Passkey>,
    private readonly challenges: PasskeyChallenges,
    private readonly party: RelyingParty,
    private readonly clock: Clock,
  ) {}

  /** As second factor or step-up of a session. @throws DaybookError `factor.wrong` */
  async verifyFor(accountId: string, sessionId: string, credential: Credential): Promise<FactorProof> {
    const passkey = await this.find(credential);
    if (passkey?.accountId !== accountId) throw wrongFactor();
    return this.verify(passkey, credential, 'verification', sessionId);
  }

  /** The passkey that somebody says they have. */
  find({ id }: Credential): Promise<Passkey | null> {
    return typeof id === 'string' && id !== ''
      ? this.passkeys.findOneBy({ credentialId: id })
      : Promise.resolve(null);
  }

  /** @throws DaybookError `factor.wrong` */
  async verify(
    passkey: Passkey,
    credential: Credential,
    purpose: ChallengePurpose,
    sessionId: string | null,
  ): Promise<ProvenPasskey> {
    const { signCount, backedUp } = await this.#check(passkey, credential, (challenge) =>
      this.challenges.take(purpose, sessionId, challenge),
    );
    return {
      accountId: passkey.accountId,
      use: (manager) => this.#use(manager, passkey, { signCount, backedUp }),
      accepted: nothingMore,
    };
  }

  async #check(
    { credentialId, publicKey, transports }: Passkey,
    credential: Credential,
    takeChallenge: (challenge: string) => Promise<boolean>,
  ): Promise<Signed> {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: credential as unknown as AuthenticationResponseJSON,
        expectedChallenge: takeChallenge,
        expectedOrigin: this.party.origin,
        expectedRPID: this.party.id,
        requireUserVerification: true,
        // The count is compared where it is stored, so that of two answers at once one is late.
        credential: {
          id: credentialId,
          publicKey: new Uint8Array(publicKey),
          counter: 0,
          transports,
        },
      });
      if (!verified) throw wrongFactor();
      return { signCount: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
    } catch {
      throw wrongFactor();
    }
  }

  /** A count that does not grow is a sign of a copied key: refused, and flagged in the event (WebAuthn §6.1.1). */
  async #use(
    manager: EntityManager,
    { id, name }: Passkey,
    { signCount, backedUp }: Signed,
  ): Promise<EventDraft> {
    const updated: unknown[] = await manager.query(
      `UPDATE passkeys SET sign_count = $2, backed_up = $3, last_used_at = $4
        WHERE id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0)) RETURNING id`,
      [id, signCount, backedUp, this.clock.now()],
    );
    if (updated[1] !== 1) {
      currentRequest()?.describe({ flags: ['critical', 'sign_count_regressed'] });
      throw wrongFactor();
    }
    return { resource: { type: 'passkey', id, name } };
  }
}
