import { Inject, Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, DAY_MS } from '../../../platform/clock/clock';
import { currentPrincipal } from '../../../platform/context/request-context';
import { hashToken, newToken } from '../../../platform/crypto/tokens';
import { conflict, notFound } from '../../../platform/errors/daybook-error';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { UnitOfWork } from '../../audit/audit.unit-of-work';
import { Accounts } from '../../auth/auth.accounts';
import { Membership } from '../../organizations/organizations.membership';
import { requirePermission } from '../members.access';
import type { InvitationView } from '../members.contract';
import { lockStanding, requireRankOver } from '../roster/standing';
import type { InvitationDto } from './invitation.dto';
import { Invitation } from './invitation.entity';
import { invitationMail } from './invitation-mail';
import { toView } from './invitation.presenter';

const VALID_MS = 7 * DAY_MS;

type NewInvitation = Omit<Invitation, 'tokenHash'>;

/** Inviting people by mail, and taking it back. */
@Injectable()
export class Invitations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async create(dto: InvitationDto): Promise<InvitationView> {
    const token = newToken();
    const account = await this.accounts.findByEmail(dto.email);
    const invitation = this.#newInvitation(dto);
    await this.unitOfWork.change(async (manager) => {
      const standing = await lockStanding(manager);
      requirePermission({ ...currentPrincipal(), ...standing }, 'members:manage');
      requireRankOver(standing, dto.role);
      await requireNew(manager, invitation, account?.id ?? null);
      await manager.insert(Invitation, { ...invitation, tokenHash: hashToken(token) });
      await this.#mail(manager, invitation, token);
      const { email, role } = dto;
      return {
        result: undefined,
        event: { resource: referTo(invitation), changes: { before: null, after: { email, role } } },
      };
    });
    this.outbox.deliverSoon();
    return toView(invitation, invitation.createdAt);
  }

  withdraw(id: string): Promise<void> {
    return this.unitOfWork.change(async (manager) => {
      const { organizationId } = currentPrincipal();
      const invitation = await manager.findOneBy(Invitation, { organizationId, id, acceptedAt: IsNull() });
      if (!invitation) throw notFound('invitation');
      requireRankOver(currentPrincipal(), invitation.role);
      const { affected } = await manager.delete(Invitation, { organizationId, id, acceptedAt: IsNull() });
      if (affected !== 1) throw notFound('invitation');
      const { email, role } = invitation;
      return {
        result: undefined,
        event: { resource: referTo(invitation), changes: { before: { email, role }, after: null } },
      };
    });
  }

  #newInvitation({ email, role }: InvitationDto): NewInvitation {
    const { organizationId, accountId, apiKeyId } = currentPrincipal();
    const createdAt = this.clock.now();
    return {
      organizationId,
      id: uuidv7(),
      email,
      role,
      invitedBy: (accountId ?? apiKeyId) as string,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + VALID_MS),
      acceptedAt: null,
    };
  }

  async #mail(
    manager: EntityManager,
    { organizationId, email, role, expiresAt }: NewInvitation,
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
      role,
      link: `${this.settings.http.publicUrl}/invitations/${token}`,
      expiresAt,
    });
    await this.outbox.put(manager, organizationId, message);
  }
}

const referTo = ({ id, email }: NewInvitation) => ({ type: 'invitation', id, name: email });

/** One open invitation an address; one that has expired gives way. The lock on the organization keeps two from racing. */
async function requireNew(
  manager: EntityManager,
  { organizationId, email, createdAt }: NewInvitation,
  accountId: string | null,
): Promise<void> {
  if (accountId !== null && (await manager.existsBy(Membership, { organizationId, accountId }))) {
    throw conflict('member.exists', 'Somebody with this address is a member already.');
  }
  const open = await manager.findOneBy(Invitation, { organizationId, email, acceptedAt: IsNull() });
  if (!open) return;
  if (open.expiresAt > createdAt)
    throw conflict(
      'invitation.exists',
      'There is an open invitation for this address already. Withdraw it to send another.',
    );
  await manager.delete(Invitation, { organizationId, id: open.id });
}
