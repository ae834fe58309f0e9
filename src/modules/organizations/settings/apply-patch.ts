import type { Row } from '../../../platform/database/row';
import type { OrganizationPatchDto } from '../http/organization.dto';
import type { Organization } from '../storage/organization.entity';

/** What the organization is after a save; what the patch does not name stays. */
export function applyPatch(
  before: Row<Organization>,
  patch: OrganizationPatchDto,
  now: Date,
): Row<Organization> {
  const given = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value);
  return {
    ...before,
    name: given(patch.name, before.name),
    legalName: given(patch.legal_name, before.legalName),
    address: given(patch.address, before.address),
    contactEmail: given(patch.contact_email, before.contactEmail),
    contactPhone: given(patch.contact_phone, before.contactPhone),
    timeZone: given(patch.time_zone, before.timeZone),
    workingHours: { ...before.workingHours, ...withoutAbsent(patch.working_hours) },
    holidays: patch.holidays
      ? patch.holidays
          .map(({ date, name }) => ({ date, name }))
          .toSorted((a, b) => a.date.localeCompare(b.date))
      : before.holidays,
    mfaRequiredSince: mfaRequiredSince(before, patch.mfa_required, now),
    sessionIdleMinutes: given(patch.session_idle_minutes, before.sessionIdleMinutes),
    sessionAbsoluteHours: given(patch.session_absolute_hours, before.sessionAbsoluteHours),
  };
}

/** Saying again what is so does not begin the days of grace anew. */
function mfaRequiredSince(
  { mfaRequiredSince: since }: Organization,
  required: boolean | undefined,
  now: Date,
): Date | null {
  if (required === undefined) return since;
  return required ? (since ?? now) : null;
}

const withoutAbsent = (hours: object | undefined): Organization['workingHours'] =>
  Object.fromEntries(Object.entries(hours ?? {}).filter(([, value]) => value !== undefined));
