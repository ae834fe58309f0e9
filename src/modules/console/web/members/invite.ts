import type { InvitationBatch, InvitationItem } from '../../../members/members.contract';
import { api } from '../api/api';
import { problemOf } from '../api/problem';

/** As many as the API takes at once. */
const AT_ONCE = 50;

const AT = /^\/?invitations[/.](\d+)/;

/** What became of each. Where the API refuses a whole request for the sake of some addresses, the others are sent without them. */
export async function inviteAll(
  emails: readonly string[],
  role: string,
  onProgress: (done: number) => void,
): Promise<readonly InvitationItem[]> {
  const items: InvitationItem[] = [];
  for (let start = 0; start < emails.length; start += AT_ONCE) {
    items.push(...(await inviteSome(emails.slice(start, start + AT_ONCE), role)));
    onProgress(items.length);
  }
  return items;
}

async function inviteSome(emails: readonly string[], role: string): Promise<readonly InvitationItem[]> {
  const body = { invitations: emails.map((email) => ({ email, role })) };
  try {
    return (await api<InvitationBatch>('POST', '/v1/invitations/batch', { body })).items;
  } catch (error) {
    const refused = refusedOf(error, emails);
    if (refused.length === 0) throw error;
    const others = emails.filter((email) => refused.every((item) => item.email !== email));
    return [...(others.length === 0 ? [] : await inviteSome(others, role)), ...refused];
  }
}

/** The addresses that a refusal of the whole request speaks of. */
function refusedOf(error: unknown, emails: readonly string[]): InvitationItem[] {
  const { status, code, errors = [] } = problemOf(error);
  if (status !== 422) return [];
  const faults = new Map<string, string>();
  for (const { pointer, detail } of errors) {
    const email = emails[Number(AT.exec(pointer)?.[1] ?? -1)];
    if (email !== undefined) faults.set(email, detail);
  }
  return [...faults].map(([email, detail]) => ({
    email,
    status: 'refused',
    invitation: null,
    problem: { code, detail },
  }));
}
