import type { AuditEvent } from '../../../audit/audit.contract';
import { queryClient } from '../api/session';
import type { SupportSearch } from '../support/support-address';

interface Named {
  readonly type: string;
  readonly id: string;
}

/** What the form for support begins with: where somebody is, and which record they look at. */
export function supportContext(address: string): SupportSearch {
  const url = new URL(address, 'https://here.invalid');
  const isHelp = /^\/(help|support)(\/|$)/.test(url.pathname);
  const record = recordAt(url);
  return {
    new: 'question',
    ...(isHelp ? {} : { page: url.pathname + url.search }),
    ...(record ? { type: record.type, id: record.id } : {}),
  };
}

function recordAt({ pathname, searchParams }: URL): Named | null {
  const [, exported] = /^\/exports\/([^/]+)$/.exec(pathname) ?? [];
  if (exported !== undefined) return { type: 'export', id: exported };
  if (!pathname.startsWith('/audit-log')) return null;
  const event = /^\/audit-log\/events\/([^/]+)$/.exec(pathname)?.[1] ?? searchParams.get('e');
  return event === null ? null : (recordOf(event) ?? { type: 'event', id: event });
}

/** Of an event that is on the screen: what it was done to. */
function recordOf(event: string): Named | null {
  const known = queryClient.getQueryData<AuditEvent>(['event', event]);
  const record = known?.resource ?? known?.subject;
  return record ? { type: record.type, id: record.id } : null;
}
