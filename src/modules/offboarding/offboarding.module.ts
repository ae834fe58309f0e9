import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../../platform/mail/mail.module';
import { ApprovalsModule } from '../approvals/approvals.module';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { ExportsModule } from '../exports/exports.module';
import { HoldsModule } from '../holds/holds.module';
import { BundleRequests } from './bundle/bundle-requests';
import { DeletionRequests } from './deletion/deletion-requests';
import { DeletionSteps } from './deletion/deletion-steps';
import { Obstacles } from './deletion/obstacles';
import { TenantRows } from './deletion/tenant-rows';
import { OrganizationBundleController } from './http/organization-bundle.controller';
import { OrganizationDeletionController } from './http/organization-deletion.controller';
import { OrganizationDeletions } from './offboarding.deletions';
import { OrganizationDeletion } from './storage/organization-deletion.entity';

/** An organization that leaves: all that is its own as a bundle, and its deletion. */
@Module({
  imports: [
    AuditModule,
    AuthModule,
    ApprovalsModule,
    ExportsModule,
    HoldsModule,
    MailModule,
    TypeOrmModule.forFeature([OrganizationDeletion]),
  ],
  controllers: [OrganizationBundleController, OrganizationDeletionController],
  providers: [BundleRequests, DeletionRequests, DeletionSteps, Obstacles, TenantRows, OrganizationDeletions],
  exports: [OrganizationDeletions],
})
export class OffboardingModule {}
