import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { ApprovalsModule } from '../approvals/approvals.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { DeletionRequests } from './deletion/deletion-requests';
import { DeletionSteps } from './deletion/deletion-steps';
import { Obstacles } from './deletion/obstacles';
import { TenantRows } from './deletion/tenant-rows';
import { OrganizationDeletionController } from './http/organization-deletion.controller';
import { OrganizationDeletions } from './offboarding.deletions';
import { OrganizationDeletion } from './storage/organization-deletion.entity';

/** An organization that leaves: all that is its own as a bundle, and its deletion. */
@Module({
  imports: [
    AuditModule,
    AuthModule,
    ApprovalsModule,
    MailModule,
    TypeOrmModule.forFeature([OrganizationDeletion]),
  ],
  controllers: [OrganizationDeletionController],
  providers: [DeletionRequests, DeletionSteps, Obstacles, TenantRows, OrganizationDeletions],
  exports: [OrganizationDeletions],
})
export class OffboardingModule {}
