import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { download } from '../ui/download';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { ProblemNotice } from '../ui/problem-notice';
import { AddButton } from '../ui/small-button';
import { useAction } from '../ui/use-action';
import type { MembersSearch } from './address';
import { InviteDialog } from './invite-dialog';
import classes from './members.module.css';
import { useRoleNames, useRoles } from './people';

const MFA = ['passkey', 'totp', 'none'] as const;
const STATES = ['active', 'dormant', 'locked'] as const;
const TYPING_MS = 300;

/** What is shown of the members, and what can be done with all of them. */
export function MemberFilters() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/inside/members' });
  const navigate = useNavigate();
  const names = useRoleNames();
  const { data: roles = [] } = useRoles();
  const choose = (patch: MembersSearch): void =>
    void navigate({ to: '/members', search: { ...search, ...patch }, replace: true });
  return (
    <div className={page.head}>
      <SearchField value={search.q ?? ''} onChange={(q) => choose({ q })} />
      <Filter
        label={t('members.filter.role')}
        value={search.role}
        onChange={(role) => choose({ role })}
        options={roles.map((role) => ({ value: role.id, label: names(role) }))}
      />
      <Filter
        label={t('members.filter.mfa')}
        value={search.mfa}
        onChange={(mfa) => choose({ mfa })}
        options={MFA.map((value) => ({ value, label: t(`members.mfa.${value}`) }))}
      />
      <Filter
        label={t('members.filter.state')}
        value={search.state}
        onChange={(state) => choose({ state })}
        options={STATES.map((value) => ({ value, label: t(`members.stateFilter.${value}`) }))}
      />
      <Tools />
    </div>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const settle = useDebouncedCallback(onChange, TYPING_MS);
  return (
    <TextInput
      size="xs"
      type="search"
      className={classes.search ?? ''}
      aria-label={t('members.search')}
      placeholder={t('members.search')}
      leftSection={<IconSearch size={14} aria-hidden />}
      maxLength={200}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        settle(event.target.value);
      }}
    />
  );
}

interface FilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

function Filter({ label, value = '', options, onChange }: FilterProps) {
  const { t } = useTranslation();
  const all = { value: '', label: t('members.filter.any', { label }) };
  const named = options.map((option) => ({ ...option, label: `${label}: ${option.label}` }));
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      data={[all, ...named]}
    />
  );
}

/** The review that regulations ask for, and the way in for others. */
function Tools() {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const whyNot = useWhyNot('members:manage');
  const review = useAction(async () => {
    const file = await api<Blob>('GET', '/v1/members/access-review', { isFile: true });
    download(`access-review-${new Date().toISOString().slice(0, 10)}.csv`, file);
  });
  return (
    <>
      <Button
        className={page.push ?? ''}
        variant="default"
        size="xs"
        leftSection={<IconDownload size={15} aria-hidden />}
        disabled={whyNot !== undefined}
        title={whyNot ?? t('members.reviewHelp')}
        loading={review.busy}
        onClick={() => void review.run()}
      >
        {t('members.review')}
      </Button>
      <AddButton whyNot={whyNot} onClick={dialog.open}>
        {t('members.invite')}
      </AddButton>
      <ProblemNotice problem={review.problem} />
      <InviteDialog opened={opened} onClose={dialog.close} />
    </>
  );
}
