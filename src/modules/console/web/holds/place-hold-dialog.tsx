import { Text, TextInput } from '@mantine/core';
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
import { ReasonField } from '../ui/reason-field';
import { TextField } from '../ui/text-field';
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
    const { q, review, ...words } = draft;
    const query = q === '' ? {} : { q, tz };
    const body = { ...words, query, review_on: review === '' ? null : review };
    await api<LegalHoldDetail>('POST', '/v1/legal-holds', { body });
    onDone();
    await refreshHolds();
  });
  const said = (field: string): string | undefined => faultOf(action.problem, field);
  return (
    <ActionForm action={action} label={t('holds.place')} isReady={!fault}>
      <Text size="sm">{t('holds.placeLead')}</Text>
      <TextField
        label={t('holds.name')}
        placeholder={t('holds.namePlaceholder')}
        most={200}
        isFirst
        value={draft.name}
        error={said('name')}
        onChange={(name) => change({ name })}
      />
      <ReasonField
        label={t('holds.reason')}
        help={t('holds.reasonHelp')}
        most={2_000}
        value={draft.reason}
        error={said('reason')}
        onChange={(reason) => change({ reason })}
      />
      <ScopeField
        value={draft.q}
        fault={fault?.message}
        refused={said('query/q') ?? said('query')}
        onChange={(q) => change({ q })}
      />
      <ReviewDay value={draft.review} error={said('review_on')} onChange={(review) => change({ review })} />
    </ActionForm>
  );
}

interface ScopeProps {
  readonly value: string;
  /** What is wrong with the query; nothing is counted then. */
  readonly fault: string | undefined;
  /** What the server says of it. */
  readonly refused: string | undefined;
  readonly onChange: (value: string) => void;
}

/** What it protects, and how much that is now. */
function ScopeField({ value, fault, refused, onChange }: ScopeProps) {
  const { t } = useTranslation();
  return (
    <>
      <QueryInput
        label={t('holds.query')}
        help={t('holds.queryHelp')}
        value={value}
        fault={fault ?? refused}
        onChange={onChange}
      />
      {fault === undefined ? <LiveCount q={value} /> : null}
    </>
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
