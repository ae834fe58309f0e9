import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module';
import './organizations.actions';
import { OrganizationController } from './http/organization.controller';
import { OrganizationFounding } from './organizations.founding';
import { Membership } from './organizations.membership';
import { OrganizationSettings } from './organizations.settings';
import { Organization } from './storage/organization.entity';

/** The tenants: founding them, their settings, and who belongs to which with what role. */
@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([Organization, Membership])],
  controllers: [OrganizationController],
  providers: [OrganizationFounding, OrganizationSettings],
  exports: [OrganizationFounding],
})
export class OrganizationsModule {}
