import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentRequest } from '../../../platform/context/request-context';
import type { Row } from '../../../platform/database/row';
import { enterOrganization, PLATFORM_LOG_ID } from '../../../platform/database/tenant';
import { letter } from '../../../platform/mail/letter';
import { MailOutbox } from '../../../platform/mail/mail-outbox';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { Accounts } from '../../auth/auth.accounts';
import { membersHolding } from '../../members/members.holders';
import { OPERATE } from '../../organizations/organizations.permissions';
import { Membership } from '../../organizations/organizations.membership';
import { GRANT } from '../storage/find-request';
import type { SupportRequest } from '../storage/support-request.entity';
import { tenantFacts } from '../storage/tenant-facts';
import type { News } from './news';

export type Circle = 'requester' | 'approvers' | 'operators';

/** Mail at each step. Who took it is not told of it, but for receipts. */
@Injectable()
export class SupportMails {
  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: MailOutbox,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'http'>,
  ) {}

  /** In a transaction that has entered the request's organization, and has so again afterwards. */
  async tell(
    manager: EntityManager,
    request: Row<SupportRequest>,
    news: News,
    circles: readonly Circle[],
  ): Promise<void> {
    const { organizationId } = request;
    const { name } = await tenantFacts(manager, organizationId);
    const about = { ...news, subject: `${name}, support request ${request.number}: ${news.subject}` };
    const customers = await this.#customers(manager, request, circles);
    await this.#put(manager, organizationId, customers, about, `support/${request.id}`);
    if (!circles.includes('operators')) return;
    await manager.query(enterOrganization(PLATFORM_LOG_ID));
    const operators = (await membersHolding(manager, PLATFORM_LOG_ID, OPERATE)).map(accountOf);
    await this.#put(manager, PLATFORM_LOG_ID, others(operators), about, `desk/${request.id}`);
    await manager.query(enterOrganization(organizationId));
  }

  /** To whoever made the request: that it has arrived. */
  async receipt(manager: EntityManager, request: Row<SupportRequest>, news: News): Promise<void> {
    const { organizationId, number, id, requestedBy } = request;
    const about = { ...news, subject: `Support request ${number}: ${news.subject}` };
    await this.#put(manager, organizationId, [requestedBy.id], about, `support/${id}`);
  }

  /** After the commit. */
  deliverSoon(): void {
    this.outbox.deliverSoon();
  }

  /** Who has left the organization since is told nothing of it. */
  async #customers(
    manager: EntityManager,
    { organizationId, origin, requestedBy }: Row<SupportRequest>,
    circles: readonly Circle[],
  ): Promise<string[]> {
    const wanted = circles.includes('requester') && origin === 'customer';
    const accountId = requestedBy.id;
    const there = wanted && (await manager.existsBy(Membership, { organizationId, accountId }));
    // What an operator began has nobody else in the organization to hear of it.
    const all = circles.includes('approvers') || (circles.includes('requester') && origin === 'operator');
    const approvers = all ? (await membersHolding(manager, organizationId, GRANT)).map(accountOf) : [];
    return others([...new Set([...(there ? [accountId] : []), ...approvers])]);
  }

  async #put(
    manager: EntityManager,
    organizationId: string,
    accountIds: readonly string[],
    { subject, paragraphs }: News,
    address: string,
  ): Promise<void> {
    for (const id of accountIds) {
      const { name, email } = await this.accounts.person(manager, id);
      const message = letter({
        to: email,
        name,
        subject,
        paragraphs: [...paragraphs, `See ${this.settings.http.publicUrl}/${address}`],
        advice: 'Everything that support does for an organization stands in its audit log.',
      });
      await this.outbox.put(manager, organizationId, message);
    }
  }
}

const accountOf = ({ accountId }: Membership): string => accountId;

const others = (accountIds: readonly string[]): string[] =>
  accountIds.filter((id) => id !== currentRequest()?.principal?.accountId);
