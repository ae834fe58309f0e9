import { Inject, Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { conflict } from '../../../platform/errors/daybook-error';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../../auth/auth.accounts';
import { Membership } from '../../organizations/organizations.membership';
import type { RoleView } from '../members.contract';
import { Invitation } from './invitation.entity';
import { invitationMail } from './invitation-mail';

const VALID_MS = 7 * DAY_MS;
/** For an address without an account, so that the same questions are asked of the database as with one (A12). */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export type StoredInvitation = Omit<Invitation, 'tokenHash'>;

/** The rows and mails of invitations, in the caller's transaction, which holds the organization's lock. */
@Injectable()
export class Inviting {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  /** @throws DaybookError `member.exists`, `invitation.exists` */
  async invite(manager: EntityManager, email: string, role: RoleView): Promise<StoredInvitation> {
    const { organizationId, accountId } = currentPrincipal();
    const createdAt = this.clock.now();
    const account = await this.accounts.findByEmail(email);
    await requireNew(manager, organizationId, email, account?.id ?? NOBODY, createdAt);
    const invitation: StoredInvitation = {
      organizationId,
      id: uuidv7(),
      email,
      role: role.id,
      invitedBy: accountId as string,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + VALID_MS),
      acceptedAt: null,
    };
    const token = newToken();
    await manager.insert(Invitation, { ...invitation, tokenHash: hashToken(token) });
    await this.#mail(manager, invitation, role, token);
    return invitation;
  }

  /** A new link, for another seven days; the one sent before is dead. */
  async renew(manager: EntityManager, before: StoredInvitation, role: RoleView): Promise<StoredInvitation> {
    const { organizationId, id } = before;
    const expiresAt = new Date(this.clock.now().getTime() + VALID_MS);
    const token = newToken();
    await manager.update(Invitation, { organizationId, id }, { expiresAt, tokenHash: hashToken(token) });
    const invitation = { ...before, expiresAt };
    await this.#mail(manager, invitation, role, token);
    return invitation;
  }

  /** After the commit. */
  deliverSoon(): void {
    this.outbox.deliverSoon();
  }

  async #mail(
    manager: EntityManager,
    { organizationId, email, expiresAt }: StoredInvitation,
    role: RoleView,
    token: string,
  ): Promise<void> {
    const [organization]: { name: string }[] = await manager.query(
      'SELECT name FROM organizations WHERE id = $1',
      [organizationId],
    );
    const message = invitationMail({
      to: email,
      inviter: currentPrincipal().actor.name ?? 'Somebody',
      organization: organization?.name ?? '',
      role: role.name,
      link: `${this.settings.http.publicUrl}/invitations/${token}`,
      expiresAt,
    });
    await this.outbox.put(manager, organizationId, message);
  }
}

/** One open invitation an address; one that has expired gives way. The lock on the organization keeps two from racing. */
async function requireNew(
  manager: EntityManager,
  organizationId: string,
  email: string,
  accountId: string,
  now: Date,
): Promise<void> {
  if (await manager.existsBy(Membership, { organizationId, accountId }))
    throw conflict('member.exists', 'Somebody with this address is a member already.');
  const open = await manager.findOneBy(Invitation, { organizationId, email, acceptedAt: IsNull() });
  if (!open) return;
  if (open.expiresAt > now)
    throw conflict(
      'invitation.exists',
      'There is an open invitation for this address already. Send it again, or withdraw it to send another.',
    );
  await manager.delete(Invitation, { organizationId, id: open.id });
}
