import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApprovalView } from '../../../approvals/approvals.contract';
import { useSignedIn } from '../api/session';
import { ago, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { ProblemNotice } from '../ui/problem-notice';
import { SmallButton } from '../ui/small-button';
import { useAction } from '../ui/use-action';
import { agreeTo, endRequest, permissionFor } from './decide';

/** Neither decided nor over: something can still be said. */
export const isOpen = ({ state }: Pick<ApprovalView, 'state'>): boolean =>
  state === 'pending' || state === 'approved';

/** Whether it waits for somebody, rather than for time alone. */
export const needsSomebody = ({
  state,
  second_person_required: second,
}: Pick<ApprovalView, 'state' | 'second_person_required'>): boolean => state === 'pending' && second;

/** What a request waits for, with its clock. */
export function Clock({ approval }: { approval: ApprovalView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { lapses_at: lapses, not_before: start, decided_by: by } = approval;
  const at = (moment: string) => ({
    at: `${minuteMoment(moment, zone)} ${zone}`,
    away: ago(moment, Date.now()),
  });
  const words = needsSomebody(approval)
    ? t('approvals.needsSomebody', at(lapses))
    : by
      ? t('approvals.agreed', { who: by.name ?? by.email ?? by.id, ...at(start) })
      : t('approvals.alone', at(start));
  return (
    <>
      <Pill tone={needsSomebody(approval) ? 'warn' : 'going'}>
        {needsSomebody(approval) ? t('approvals.second') : t('approvals.waits')}
      </Pill>{' '}
      <Text component="span" size="sm" className="foreign">
        {words}
        {needsSomebody(approval) && Date.parse(start) > Date.now()
          ? ` ${t('approvals.notBefore', at(start))}`
          : null}
      </Text>
    </>
  );
}

/** Agree, take back, refuse: whatever this person may do with a request, and why not the rest. */
export function DecisionButtons({ approval }: { approval: ApprovalView }) {
  const { t } = useTranslation();
  const { account } = useSignedIn();
  const missing = useWhyNot(permissionFor(approval));
  const isOwn = approval.requested_by.id === account.id;
  const agree = useAction(() => agreeTo(approval));
  const end = useAction(() => endRequest(approval));
  if (!isOpen(approval)) return null;
  const whyNot = isOwn ? t('approvals.own') : missing;
  return (
    <>
      <Group gap="xs">
        {needsSomebody(approval) ? (
          <Button
            size="compact-sm"
            loading={agree.busy}
            disabled={whyNot !== undefined}
            title={whyNot}
            onClick={() => void agree.run()}
          >
            {isOwn ? t('approvals.approveOwn') : t('approvals.approve')}
          </Button>
        ) : null}
        <SmallButton loading={end.busy} whyNot={isOwn ? undefined : missing} onClick={() => void end.run()}>
          {isOwn ? t('approvals.withdraw') : t('approvals.refuse')}
        </SmallButton>
      </Group>
      <ProblemNotice problem={agree.problem ?? end.problem} />
    </>
  );
}
