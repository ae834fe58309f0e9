import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOfQuery } from '../audit-log/query-terms';
import { LiveCount } from '../holds/live-count';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { QueryInput } from '../ui/query-input';
import { EraseDialog } from './erase-dialog';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Which events, by a query; then as ever. */
export function EraseQueryDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const close = (): void => {
    setChosen(null);
    onClose();
  };
  return (
    <>
      <Dialog opened={opened && chosen === null} onClose={close} title={t('erasures.title')} size="lg">
        {opened ? <Choice onChosen={setChosen} /> : null}
      </Dialog>
      <EraseDialog opened={opened && chosen !== null} onClose={close} selection={{ q: chosen ?? '' }} />
    </>
  );
}

function Choice({ onChosen }: { onChosen: (q: string) => void }) {
  const { t } = useTranslation();
  const [q, setQuery] = useState('');
  const fault = q.trim() === '' ? undefined : faultOfQuery(q)?.message;
  const isReady = q.trim() !== '' && fault === undefined;
  const next = {
    busy: false,
    problem: null,
    run: () => {
      onChosen(q);
      return Promise.resolve();
    },
  };
  return (
    <ActionForm action={next} label={t('erasures.look')} isReady={isReady}>
      <Text size="sm">{t('erasures.lead')}</Text>
      <QueryInput
        label={t('erasures.query')}
        help={t('erasures.queryHelp')}
        value={q}
        fault={fault}
        onChange={setQuery}
      />
      {isReady ? <LiveCount q={q} words="finds" /> : null}
    </ActionForm>
  );
}
