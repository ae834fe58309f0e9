import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../members/members.contract';
import { useSignedIn } from '../api/session';
import { useWhyNot } from '../ui/permissions';
import type { MemberAct } from './member-dialogs';
import { useRoles, useWhyBeyond } from './people';

export type MemberRules = Readonly<Record<MemberAct, string | undefined>> & {
  /** What there is to do: no lock is lifted where there is none. */
  readonly offered: readonly MemberAct[];
};

/** Why something cannot be done about a member, as far as the page knows it; undefined where it can. */
export function useMemberRules(member: MemberView): MemberRules {
  const { t } = useTranslation();
  const { account, role } = useSignedIn();
  const { data: roles = [] } = useRoles();
  const whyBeyond = useWhyBeyond();
  const whyNot = useWhyNot('members:manage') ?? whyBeyond(roles.find(({ id }) => id === member.role));
  const isOwn = account.id === member.account_id;
  const owners = role === 'owner' ? undefined : t('members.resetOwners');
  const hasFactors = member.factors.length > 0;
  return {
    role: isOwn ? t('members.ownRole') : whyNot,
    lock: whyNot,
    remove: isOwn ? t('members.ownRemoval') : whyNot,
    reset: isOwn ? t('members.ownReset') : (owners ?? (hasFactors ? undefined : t('members.noFactors'))),
    keep: owners,
    offered: [
      ...(member.locked ? (['lock'] as const) : []),
      member.factor_reset_due_at === null ? 'reset' : 'keep',
      'remove',
    ],
  };
}
