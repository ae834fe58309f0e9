import { Checkbox, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddButton, SmallButton } from '../ui/small-button';
import { Dialog } from '../ui/dialog';
import type {
  ConsentList,
  ConsentVersionList,
  ConsentView,
} from '../../../organizations/organizations.contract';
import { api } from '../api/api';
import { ActionForm } from '../ui/action-form';
import { faultOf, type Problem } from '../api/problem';
import { queryClient } from '../api/session';
import { fullDay, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { ConfirmedButton } from '../ui/confirmed-button';
import { Loaded } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { useAction } from '../ui/use-action';

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['consents'] });

/** What the organization asks its people to consent to; each text is kept, with when and by whom. */
export function Consents({ whyNot }: { whyNot: string | undefined }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<ConsentView | 'new' | null>(null);
  const [shown, setShown] = useState<ConsentView | null>(null);
  const close = () => {
    setEdited(null);
    setShown(null);
  };
  const query = useQuery({
    queryKey: ['consents'],
    queryFn: ({ signal }) => api<ConsentList>('GET', '/v1/organization/consents', { signal }),
  });
  return (
    <section className={`card ${classes.section}`} aria-labelledby="consents">
      <Group justify="space-between">
        <Title order={2} id="consents">
          {t('settings.tab.consents')}
        </Title>
        <AddButton whyNot={whyNot} onClick={() => setEdited('new')}>
          {t('consents.new')}
        </AddButton>
      </Group>
      <Loaded query={query}>
        {({ data }) => (
          <ConsentStack consents={data} whyNot={whyNot} onEdit={setEdited} onHistory={setShown} />
        )}
      </Loaded>
      <Dialogs edited={edited} shown={shown} onClose={close} />
    </section>
  );
}

interface DialogProps {
  readonly edited: ConsentView | 'new' | null;
  readonly shown: ConsentView | null;
  readonly onClose: () => void;
}

function Dialogs({ edited, shown, onClose }: DialogProps) {
  const { t } = useTranslation();
  return (
    <>
      <Dialog
        opened={edited !== null}
        onClose={onClose}
        title={edited === 'new' ? t('consents.new') : t('consents.edit')}
      >
        {edited === null ? null : <ConsentForm known={edited === 'new' ? null : edited} onDone={onClose} />}
      </Dialog>
      <Dialog opened={shown !== null} onClose={onClose} title={t('consents.history')}>
        {shown === null ? null : <Versions of={shown} />}
      </Dialog>
    </>
  );
}

interface ConsentProps {
  readonly consent: ConsentView;
  readonly whyNot: string | undefined;
  readonly onEdit: (consent: ConsentView) => void;
  readonly onHistory: (consent: ConsentView) => void;
}

type StackProps = Omit<ConsentProps, 'consent'> & { readonly consents: readonly ConsentView[] };

function ConsentStack({ consents, ...rest }: StackProps) {
  const { t } = useTranslation();
  if (consents.length === 0) return <Text c="dimmed">{t('consents.none')}</Text>;
  return (
    <Stack>
      {consents.map((one) => (
        <Consent key={one.key} consent={one} {...rest} />
      ))}
    </Stack>
  );
}

function Consent({ consent, whyNot, onEdit, onHistory }: ConsentProps) {
  const { t } = useTranslation();
  const { key, title, text, required, version, updated_at: at } = consent;
  const remove = async () => {
    await api('DELETE', `/v1/organization/consents/${encodeURIComponent(key)}`);
    await refresh();
  };
  return (
    <div>
      <Group gap="xs">
        <b className="foreign">{title}</b>
        <Pill tone={required ? 'going' : 'quiet'}>
          {t(required ? 'consents.required' : 'consents.optional')}
        </Pill>
        <span className={classes.second}>
          {key} · {t('consents.version', { version, date: fullDay(at, 'UTC') })}
        </span>
      </Group>
      <Text size="sm" className="foreign" my={4} lineClamp={3}>
        {text}
      </Text>
      <div className={classes.actions}>
        <SmallButton whyNot={whyNot} onClick={() => onEdit(consent)}>
          {t('alerts.edit')}
        </SmallButton>
        <SmallButton onClick={() => onHistory(consent)}>{t('consents.history')}</SmallButton>
        <ConfirmedButton
          label={t('ui.delete')}
          title={t('consents.deleteTitle', { title })}
          lead={t('consents.deleteLead')}
          whyNot={whyNot}
          onConfirm={remove}
        />
      </div>
    </div>
  );
}

type Draft = Pick<ConsentView, 'key' | 'title' | 'text' | 'required'>;

function ConsentForm({ known, onDone }: { known: ConsentView | null; onDone: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(known ?? { key: '', title: '', text: '', required: false });
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const action = useAction(async () => {
    const { key, title, text, required } = draft;
    const body = { title, text, required };
    await api('PUT', `/v1/organization/consents/${encodeURIComponent(key)}`, { body });
    onDone();
    await refresh();
  });
  return (
    <ActionForm action={action} label={t('ui.save')}>
      <ConsentFields draft={draft} isNew={known === null} problem={action.problem} change={change} />
    </ActionForm>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly isNew: boolean;
  readonly problem: Problem | null;
  readonly change: (patch: Partial<Draft>) => void;
}

function ConsentFields({ draft, isNew, problem, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {isNew ? <KeyField draft={draft} problem={problem} change={change} /> : null}
      <TextInput
        label={t('consents.title')}
        required
        withAsterisk={false}
        value={draft.title}
        error={faultOf(problem, 'title')}
        onChange={(event) => change({ title: event.target.value })}
      />
      <Textarea
        label={t('consents.text')}
        description={t('consents.textHelp')}
        required
        withAsterisk={false}
        autosize
        minRows={4}
        maxRows={16}
        value={draft.text}
        error={faultOf(problem, 'text')}
        onChange={(event) => change({ text: event.target.value })}
      />
      <Checkbox
        label={t('consents.isRequired')}
        checked={draft.required}
        onChange={(event) => change({ required: event.target.checked })}
      />
    </>
  );
}

function KeyField({ draft, problem, change }: Omit<FieldsProps, 'isNew'>) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('consents.key')}
      pattern="[a-z][a-z0-9\-]{0,59}"
      title={t('consents.keyHelp')}
      description={t('consents.keyHelp')}
      required
      withAsterisk={false}
      value={draft.key}
      error={faultOf(problem, 'key')}
      onChange={(event) => change({ key: event.target.value })}
    />
  );
}

function Versions({ of: { key } }: { of: ConsentView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const query = useQuery({
    queryKey: ['consents', key, 'versions'],
    queryFn: ({ signal }) =>
      api<ConsentVersionList>('GET', `/v1/organization/consents/${encodeURIComponent(key)}/versions`, {
        signal,
      }),
  });
  return (
    <Loaded query={query}>
      {({ data }) => (
        <Stack>
          {data.map(({ version, text, created_at: at, created_by: by }) => (
            <div key={version}>
              <b>{t('consents.versionOf', { version })}</b>
              <span className={classes.second}>
                {minuteMoment(at, zone)} · {by.name ?? t('event.unknown')}
              </span>
              <Text size="sm" className="foreign">
                {text}
              </Text>
            </div>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}
