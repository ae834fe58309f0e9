import { Button, Checkbox, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberPage } from '../../../members/members.contract';
import { api } from '../api/api';
import page from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { ProblemNotice } from '../ui/problem-notice';
import { useAction } from '../ui/use-action';
import { PEOPLE, refreshPeople } from './people';

const SHOWN = 20;
const TYPING_MS = 300;

/** Members are looked for on the server: there may be thousands. */
function useFound(text: string, isAllowed: boolean) {
  const [q] = useDebouncedValue(text, TYPING_MS);
  const { data } = useQuery({
    queryKey: [PEOPLE, 'found', q],
    enabled: isAllowed,
    queryFn: ({ signal }) => api<MemberPage>('GET', '/v1/members', { query: { q, limit: SHOWN }, signal }),
    placeholderData: (before) => before,
  });
  return data?.data ?? [];
}

interface ChoiceProps {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly whyNot: string | undefined;
}

function Choice({ value, onChange, whyNot }: ChoiceProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const found = useFound(text.replace(/ <.*$/, ''), whyNot === undefined);
  return (
    <Select
      size="xs"
      w={300}
      searchable
      clearable
      aria-label={t('members.whom')}
      placeholder={whyNot ?? t('members.whom')}
      nothingFoundMessage={t('members.nobodyFound')}
      disabled={whyNot !== undefined}
      data={found.map(({ id, name, email }) => ({ value: id, label: `${name} <${email}>` }))}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      searchValue={text}
      onSearchChange={setText}
    />
  );
}

/** Puts a member into a team; `path` is that of its people in the API. */
export function AddPerson({ path }: { path: string }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [lead, setLead] = useState(false);
  const whyNot = useWhyNot('members:manage');
  const mayNotSee = useWhyNot('activity:read');
  const add = useAction(async () => {
    await api('POST', path, { body: { member_id: chosen, lead } });
    setChosen(null);
    setLead(false);
    await refreshPeople();
  });
  return (
    <div className={page.head}>
      <Choice value={chosen} onChange={setChosen} whyNot={whyNot} />
      <Checkbox
        label={t('members.asLead')}
        disabled={mayNotSee !== undefined}
        title={mayNotSee}
        checked={lead}
        onChange={(event) => setLead(event.target.checked)}
      />
      <Button
        size="xs"
        loading={add.busy}
        disabled={chosen === null}
        title={whyNot ?? (chosen === null ? t('members.chooseFirst') : undefined)}
        onClick={() => void add.run()}
      >
        {t('members.addPerson')}
      </Button>
      <ProblemNotice problem={add.problem} />
    </div>
  );
}
