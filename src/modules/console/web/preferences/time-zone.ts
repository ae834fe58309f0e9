import { useQuery } from '@tanstack/react-query';
import type { OrganizationView } from '../../../organizations/organizations.contract';
import { api } from '../api/api';
import { useSignedIn } from '../api/session';
import { useStore } from '../api/store';
import { zoneChoice, type Zone } from './preferences';

export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The choice, and the IANA name that it means. */
export interface ShownZone {
  readonly choice: Zone;
  readonly name: string;
}

/** The organization's zone; undefined until it is known. Asked for when it matters: each reading is an event. */
export function useOrganizationZone(isWanted: boolean): string | undefined {
  const { organization } = useSignedIn();
  const { data } = useQuery({
    queryKey: ['organization', organization.id],
    queryFn: ({ signal }) => api<OrganizationView>('GET', '/v1/organization', { signal }),
    staleTime: 300_000,
    enabled: isWanted,
  });
  return data?.time_zone;
}

export function useZone(): ShownZone {
  const choice = useStore(zoneChoice);
  const ofOrganization = useOrganizationZone(choice === 'organization');
  const names = { utc: 'UTC', local: localZone(), organization: ofOrganization ?? 'UTC' };
  return { choice, name: names[choice] };
}
