import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { OrganizationsModule } from '../organizations/organizations.module';
import { PermissionGuard } from './access/permission.guard';

/** Who belongs to an organization, what they may do, and how others get in. */
@Module({
  imports: [AuditModule, OrganizationsModule, AuthModule],
  providers: [{ provide: APP_GUARD, useClass: PermissionGuard }],
})
export class MembersModule {}
