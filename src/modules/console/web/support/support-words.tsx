import { useTranslation } from 'react-i18next';
import type {
  GrantState,
  SupportPerson,
  SupportProposal,
  SupportRequestSummary,
} from '../../../support/support.contract';
import { queryClient } from '../api/session';
import { Pill, type Tone } from '../ui/pill';

type Shown = SupportRequestSummary & { readonly proposal?: SupportProposal | null };
type Status = 'waiting' | 'answered' | 'proposed' | 'approved' | 'building' | 'delivered' | 'closed';

/** What a request waits for, in one word: what its newest proposal says of it goes before what it says itself. */
function statusOf({ state, proposal, first_answered_at: answered }: Shown): Status {
  if (state === 'closed') return 'closed';
  const going = (['proposed', 'approved', 'building', 'delivered'] as const).find(
    (each) => each === proposal?.state,
  );
  if (going) return going;
  if (state === 'delivered') return 'delivered';
  return answered === null ? 'waiting' : 'answered';
}

const TONES: Readonly<Record<Status, Tone>> = {
  waiting: 'warn',
  answered: 'quiet',
  proposed: 'going',
  approved: 'going',
  building: 'going',
  delivered: 'good',
  closed: 'quiet',
};

export function SupportStatus({ request }: { request: Shown }) {
  const { t } = useTranslation();
  const status = statusOf(request);
  return <Pill tone={TONES[status]}>{t(`support.state.${status}`)}</Pill>;
}

const GRANT_TONES: Readonly<Record<GrantState, Tone>> = {
  proposed: 'going',
  withdrawn: 'quiet',
  refused: 'quiet',
  lapsed: 'warn',
  approved: 'going',
  revoked: 'quiet',
  expired: 'warn',
  building: 'going',
  delivered: 'good',
  failed: 'bad',
};

export function ProposalState({ state }: { state: GrantState }) {
  const { t } = useTranslation();
  return <Pill tone={GRANT_TONES[state]}>{t(`support.proposal.state.${state}`)}</Pill>;
}

export const personName = ({ name, email, id }: SupportPerson): string => name ?? email ?? id;

/** Lists and single requests, on either side, after one has changed. */
export async function refreshSupport(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['support'] }),
    queryClient.invalidateQueries({ queryKey: ['desk'] }),
  ]);
}
