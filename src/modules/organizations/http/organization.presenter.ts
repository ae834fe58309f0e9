import type { OrganizationView } from '../organizations.contract';
import type { Organization } from '../storage/organization.entity';

export const toView = ({ id, name, timeZone, createdAt }: Organization): OrganizationView => ({
  id,
  name,
  time_zone: timeZone,
  created_at: createdAt.toISOString(),
});
