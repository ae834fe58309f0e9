import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { ExportsModule } from '../exports/exports.module';
import { Attendance } from './deadlines/attendance';
import { Reminders } from './deadlines/reminders';
import { DeskChanges } from './desk/desk-changes';
import { DeskExports } from './desk/desk-exports';
import { DeskProposals } from './desk/desk-proposals';
import { DeskQueue } from './desk/desk-queue';
import { GrantDecisions } from './grants/grant-decisions';
import { GrantEndings } from './grants/grant-endings';
import { DeskController } from './http/desk.controller';
import { SupportRequestsController } from './http/support-requests.controller';
import { SupportMails } from './mails/support-mails';
import { SupportClosing } from './requests/support-closing';
import { SupportMessages } from './requests/support-messages';
import { SupportRequestList } from './requests/support-request-list';
import { SupportRequests } from './requests/support-requests';
import { SupportViews } from './requests/support-views';
import { SupportGrant } from './storage/support-grant.entity';
import { SupportMessage } from './storage/support-message.entity';
import { SupportRequest } from './storage/support-request.entity';
import './support.actions';
import { SupportHousekeeping } from './support.housekeeping';

/** Customers who ask for help, and operators who may give it. */
@Module({
  imports: [
    AuditModule,
    AuthModule,
    ExportsModule,
    MailModule,
    TypeOrmModule.forFeature([SupportRequest, SupportMessage, SupportGrant]),
  ],
  controllers: [SupportRequestsController, DeskController],
  providers: [
    SupportRequests,
    SupportRequestList,
    SupportMessages,
    SupportClosing,
    SupportViews,
    SupportMails,
    GrantDecisions,
    GrantEndings,
    Reminders,
    Attendance,
    DeskChanges,
    DeskQueue,
    DeskProposals,
    DeskExports,
    SupportHousekeeping,
  ],
  exports: [SupportHousekeeping],
})
export class SupportModule {}
