import { Anchor, Button, Code, CopyButton, Group, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EventPage } from '../../../audit/audit.contract';
import { api } from '../api/api';
import classes from './page.module.css';
import type { LogState } from './use-log';

/** A log with more than so many events in its range is no new one. */
const FEW = 300;

/**
 * Said until the first product has sent something. The log is never empty: signing in stands in it. So it is asked what was reported,
 * and only while there is little at all.
 */
export function FirstEvents({ log, total }: { log: LogState; total: number | undefined }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['reported'],
    queryFn: ({ signal }) =>
      api<EventPage>('GET', '/v1/events', { query: { q: REPORTED, limit: 1, tz: 'UTC' }, signal }),
    enabled: total !== undefined && total < FEW && log.q === '',
    staleTime: 60_000,
  });
  if (!data || data.data.length > 0 || log.q !== '' || log.search.e !== undefined) return null;
  const example = exampleAt(window.location.origin);
  return (
    <section className={classes.first} aria-label={t('state.noEvents')}>
      <IconInbox size={28} aria-hidden />
      <div>
        <Text fw={600}>{t('state.noEvents')}</Text>
        <Text c="dimmed">{t('state.noEventsLead')}</Text>
        <Code block mt="xs" tabIndex={0}>
          {example}
        </Code>
        <Ways example={example} />
      </div>
    </section>
  );
}

function Ways({ example }: { example: string }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" mt="xs">
      <Button component={Link} to="/api-keys" size="xs">
        {t('state.makeKey')}
      </Button>
      <CopyButton value={example}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy}>
            {copied ? t('common.copied') : t('state.copyExample')}
          </Button>
        )}
      </CopyButton>
      <Anchor href="/docs" size="sm">
        {t('state.apiDocs')}
      </Anchor>
    </Group>
  );
}

/** By a key, at any time. */
const REPORTED = 'has:reported_by after:1971-01-01';

const exampleAt = (origin: string): string => `curl ${origin}/v1/events -H "Authorization: Bearer $KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"action":"report.opened","source":"flow","actor":{"type":"user","id":"u1"}}'`;
