import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import { IsNull, MoreThan, Not, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock';
import { conflict, invalid, notFound } from '../../../../platform/errors/daybook-error';
import { UnitOfWork } from '../../../audit/audit.unit-of-work';
import type { OpenedSession, TotpEnrolmentView, TotpView } from '../../auth.contract';
import { caller } from '../../sessions/session-principal';
import { SessionRotation } from '../../sessions/session-rotation';
import { FactorChanges } from '../factor-changes';
import { TotpAuthenticator } from './totp-authenticator.entity';
import { keyToShow, matchingStep, SECRET_BYTES } from './totp-code';
import { TotpVault } from './totp-vault';

const PENDING_MS = 15 * 60_000;
const WHAT = 'an authenticator app';

/** An authenticator app of one's own: enrolled, looked up, removed. */
@Injectable()
export class TotpEnrolment {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: TotpVault,
    private readonly rotation: SessionRotation,
    private readonly changes: FactorChanges,
    private readonly clock: Clock,
  ) {}

  view(): Promise<TotpView> {
    const { person, organizationId } = caller();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const counts = await manager.findOneBy(TotpAuthenticator, {
        accountId: person.id,
        confirmedAt: Not(IsNull()),
      });
      const pending = await manager.existsBy(TotpAuthenticator, this.#pendingOf(person.id));
      return { enrolled: counts !== null, enrolled_at: counts?.confirmedAt?.toISOString() ?? null, pending };
    });
  }

  /** A new key, in place of one that was never confirmed. The one that counts goes on until this one is confirmed. */
  async begin(): Promise<TotpEnrolmentView> {
    const { person } = caller();
    const key = randomBytes(SECRET_BYTES);
    const { uri, text } = keyToShow(key, person.email);
    const qr = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M' });
    const authenticator = {
      id: uuidv7(),
      accountId: person.id,
      secret: this.vault.seal(key, person.id),
      lastStep: 0,
      createdAt: this.clock.now(),
      confirmedAt: null,
    };
    return this.unitOfWork.change(async (manager) => {
      await this.changes.lock(manager, person.id);
      await manager.delete(TotpAuthenticator, { accountId: person.id, confirmedAt: IsNull() });
      await manager.insert(TotpAuthenticator, authenticator);
      return { result: { uri, qr, key: text }, event: {} };
    });
  }

  /** The first code makes it count, and proves the factor for this session. It replaces one that counted before. */
  async confirm(code: string): Promise<OpenedSession> {
    const { person } = caller();
    const accountId = person.id;
    const opened = await this.rotation.prove('totp', async (manager) => {
      await this.changes.lock(manager, accountId);
      const { id, lastStep } = await this.#match(manager, accountId, code);
      await manager.delete(TotpAuthenticator, { accountId, confirmedAt: Not(IsNull()) });
      await manager.update(TotpAuthenticator, { id }, { confirmedAt: this.clock.now(), lastStep });
      return this.changes.enrolled(manager, WHAT, 'totp');
    });
    this.changes.committed();
    return opened;
  }

  async remove(): Promise<void> {
    const { person } = caller();
    await this.unitOfWork.change(async (manager) => {
      await this.changes.lock(manager, person.id);
      const { affected } = await manager.delete(TotpAuthenticator, {
        accountId: person.id,
        confirmedAt: Not(IsNull()),
      });
      if (affected !== 1) throw notFound('authenticator app');
      return { result: undefined, event: await this.changes.removed(manager, WHAT) };
    });
    this.changes.committed();
  }

  async #match(
    manager: EntityManager,
    accountId: string,
    code: string,
  ): Promise<Pick<TotpAuthenticator, 'id' | 'lastStep'>> {
    const pending = await manager.findOneBy(TotpAuthenticator, this.#pendingOf(accountId));
    if (!pending)
      throw conflict(
        'totp.not_begun',
        'No authenticator app is being enrolled. Begin with POST /v1/account/totp.',
      );
    const step = matchingStep(this.vault.open(pending.secret, accountId), code, this.clock.now());
    if (step === null)
      throw invalid('totp.wrong_code', 'This is not the code that the app shows now.', [
        { pointer: '/code', detail: 'is not the code that the app shows now' },
      ]);
    return { id: pending.id, lastStep: step };
  }

  #pendingOf(accountId: string) {
    const since = new Date(this.clock.now().getTime() - PENDING_MS);
    return { accountId, confirmedAt: IsNull(), createdAt: MoreThan(since) };
  }
}
