import { Checkbox, Code, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../api/problem';
import { ActionForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { useAction } from '../../ui/use-action';
import { useRangeName } from '../range-picker';
import { say } from '../said';
import { DEFAULT_RANGE } from '../time-range';
import type { LogState } from '../use-log';
import { openWith, queryOfSearch, saveView } from './view-actions';

interface Props {
  readonly log: LogState;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The search as it stands, under a name. */
export function SaveView({ log, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('view.save')}>
      {opened ? <SaveForm log={log} onDone={onClose} /> : null}
    </Dialog>
  );
}

function SaveForm({ log, onDone }: { log: LogState; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [isDefault, setDefault] = useState(false);
  const action = useAction(async () => {
    const view = await saveView({ name, shared, query: queryOfSearch(log.search, DEFAULT_RANGE) });
    if (isDefault) await openWith(view);
    onDone();
    say(t('view.saved', { name }));
  });
  return (
    <ActionForm action={action} label={t('ui.save')} isReady={name.trim() !== ''}>
      <What log={log} />
      <TextInput
        label={t('view.name')}
        data-autofocus
        required
        withAsterisk={false}
        maxLength={100}
        autoComplete="off"
        value={name}
        error={faultOf(action.problem, 'name')}
        onChange={(event) => setName(event.target.value)}
      />
      <Checkbox
        label={t('view.share')}
        description={t('view.shareHelp')}
        checked={shared}
        onChange={(event) => setShared(event.target.checked)}
      />
      <Checkbox
        label={t('view.openWith')}
        checked={isDefault}
        onChange={(event) => setDefault(event.target.checked)}
      />
    </ActionForm>
  );
}

function What({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const range = useRangeName(log);
  return (
    <Text size="sm" className="foreign">
      {log.q === '' ? t('ui.everything') : <Code>{log.q}</Code>} · {range}
    </Text>
  );
}
