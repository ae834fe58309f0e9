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

/** Named as the API does, so that what it says of a field stands there. */
interface Draft {
  readonly name: string;
  readonly reason: string;
  readonly q: string;
  readonly review_on: string;
}

const bodyOf = ({ q, review_on: day, ...words }: Draft, tz: string): object => ({
  ...words,
  query: q === '' ? {} : { q, tz },
  review_on: day === '' ? null : day,
});

function PlaceHold({ initialQuery, onDone }: { initialQuery: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { name: tz } = useZone();
  const [draft, setDraft] = useState<Draft>({
    name: '',
    reason: '',
    q: initialQuery,
    review_on: dayIn(365),
  });
  const fault = faultOfQuery(draft.q);
  const action = useAction(async () => {
    await api<LegalHoldDetail>('POST', '/v1/legal-holds', { body: bodyOf(draft, tz) });
    onDone();
    await refreshHolds();
  });
  const field = (name: keyof Draft, pointer: string = name) => ({
    value: draft[name],
    error: faultOf(action.problem, pointer),
    onChange: (value: string) => setDraft({ ...draft, [name]: value }),
  });
  const name = { label: t('holds.name'), placeholder: t('holds.namePlaceholder'), most: 200 };
  return (
    <ActionForm action={action} label={t('holds.place')} isReady={!fault}>
      <Text size="sm">{t('holds.placeLead')}</Text>
      <TextField {...name} {...field('name')} isFirst />
      <ReasonField label={t('holds.reason')} help={t('holds.reasonHelp')} most={2_000} {...field('reason')} />
      <ScopeField {...field('q', 'query/q')} fault={fault?.message} />
      <ReviewDay {...field('review_on')} />
    </ActionForm>
  );
}

interface ScopeProps {
  readonly value: string;
  /** What is wrong with the query; nothing is counted then. */
  readonly fault: string | undefined;
  /** What the server says of it. */
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** What it protects, and how much that is now. */
function ScopeField({ value, fault, error, onChange }: ScopeProps) {
  const { t } = useTranslation();
  return (
    <>
      <QueryInput
        label={t('holds.query')}
        help={t('holds.queryHelp')}
        value={value}
        fault={fault ?? error}
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
