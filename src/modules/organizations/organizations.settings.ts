import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentPrincipal } from '../../platform/context/request-context';
import { PLATFORM_LOG_ID } from '../../platform/database/tenant';
import { conflict, forbidden, notFound } from '../../platform/errors/daybook-error';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import { AuditRecorder } from '../audit/audit.recorder';
import { UnitOfWork } from '../audit/audit.unit-of-work';
import type { OrganizationView } from './organizations.contract';
import { OrganizationFounding } from './organizations.founding';
import type { FoundingDto, OrganizationPatchDto } from './http/organization.dto';
import { toView } from './http/organization.presenter';
import { applyPatch } from './settings/apply-patch';
import { settingsChanges } from './settings/settings-changes';
import { OrganizationWorkingTime } from './organizations.working-time';
import { Organization } from './storage/organization.entity';

/** What an organization is called, when it works, and what it asks of its people; and founding another one. */
@Injectable()
export class OrganizationSettings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AuditRecorder,
    private readonly founding: OrganizationFounding,
    private readonly workingTime: OrganizationWorkingTime,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  /** The organization that the caller is bound to. */
  async current(): Promise<OrganizationView> {
    const { organizationId } = currentPrincipal();
    const organization = await this.unitOfWork.run(organizationId, (manager) =>
      load(manager, organizationId),
    );
    this.recorder.describe({ resource: referTo(organization) });
    return toView(organization);
  }

  async update(patch: OrganizationPatchDto): Promise<OrganizationView> {
    const { organizationId } = currentPrincipal();
    const view = await this.unitOfWork.change(async (manager) => {
      const before = await load(manager, organizationId, true);
      const after = applyPatch(before, patch, this.clock.now());
      const { id, createdAt: _, ...fields } = after;
      await manager.update(Organization, { id }, fields);
      return {
        result: toView(after),
        event: { resource: referTo(after), ...settingsChanges(before, after) },
      };
    });
    this.workingTime.forget(organizationId);
    return view;
  }

  /** Founds another organization; whoever asks becomes its Owner, and the event stands in the new one's log. */
  foundAnother({ name }: FoundingDto): Promise<OrganizationView> {
    if (!this.settings.organizations.creation) {
      throw forbidden(
        'organizations.creation_disabled',
        'This installation does not let accounts found organizations. Its operator can, by `daybook organization add`.',
      );
    }
    const { accountId, actor, organizationId } = currentPrincipal();
    if (organizationId === PLATFORM_LOG_ID) throw notAsOperator();
    const id = uuidv7();
    return this.unitOfWork.changeIn(id, async (manager) => {
      const { view, resource } = await this.founding.found(manager, id, name, accountId as string);
      return { result: view, event: { resource, actor: { ...actor, role: 'owner' } } };
    });
  }
}

async function load(manager: EntityManager, id: string, forUpdate = false): Promise<Organization> {
  const found = await manager.findOne(Organization, {
    where: { id },
    ...(forUpdate ? { lock: { mode: 'pessimistic_write' } } : {}),
  });
  if (!found) throw notFound('organization');
  return found;
}

const referTo = ({ id, name }: Organization) => ({ type: 'organization', id, name });

const notAsOperator = (): Error =>
  conflict(
    'organization.not_as_operator',
    'An operator owns no organization. Found it by `daybook organization add`, or sign in to another of your organizations first.',
  );
