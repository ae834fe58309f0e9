import type { ApprovalView } from '../../../approvals/approvals.contract';
import { api } from '../api/api';
import { queryClient } from '../api/session';

interface Place {
  /** `PUT` agrees there. */
  readonly approval: string;
  /** `DELETE` takes it back or refuses it there. */
  readonly request: string;
  /** The page that shows what it is about. */
  readonly page:
    | { readonly to: '/retention'; readonly tab?: 'holds' | 'erasures' }
    | { readonly to: '/settings'; readonly tab: 'leaving' };
}

/** Each kind is decided where it was asked for. */
const PLACES: Readonly<Record<string, (id: string) => Place>> = {
  retention_policy: () => ({
    approval: '/v1/retention-policy/change/approval',
    request: '/v1/retention-policy/change',
    page: { to: '/retention' },
  }),
  legal_hold_release: (id) => ({
    approval: `/v1/legal-holds/${id}/release/approval`,
    request: `/v1/legal-holds/${id}/release`,
    page: { to: '/retention', tab: 'holds' },
  }),
  erasure: (id) => ({
    approval: `/v1/erasures/${id}/approval`,
    request: `/v1/erasures/${id}`,
    page: { to: '/retention', tab: 'erasures' },
  }),
  subject_erasure: (id) => ({
    approval: `/v1/subject-erasures/${id}/approval`,
    request: `/v1/subject-erasures/${id}`,
    page: { to: '/retention', tab: 'erasures' },
  }),
  organization_deletion: () => ({
    approval: '/v1/organization/deletion/approval',
    request: '/v1/organization/deletion',
    page: { to: '/settings', tab: 'leaving' },
  }),
};

/** What it takes to decide on each. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  retention_policy: 'retention:manage',
  legal_hold_release: 'holds:manage',
  erasure: 'audit:erase',
  subject_erasure: 'audit:erase',
  organization_deletion: 'organization:delete',
};

type Asked = Pick<ApprovalView, 'kind' | 'resource_id'>;

/** Null for a kind that this page does not know. */
export const placeOf = ({ kind, resource_id: id }: Asked): Place | null => PLACES[kind]?.(id) ?? null;

export const permissionFor = ({ kind }: Asked): string => PERMISSIONS[kind] ?? 'organization:delete';

/** Agrees. A change of the policy is named, so that nobody agrees to another than they have seen. */
export async function agreeTo(asked: Asked): Promise<void> {
  const place = placeOf(asked);
  if (!place) return;
  const body = asked.kind === 'retention_policy' ? { body: { id: asked.resource_id } } : {};
  await api('PUT', place.approval, body);
  await refreshDecided();
}

/** Takes one's own request back, or refuses another's. */
export async function endRequest(asked: Asked): Promise<void> {
  const place = placeOf(asked);
  if (!place) return;
  await api('DELETE', place.request);
  await refreshDecided();
}

const DECIDED = [
  'approvals',
  'holds',
  'hold',
  'erasures',
  'subject-erasures',
  'erasure',
  'retention-policy',
  'policy-versions',
  'organization-deletion',
  'log',
];

export async function refreshDecided(): Promise<void> {
  await Promise.all(DECIDED.map((name) => queryClient.invalidateQueries({ queryKey: [name] })));
}
