import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import type { Row } from '../../../platform/database/row';
import { conflict } from '../../../platform/errors/daybook-error';
import { UnitOfWork, type Change } from '../../audit/audit.unit-of-work';
import { DeskChanges } from '../desk/desk-changes';
import { written } from '../mails/news';
import { SupportMails } from '../mails/support-mails';
import { lockVisible, referTo, requireNotClosed } from '../storage/find-request';
import { SupportMessage } from '../storage/support-message.entity';
import { SupportRequest } from '../storage/support-request.entity';
import type { SupportMessageView } from '../support.contract';
import { askingPerson } from './support-person';
import { messageView } from './support-request.presenter';

/** So that a request can always be shown whole. */
const MOST_MESSAGES = 500;

/** What customer and support write to each other. The log says that they did; the text stands in the request alone. */
@Injectable()
export class SupportMessages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly desk: DeskChanges,
    private readonly mails: SupportMails,
    private readonly clock: Clock,
  ) {}

  /** By somebody of the organization. */
  async send(id: string, text: string): Promise<SupportMessageView> {
    const view = await this.unitOfWork.change(async (manager) =>
      this.#append(manager, await lockVisible(manager, id), text),
    );
    this.mails.deliverSoon();
    return view;
  }

  /** By an operator: the first one stops the clock of the first answer (S2-25). */
  async answer(id: string, text: string): Promise<SupportMessageView> {
    const view = await this.desk.change(id, async (manager, request) => {
      await answered(manager, request, this.clock.now());
      return this.#append(manager, request, text);
    });
    this.mails.deliverSoon();
    return view;
  }

  async #append(
    manager: EntityManager,
    request: Row<SupportRequest>,
    text: string,
  ): Promise<Change<SupportMessageView>> {
    requireNotClosed(request);
    const { organizationId, id: requestId } = request;
    if ((await manager.countBy(SupportMessage, { organizationId, requestId })) >= MOST_MESSAGES)
      throw conflict('support_message.too_many', 'This request is full. Make another one.');
    const author = askingPerson();
    const message = { organizationId, id: uuidv7(), requestId, author, text, createdAt: this.clock.now() };
    await manager.insert(SupportMessage, message);
    const circles =
      author.type === 'support' ? (['requester'] as const) : (['requester', 'operators'] as const);
    await this.mails.tell(manager, request, written(author), circles);
    const details = { message: message.id, characters: text.length };
    return { result: messageView(message), event: { resource: referTo(request), details } };
  }
}

/** An operator has said something, be it a message or a proposal. */
export async function answered(
  manager: EntityManager,
  { organizationId, id, firstAnsweredAt }: Row<SupportRequest>,
  now: Date,
): Promise<void> {
  if (firstAnsweredAt === null)
    await manager.update(SupportRequest, { organizationId, id }, { firstAnsweredAt: now });
}
