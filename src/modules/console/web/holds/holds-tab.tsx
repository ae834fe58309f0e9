import { Group, SegmentedControl, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconGavel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LegalHoldPage } from '../../../holds/holds.contract';
import { api } from '../api/api';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { AddButton } from '../ui/small-button';
import { HoldTable } from './hold-table';
import { PlaceHoldDialog } from './place-hold-dialog';
import { ReleasedTable } from './released-table';

const LISTS = ['in_force', 'released'] as const;
type List = (typeof LISTS)[number];

/** What keeps events whatever the policy says, and what did. */
export function HoldsTab() {
  const { t } = useTranslation();
  const [list, setList] = useState<List>('in_force');
  const [opened, dialog] = useDisclosure(false);
  const whyNot = useWhyNot('holds:manage');
  return (
    <div className={classes.page}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('holds.lead')}
        </Text>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('holds.which')}
            value={list}
            data={LISTS.map((value) => ({ value, label: t(`holds.list.${value}`) }))}
            onChange={setList}
          />
          <AddButton whyNot={whyNot} onClick={dialog.open}>
            {t('holds.place')}
          </AddButton>
        </Group>
      </Group>
      <Holds key={list} state={list} />
      <PlaceHoldDialog opened={opened} onClose={dialog.close} />
    </div>
  );
}

function Holds({ state }: { state: List }) {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const query = useQuery({
    queryKey: ['holds', state, cursor],
    queryFn: ({ signal }) =>
      api<LegalHoldPage>('GET', '/v1/legal-holds', { query: { state, limit: 25, cursor }, signal }),
  });
  return (
    <Loaded query={query} permission="audit:read">
      {(page) =>
        page.data.length === 0 ? (
          <PageState icon={<IconGavel size={32} aria-hidden />} title={t(`holds.none.${state}`)}>
            <Text c="dimmed">{t(`holds.noneLead.${state}`)}</Text>
          </PageState>
        ) : (
          <div className="card">
            {state === 'released' ? <ReleasedTable holds={page.data} /> : <HoldTable holds={page.data} />}
            <Paging page={page} onTurn={setCursor} />
          </div>
        )
      }
    </Loaded>
  );
}
