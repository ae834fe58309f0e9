import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { OrganizationsModule } from '../organizations/organizations.module';
import { PermissionGuard } from './access/permission.guard';
import { ApiKeys } from './api-keys/api-keys';
import { ApiKeysController } from './api-keys/api-keys.controller';
import { Acceptance } from './invitations/acceptance';
import { AcceptingPeople } from './invitations/accepting-people';
import { InvitationList } from './invitations/invitation-list';
import { Invitation } from './invitations/invitation.entity';
import { Invitations } from './invitations/invitations';
import { InvitationsController } from './invitations/invitations.controller';
import './members.actions';
import { MemberList } from './roster/member-list';
import { MembersController } from './roster/members.controller';
import { Roster } from './roster/roster';

/** Who belongs to an organization, what they may do, and how others get in. */
@Module({
  imports: [AuditModule, OrganizationsModule, AuthModule, MailModule, TypeOrmModule.forFeature([Invitation])],
  controllers: [MembersController, InvitationsController, ApiKeysController],
  providers: [
    MemberList,
    Roster,
    InvitationList,
    Invitations,
    Acceptance,
    AcceptingPeople,
    ApiKeys,
    { provide: APP_GUARD, useClass: PermissionGuard },
  ],
})
export class MembersModule {}
