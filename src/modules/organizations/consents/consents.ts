import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { notFound } from '../../../platform/errors/daybook-error';
import { AuditRecorder } from '../../audit/audit.recorder';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { ConsentVersion, ConsentView } from '../organizations.contract';
import { Consent, ConsentText } from '../storage/consent.entity';
import { consentChanges, consentView, referTo } from './consent.presenter';
import type { ConsentDto } from './consent.dto';

/** What an organization asks its people to consent to. Texts are never changed, only followed by others. */
@Injectable()
export class Consents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AuditRecorder,
    private readonly clock: Clock,
  ) {}

  list(): Promise<ConsentView[]> {
    const { organizationId } = currentPrincipal();
    return this.unitOfWork.run(organizationId, async (manager) => {
      const consents = await manager.find(Consent, {
        where: { organizationId, retiredAt: IsNull() },
        order: { key: 'ASC' },
      });
      const texts = await manager.find(ConsentText, { where: { organizationId } });
      const byVersion = new Map(texts.map(({ key, version, text }) => [`${key} ${version}`, text]));
      return consents.map((consent) =>
        consentView(consent, byVersion.get(`${consent.key} ${consent.version}`) ?? ''),
      );
    });
  }

  /** Newest first, also of a consent that was retired. */
  async versions(key: string): Promise<ConsentVersion[]> {
    const { organizationId } = currentPrincipal();
    const texts = await this.unitOfWork.run(organizationId, (manager) =>
      manager.find(ConsentText, { where: { organizationId, key }, order: { version: 'DESC' } }),
    );
    if (texts.length === 0) throw notFound('consent');
    this.recorder.describe({ resource: { type: 'consent', id: key } });
    return texts.map(({ version, text, createdAt, createdBy }) => ({
      version,
      text,
      created_at: createdAt.toISOString(),
      created_by: createdBy,
    }));
  }

  save(key: string, { title, text, required }: ConsentDto): Promise<ConsentView> {
    return this.unitOfWork.change(async (manager) => {
      const { organizationId } = currentPrincipal();
      const found = await lockConsent(manager, organizationId, key);
      const textBefore = found && (await textOf(manager, found));
      const now = this.clock.now();
      const version = !found ? 1 : found.version + (textBefore === text ? 0 : 1);
      const after = { organizationId, key, title, required, version, updatedAt: now, retiredAt: null };
      await manager.upsert(Consent, after, ['organizationId', 'key']);
      if (version !== found?.version) await this.#addText(manager, after, text);
      const before = found && found.retiredAt === null ? consentView(found, textBefore ?? '') : null;
      const view = consentView(after, text);
      return { result: view, event: { resource: referTo(view), ...consentChanges(before, view) } };
    });
  }

  /** It is asked of nobody any more; its texts stay. */
  retire(key: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const { organizationId } = currentPrincipal();
      const found = await lockConsent(manager, organizationId, key);
      if (!found || found.retiredAt) throw notFound('consent');
      await manager.update(Consent, { organizationId, key }, { retiredAt: this.clock.now() });
      const { title, required, version } = found;
      return {
        result: undefined,
        event: { resource: referTo(found), changes: { before: { title, required, version }, after: null } },
      };
    });
  }

  async #addText(
    manager: EntityManager,
    { organizationId, key, version, updatedAt }: Consent,
    text: string,
  ): Promise<void> {
    const { id, name } = currentPrincipal().actor;
    const createdBy = { id, name };
    await manager.insert(ConsentText, {
      organizationId,
      key,
      version,
      text,
      createdAt: updatedAt,
      createdBy,
    });
  }
}

/** The organization is locked, so that two first saves of one key wait for each other. */
async function lockConsent(
  manager: EntityManager,
  organizationId: string,
  key: string,
): Promise<Consent | null> {
  await manager.query('SELECT id FROM organizations WHERE id = $1 FOR UPDATE', [organizationId]);
  return manager.findOneBy(Consent, { organizationId, key });
}

async function textOf(manager: EntityManager, { organizationId, key, version }: Consent): Promise<string> {
  return (await manager.findOneByOrFail(ConsentText, { organizationId, key, version })).text;
}
