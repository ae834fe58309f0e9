import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { sameSecret } from '../../../platform/crypto/tokens';
import { conflict, forbidden } from '../../../platform/errors/daybook-error';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import type { OrganizationView } from '../../organizations/organizations.contract';
import { OrganizationFounding } from '../../organizations/organizations.founding';
import { Accounts } from '../auth.accounts';
import { userActor } from '../auth.authentication';
import { InstallationState } from '../auth.installation';
import { setupToken } from '../auth.setup-token';
import type { SetupDto } from './setup.dto';

/** Any number that is ours: of two set-ups at once the second waits, and then finds the first one's organization. */
const SETUP_LOCK = 7_203_115;

const alreadySetUp = (): Error =>
  conflict('setup.already_done', 'This installation has been set up already. Sign in.');

/** The first organization and its Owner. */
@Injectable()
export class Setup {
  constructor(
    private readonly installation: InstallationState,
    private readonly accounts: Accounts,
    private readonly founding: OrganizationFounding,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async run({ token, organization, name, email, password }: SetupDto): Promise<OrganizationView> {
    if (await this.installation.isSetUp()) throw alreadySetUp();
    if (!sameSecret(token, setupToken(this.settings.secret))) {
      throw forbidden(
        'setup.wrong_token',
        "This is not the set-up token. It stands in the server's first lines.",
      );
    }
    const account = await this.accounts.prepare({ name, email, password, organization });
    const id = uuidv7();
    return this.unitOfWork.changeIn(id, async (manager) => {
      await insistOnFirst(manager);
      await this.accounts.insert(manager, account);
      const { view, resource } = await this.founding.found(manager, id, organization, account.id);
      return { result: view, event: { resource, actor: userActor(account, 'owner') } };
    });
  }
}

async function insistOnFirst(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [SETUP_LOCK]);
  const [row]: { yes: boolean }[] = await manager.query('SELECT any_organization_exists() AS yes');
  if (row?.yes) throw alreadySetUp();
}
