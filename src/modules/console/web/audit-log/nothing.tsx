import { Button, Code, Group, Text } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { number } from '../preferences/moments';
import { visible } from '../ui/visible';
import { Since, State } from './states';
import type { LogState } from './use-log';
import { useWaysOut } from './ways-out';

/** Nothing was found: which single filter hides how much, and how much a longer range would show. */
export function Nothing({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const { ways, total } = useWaysOut(log);
  return (
    <State icon={<IconFileOff size={32} aria-hidden />} title={t('state.noMatch')}>
      <Text c="dimmed" className="foreign">
        {total === null
          ? t('state.noMatchLead')
          : t('state.noMatchOf', { count: total, formatted: number(total) })}{' '}
        {log.q === '' ? null : <Code>{visible(log.q)}</Code>}
      </Text>
      <Group gap="xs" justify="center">
        {ways.map(({ key, label, count, go }) => (
          <Button key={key} variant="default" size="xs" onClick={go}>
            {label} ({t('state.removeCount', { count, formatted: number(count) })})
          </Button>
        ))}
        {log.q === '' ? null : (
          <Button variant="default" size="xs" onClick={() => log.ask({ q: undefined })}>
            × {t('log.clearAll')}
          </Button>
        )}
      </Group>
      <Since />
    </State>
  );
}
