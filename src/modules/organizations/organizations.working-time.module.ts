import { Module } from '@nestjs/common';
import { OrganizationWorkingTime } from './organizations.working-time';

/** Apart from the organizations module, because the log needs it and the organizations module needs the log. */
@Module({ providers: [OrganizationWorkingTime], exports: [OrganizationWorkingTime] })
export class OrganizationWorkingTimeModule {}
