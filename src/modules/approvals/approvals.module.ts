import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { MembersModule } from '../members/members.module';
import './approvals.actions';
import { Approvals } from './approvals.requests';
import { ApprovalList } from './http/approval-list';
import { ApprovalsController } from './http/approvals.controller';
import { ApprovalMails } from './requests/approval-mails';
import { ApprovalRow } from './storage/approval.entity';

/** The second person: what one asks for, another agrees to. */
@Module({
  imports: [AuditModule, AuthModule, MembersModule, MailModule, TypeOrmModule.forFeature([ApprovalRow])],
  controllers: [ApprovalsController],
  providers: [Approvals, ApprovalMails, ApprovalList],
  exports: [Approvals],
})
export class ApprovalsModule {}
