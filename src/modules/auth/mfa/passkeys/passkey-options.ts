import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Repository } from 'typeorm';
import { caller } from '../../sessions/session-principal';
import { PasskeyChallenges } from './passkey-challenges';
import { Passkey } from './passkey.entity';
import { RelyingParty } from './relying-party';

const TIMEOUT_MS = 5 * 60_000;

/** What browsers need to ask an authenticator: a challenge, and for whom. Devices must verify the person, always. */
@Injectable()
export class PasskeyOptions {
  constructor(
    @InjectRepository(Passkey) private readonly passkeys: Repository<Passkey>,
    private readonly challenges: PasskeyChallenges,
    private readonly party: RelyingParty,
  ) {}

  /** For `navigator.credentials.create()`: a passkey that signs in by itself, on a device that has none yet. */
  async toRegister(): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { person, sessionId } = caller();
    return generateRegistrationOptions({
      rpName: this.party.name,
      rpID: this.party.id,
      userID: new TextEncoder().encode(person.id),
      userName: person.email,
      userDisplayName: person.name,
      challenge: await this.challenges.issue('registration', sessionId),
      timeout: TIMEOUT_MS,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: await this.#ownedBy(person.id),
    });
  }

  /** For `navigator.credentials.get()`, as second factor or step-up. */
  async toVerify(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { person, sessionId } = caller();
    return this.#toAssert(
      await this.challenges.issue('verification', sessionId),
      await this.#ownedBy(person.id),
    );
  }

  /** The same for whoever it may be: the device knows its passkeys. */
  async toSignIn(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.#toAssert(await this.challenges.issue('sign_in', null), []);
  }

  #toAssert(
    challenge: Uint8Array<ArrayBuffer>,
    allowCredentials: { id: string; transports: string[] }[],
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({
      rpID: this.party.id,
      challenge,
      timeout: TIMEOUT_MS,
      userVerification: 'required',
      allowCredentials,
    });
  }

  async #ownedBy(accountId: string): Promise<{ id: string; transports: string[] }[]> {
    const passkeys = await this.passkeys.findBy({ accountId });
    return passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports }));
  }
}
