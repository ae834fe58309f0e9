import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailDelivery } from './mail-delivery';
import { MailOutbox } from './mail-outbox';
import { MailTransport } from './mail-transport';
import { Mail } from './mail.entity';

/** Mail by outbox: committed with the change, sent after it. */
@Module({
  imports: [TypeOrmModule.forFeature([Mail])],
  providers: [MailTransport, MailDelivery, MailOutbox],
  exports: [MailDelivery, MailOutbox],
})
export class MailModule {}
