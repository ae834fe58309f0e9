import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module';
import { Consents } from './consents/consents';
import { ConsentsController } from './consents/consents.controller';
import './organizations.actions';
import { OrganizationController } from './http/organization.controller';
import { OrganizationFounding } from './organizations.founding';
import { Membership } from './organizations.membership';
import { OrganizationSettings } from './organizations.settings';
import { OrganizationWorkingTimeModule } from './organizations.working-time.module';
import { Consent, ConsentText } from './storage/consent.entity';
import { Organization } from './storage/organization.entity';

/** The tenants: founding them, their settings, and who belongs to which with what role. */
@Module({
  imports: [
    AuditModule,
    OrganizationWorkingTimeModule,
    TypeOrmModule.forFeature([Organization, Membership, Consent, ConsentText]),
  ],
  controllers: [OrganizationController, ConsentsController],
  providers: [OrganizationFounding, OrganizationSettings, Consents],
  exports: [OrganizationFounding],
})
export class OrganizationsModule {}
