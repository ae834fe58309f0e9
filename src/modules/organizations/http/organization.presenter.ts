import { WEEKDAYS, type OrganizationView } from '../organizations.contract';
import type { Organization } from '../storage/organization.entity';

export const toView = (organization: Organization): OrganizationView => ({
  id: organization.id,
  name: organization.name,
  legal_name: organization.legalName,
  address: organization.address,
  contact_email: organization.contactEmail,
  contact_phone: organization.contactPhone,
  time_zone: organization.timeZone,
  working_hours: Object.fromEntries(
    WEEKDAYS.map((day) => [day, organization.workingHours[day] ?? null]),
  ) as OrganizationView['working_hours'],
  holidays: organization.holidays,
  mfa_required: organization.mfaRequiredSince !== null,
  mfa_required_since: organization.mfaRequiredSince?.toISOString() ?? null,
  session_idle_minutes: organization.sessionIdleMinutes,
  session_absolute_hours: organization.sessionAbsoluteHours,
  created_at: organization.createdAt.toISOString(),
});
