import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { OrganizationsModule } from '../organizations/organizations.module';
import { PermissionGuard } from './access/permission.guard';
import { ApiKeyList } from './api-keys/api-key-list';
import { ApiKeyRotation } from './api-keys/api-key-rotation';
import { ApiKeys } from './api-keys/api-keys';
import { ApiKeysController } from './api-keys/api-keys.controller';
import { Acceptance } from './invitations/acceptance';
import { AcceptingPeople } from './invitations/accepting-people';
import { InvitationList } from './invitations/invitation-list';
import { InvitationBatch } from './invitations/invitation-batch';
import { Invitation } from './invitations/invitation.entity';
import { Invitations } from './invitations/invitations';
import { InvitationsController } from './invitations/invitations.controller';
import { Inviting } from './invitations/inviting';
import './members.actions';
import { CustomRole } from './roles/role.entity';
import { Roles } from './roles/roles';
import { RolesController } from './roles/roles.controller';
import { AccessReview } from './roster/access-review';
import { MemberFilter } from './roster/member-filter';
import { MemberList } from './roster/member-list';
import { MemberLocks } from './roster/member-locks';
import { MemberViews } from './roster/member-views';
import { MembersController } from './roster/members.controller';
import { Roster } from './roster/roster';

/** Who belongs to an organization, what they may do, and how others get in. */
@Module({
  imports: [
    AuditModule,
    OrganizationsModule,
    AuthModule,
    MailModule,
    TypeOrmModule.forFeature([Invitation, CustomRole]),
  ],
  controllers: [MembersController, RolesController, InvitationsController, ApiKeysController],
  providers: [
    MemberViews,
    MemberFilter,
    MemberList,
    AccessReview,
    Roster,
    MemberLocks,
    Roles,
    InvitationList,
    Inviting,
    Invitations,
    InvitationBatch,
    Acceptance,
    AcceptingPeople,
    ApiKeyList,
    ApiKeys,
    ApiKeyRotation,
    { provide: APP_GUARD, useClass: PermissionGuard },
  ],
})
export class MembersModule {}
