import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PurgeDetail, PurgeView } from '../../../retention/retention.contract';
import { api } from '../api/api';
import { fullDay, number } from '../preferences/moments';
import { Dialog } from '../ui/dialog';
import { Loaded } from '../ui/loaded';
import { SmallButton } from '../ui/small-button';
import classes from './retention.module.css';

/** Which numbers went, for whoever compares them with a copy of the log. */
export function Stretches({ purge }: { purge: PurgeView }) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const day = fullDay(purge.expires_on, 'UTC');
  return (
    <>
      <SmallButton label={t('purges.stretchesOf', { count: purge.range_count, day })} onClick={dialog.open}>
        {t('purges.stretches', { count: purge.range_count, formatted: number(purge.range_count) })}
      </SmallButton>
      <Dialog opened={opened} onClose={dialog.close} title={t('purges.stretchesTitle', { day })}>
        {opened ? <Ranges date={purge.expires_on} sha256={purge.ranges_sha256} /> : null}
      </Dialog>
    </>
  );
}

/** So many are listed; all of them are in the event and in the API. */
const MOST_SHOWN = 1_000;

function Ranges({ date, sha256 }: { date: string; sha256: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['purge', date],
    queryFn: ({ signal }) => api<PurgeDetail>('GET', `/v1/purges/${date}`, { signal }),
    staleTime: Infinity,
  });
  return (
    <Loaded query={query} permission="audit:read">
      {({ ranges }) => (
        <>
          <ul className={`mono ${classes.ranges}`}>
            {ranges.slice(0, MOST_SHOWN).map(([first, last]) => (
              <li key={first}>{first === last ? number(first) : `${number(first)} – ${number(last)}`}</li>
            ))}
          </ul>
          {ranges.length > MOST_SHOWN ? (
            <Text size="sm">{t('purges.more', { formatted: number(ranges.length - MOST_SHOWN) })}</Text>
          ) : null}
          <Text size="xs" c="dimmed" mt="sm">
            {t('purges.sha256')}
          </Text>
          <Text size="xs" className="mono foreign">
            {sha256}
          </Text>
        </>
      )}
    </Loaded>
  );
}
