import { Injectable } from '@nestjs/common';
import { verifyRegistrationResponse, type RegistrationResponseJSON } from '@simplewebauthn/server';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock';
import { sqlState } from '../../../../platform/database/database-fault';
import { conflict, invalid, type DaybookError } from '../../../../platform/errors/daybook-error';
import type { OpenedSession } from '../../auth.contract';
import { caller } from '../../sessions/session-principal';
import { SessionRotation } from '../../sessions/session-rotation';
import { FactorChanges } from '../factor-changes';
import { PasskeyChallenges } from './passkey-challenges';
import { Passkey } from './passkey.entity';
import type { NewPasskeyDto } from './passkey.dto';
import { RelyingParty } from './relying-party';

const UNIQUE_VIOLATION = '23505';

/** A new passkey of one's own. Making it proves it, so this session is complete after it. */
@Injectable()
export class PasskeyRegistration {
  constructor(
    private readonly challenges: PasskeyChallenges,
    private readonly party: RelyingParty,
    private readonly rotation: SessionRotation,
    private readonly changes: FactorChanges,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `passkey.not_made`, `passkey.exists` */
  async register({ name, credential }: NewPasskeyDto): Promise<OpenedSession> {
    const { person, sessionId } = caller();
    const passkey = {
      ...(await this.#verify(credential, sessionId)),
      id: uuidv7(),
      accountId: person.id,
      name,
      createdAt: this.clock.now(),
      lastUsedAt: null,
    };
    const opened = await this.rotation.prove('passkey', async (manager) => {
      await this.changes.lock(manager, person.id);
      await manager.insert(Passkey, passkey).catch(refuseDuplicate);
      const event = await this.changes.enrolled(manager, `the passkey ${name}`);
      return { ...event, resource: { type: 'passkey', id: passkey.id, name } };
    });
    this.changes.committed();
    return opened;
  }

  async #verify(credential: Record<string, unknown>, sessionId: string) {
    const { registrationInfo: made } = await verifyRegistrationResponse({
      response: credential as unknown as RegistrationResponseJSON,
      expectedChallenge: (challenge) => this.challenges.take('registration', sessionId, challenge),
      expectedOrigin: this.party.origin,
      expectedRPID: this.party.id,
      requireUserVerification: true,
    }).catch(() => ({ registrationInfo: undefined }));
    if (!made) throw notMade();
    const { id, publicKey, counter, transports } = made.credential;
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey),
      signCount: String(counter),
      transports: [...(transports ?? [])],
      aaguid: made.aaguid,
      backupEligible: made.credentialDeviceType === 'multiDevice',
      backedUp: made.credentialBackedUp,
    };
  }
}

const notMade = (): DaybookError =>
  invalid(
    'passkey.not_made',
    'This is no answer to an open challenge: it is too old, was used, is for another site, or the device did not verify you.',
    [{ pointer: '/credential', detail: 'is no answer to an open challenge' }],
  );

function refuseDuplicate(error: unknown): never {
  if (sqlState(error) === UNIQUE_VIOLATION)
    throw conflict('passkey.exists', 'This passkey is registered already.');
  throw error;
}
