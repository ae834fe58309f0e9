import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../members/members.contract';
import { SmallButton } from '../ui/small-button';
import { useWhyNot } from '../ui/permissions';
import { logSearchOf } from '../ui/query-text';
import { MemberDialog, type MemberAct } from './member-dialogs';
import classes from './members.module.css';
import { useMemberRules } from './member-rules';

const ACTS = ['lock', 'reset', 'keep', 'remove'] as const;

/** What can be done about a member; what cannot be says why. */
export function MemberActions({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<MemberAct | null>(null);
  const rules = useMemberRules(member);
  const { name } = member;
  return (
    <div className={classes.acts}>
      <SmallButton
        whyNot={rules.role}
        label={t('members.changeRoleOf', { name })}
        onClick={() => setAct('role')}
      >
        {t('members.changeRole')}
      </SmallButton>
      <Activity member={member} />
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <ActionIcon variant="default" size={26} aria-label={t('members.moreOf', { name })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Events member={member} />
          {ACTS.filter((each) => rules.offered.includes(each)).map((each) => (
            <Menu.Item key={each} disabled={rules[each] !== undefined} onClick={() => setAct(each)}>
              {t(`members.act.${each}`)}
              <Reason text={rules[each]} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <MemberDialog member={member} act={act} onClose={() => setAct(null)} />
    </div>
  );
}

function Activity({ member: { name, account_id: id } }: { member: MemberView }) {
  const { t } = useTranslation();
  if (useWhyNot('activity:read') !== undefined) return null;
  return (
    <a
      href={`/activity/users/${id}`}
      className={classes.small}
      aria-label={t('members.activityOf', { name })}
    >
      {t('members.activity')}
    </a>
  );
}

function Reason({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <Text component="span" display="block" size="xs">
      {text}
    </Text>
  );
}

/** What they did, and what was done about them, as the log has it. */
function Events({ member: { id, account_id: accountId } }: { member: MemberView }) {
  const { t } = useTranslation();
  const whyNot = useWhyNot('audit:read');
  const ways = [
    { label: t('members.did'), q: `actor.id:${accountId}` },
    { label: t('members.doneTo'), q: `resource.type:member resource.id:${id}` },
  ];
  if (whyNot !== undefined) return null;
  return (
    <>
      {ways.map(({ label, q }) => (
        <Menu.Item
          key={q}
          renderRoot={(props: object) => <Link to="/audit-log" search={logSearchOf(q) ?? {}} {...props} />}
        >
          {label}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}
