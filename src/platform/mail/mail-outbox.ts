import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../clock/clock';
import { MailDelivery } from './mail-delivery';
import { Mail } from './mail.entity';

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Where changes leave their mails: in the same transaction, so that there is never one without the other. */
@Injectable()
export class MailOutbox {
  constructor(
    private readonly clock: Clock,
    private readonly delivery: MailDelivery,
  ) {}

  /** In a transaction that has entered the organization. */
  async put(manager: EntityManager, organizationId: string, { to, subject, text }: Message): Promise<void> {
    const now = this.clock.now();
    await manager.insert(Mail, {
      organizationId,
      id: uuidv7(),
      recipient: to,
      subject,
      body: text,
      attempts: 0,
      createdAt: now,
      dueAt: now,
      sentAt: null,
      lastError: null,
    });
  }

  /** After the commit: sends in the background; what fails is tried again by the sweeper. */
  deliverSoon(): void {
    this.delivery.deliverSoon();
  }
}
