import { Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LegalHoldDetail } from '../../../holds/holds.contract';
import { api } from '../api/api';
import { faultOf } from '../api/problem';
import { faultOfQuery } from '../audit-log/query-terms';
import { useZone } from '../preferences/time-zone';
import { ActionForm } from '../ui/action-form';
import { Dialog } from '../ui/dialog';
import { QueryInput } from '../ui/query-input';
import { useAction } from '../ui/use-action';
import { LiveCount } from './live-count';
import { refreshHolds } from './refresh-holds';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** In the query language. */
  readonly initialQuery?: string;
}

/** Protects what a query finds, now and from now on. */
export function PlaceHoldDialog({ opened, onClose, initialQuery = '' }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('holds.placeTitle')} size="lg">
      {opened ? <PlaceHold initialQuery={initialQuery} onDone={onClose} /> : null}
    </Dialog>
  );
}

const DAY_MS = 86_400_000;
const dayIn = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

function PlaceHold({ initialQuery, onDone }: { initialQuery: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { name: tz } = useZone();
  const [draft, setDraft] = useState({ name: '', reason: '', q: initialQuery, review: dayIn(365) });
  const change = (patch: Partial<typeof draft>) => setDraft({ ...draft, ...patch });
  const fault = faultOfQuery(draft.q);
  const action = useAction(async () => {
    const { name, reason, q, review } = draft;
    const query = q === '' ? {} : { q, tz };
    const body = { name, reason, query, review_on: review === '' ? null : review };
    await api<LegalHoldDetail>('POST', '/v1/legal-holds', { body });
    onDone();
    await refreshHolds();
  });
  const refused = faultOf(action.problem, 'query/q') ?? faultOf(action.problem, 'query');
  return (
    <ActionForm action={action} label={t('holds.place')} isReady={!fault}>
      <Text size="sm">{t('holds.placeLead')}</Text>
      <TextInput
        label={t('holds.name')}
        placeholder={t('holds.namePlaceholder')}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        value={draft.name}
        error={faultOf(action.problem, 'name')}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Textarea
        label={t('holds.reason')}
        description={t('holds.reasonHelp')}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={2_000}
        value={draft.reason}
        error={faultOf(action.problem, 'reason')}
        onChange={(event) => change({ reason: event.target.value })}
      />
      <QueryInput
        label={t('holds.query')}
        help={t('holds.queryHelp')}
        value={draft.q}
        fault={fault?.message ?? refused}
        onChange={(q) => change({ q })}
      />
      {fault ? null : <LiveCount q={draft.q} />}
      <ReviewDay
        value={draft.review}
        error={faultOf(action.problem, 'review_on')}
        onChange={(review) => change({ review })}
      />
    </ActionForm>
  );
}

interface DayProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** `YYYY-MM-DD`, or empty for none. */
export function ReviewDay({ value, error, onChange }: DayProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="date"
      label={t('holds.review')}
      description={t('holds.reviewHelp')}
      min={dayIn(1)}
      maw={220}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
