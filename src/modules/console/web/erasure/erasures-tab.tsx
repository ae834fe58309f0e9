import { Group, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEraser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureView, SubjectErasureView } from '../../../erasure/erasure.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { AddButton } from '../ui/small-button';
import { EraseQueryDialog } from './erase-query-dialog';
import { ErasureTable } from './erasure-table';
import { ErasePersonDialog } from './erase-person-dialog';

const LISTS = ['erasures', 'subject-erasures'] as const;
type List = (typeof LISTS)[number];

/** What was asked to be erased, and what became of it: events, and people. */
export function ErasuresTab() {
  const { t } = useTranslation();
  const [list, setList] = useState<List>('erasures');
  const [opened, dialog] = useDisclosure(false);
  const whyNot = useWhyNot('audit:erase');
  const isPeople = list === 'subject-erasures';
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {whyNot ?? t(`erasures.listLead.${list}`)}
        </Text>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('erasures.which')}
            value={list}
            data={LISTS.map((value) => ({ value, label: t(`erasures.list.${value}`) }))}
            onChange={setList}
          />
          <AddButton whyNot={whyNot} onClick={dialog.open}>
            {isPeople ? t('erasures.newPerson') : t('erasures.new')}
          </AddButton>
        </Group>
      </Group>
      <Erasures key={list} list={list} />
      {isPeople ? (
        <ErasePersonDialog opened={opened} onClose={dialog.close} />
      ) : (
        <EraseQueryDialog opened={opened} onClose={dialog.close} />
      )}
    </div>
  );
}

interface ErasurePageOf {
  readonly data: readonly (ErasureView | SubjectErasureView)[];
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
}

/** Between two looks at what is being erased: each look leaves an event. */
const LOOK_MS = 3_000;

function Erasures({ list }: { list: List }) {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const query = useQuery({
    queryKey: [list, cursor],
    staleTime: 0,
    queryFn: ({ signal }) =>
      api<ErasurePageOf>('GET', `/v1/${list}`, { query: { limit: 25, cursor }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.data.some((one) => one.state === 'running') ? LOOK_MS : false,
  });
  return (
    <Loaded query={query} permission="audit:erase">
      {(page) =>
        page.data.length === 0 ? (
          <PageState icon={<IconEraser size={32} aria-hidden />} title={t(`erasures.none.${list}`)}>
            <Text c="dimmed">{t(`erasures.noneLead.${list}`)}</Text>
          </PageState>
        ) : (
          <div className="card">
            <ErasureTable label={t(`erasures.list.${list}`)} erasures={page.data} />
            <Paging page={page} onTurn={setCursor} />
          </div>
        )
      }
    </Loaded>
  );
}
