import { Anchor, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SupportRequestPage } from '../../../support/support.contract';
import { api } from '../api/api';
import { SupportTable } from '../support/support-table';
import classes from '../ui/page.module.css';

/** The newest requests, of which the open ones for a file are shown. */
const LOOKED_AT = 25;

/** Files that support is to make, for people who have no access here: what is open of them, and where all are. */
export function SupportExports() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['support', 'exports'],
    queryFn: ({ signal }) =>
      api<SupportRequestPage>('GET', '/v1/support-requests', { query: { limit: LOOKED_AT }, signal }),
    staleTime: 0,
  });
  const open = data?.data.filter(({ kind, state }) => kind === 'export' && state === 'open') ?? [];
  return (
    <section className={`card ${classes.section}`} aria-labelledby="by-support">
      <Group justify="space-between">
        <Group gap="xs" align="baseline">
          <Title order={2} id="by-support">
            {t('support.inExports')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('support.inExportsLead')}
          </Text>
        </Group>
        <Group gap="md">
          <Anchor component={Link} to="/support?new=export" size="sm">
            {t('support.askSupport')}
          </Anchor>
          <Anchor component={Link} to="/support" size="sm">
            {t('support.all')}
          </Anchor>
        </Group>
      </Group>
      {open.length === 0 ? null : <SupportTable requests={open} />}
    </section>
  );
}
