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

  /** In a transaction that has entered the organization. Returns the id of the mail, for who wants to know what became of it. */
  async put(manager: EntityManager, organizationId: string, { to, subject, text }: Message): Promise<string> {
    const now = this.clock.now();
    const id = uuidv7();
    await manager.insert(Mail, {
      organizationId,
      id,
      recipient: to,
      subject,
      body: text,
      attempts: 0,
      createdAt: now,
      dueAt: now,
      sentAt: null,
      lastError: null,
    });
    return id;
  }

  /** After the commit: sends in the background; what fails is tried again by the sweeper. */
  deliverSoon(): void {
    this.delivery.deliverSoon();
  }
}
