import { Autocomplete, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventFacets } from '../../../audit/audit.counts.contract';
import type { RetentionRule, RetentionTerms } from '../../../retention/retention.contract';
import { api } from '../api/api';
import { titleOf } from '../audit-log/words';
import { SmallButton } from '../ui/small-button';
import { CATEGORIES, ruleKey } from './terms';

interface Props {
  readonly draft: RetentionTerms;
  readonly onAdd: (rule: RetentionRule) => void;
}

/** Sources that there were events of, the most frequent first. */
const useSources = (): readonly string[] => {
  const { data } = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) =>
      api<EventFacets>('GET', '/v1/events/facets', {
        query: { field: 'source', from: '1971-01-01', limit: 50 },
        signal,
      }),
    staleTime: 300_000,
  });
  return (data?.facets[0]?.values ?? []).flatMap(({ value }) => value ?? []);
};

/** A source or a category that is kept for another time than the rest. */
export function AddRule({ draft, onAdd }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'source' | 'category'>('source');
  const [source, setSource] = useState('');
  const [category, setCategory] = useState<string>(CATEGORIES[0]);
  const rule: RetentionRule =
    kind === 'source'
      ? { source: source.trim(), days: draft.default_days }
      : { category, days: draft.default_days };
  const whyNot = whyNotAdd(rule, draft);
  const add = (): void => {
    onAdd(rule);
    setSource('');
  };
  return (
    <Group gap={6} align="flex-end">
      <NativeSelect
        size="xs"
        label={t('retention.addRule')}
        value={kind}
        data={(['source', 'category'] as const).map((value) => ({
          value,
          label: t(`retention.by.${value}`),
        }))}
        onChange={(event) => setKind(event.target.value as 'source' | 'category')}
      />
      {kind === 'source' ? (
        <SourceField value={source} onChange={setSource} />
      ) : (
        <CategoryField value={category} onChange={setCategory} />
      )}
      <SmallButton whyNot={whyNot === null ? undefined : t(`retention.addWhyNot.${whyNot}`)} onClick={add}>
        {t('retention.add')}
      </SmallButton>
    </Group>
  );
}

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SourceField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <Autocomplete
      size="xs"
      aria-label={t('retention.by.source')}
      placeholder="security"
      data={[...useSources()]}
      value={value}
      onChange={onChange}
    />
  );
}

function CategoryField({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      aria-label={t('retention.by.category')}
      value={value}
      data={CATEGORIES.map((each) => ({ value: each, label: titleOf(each) }))}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** As the log takes them. */
const SOURCE = /^[A-Za-z0-9][A-Za-z0-9_:/-]*(\.[A-Za-z0-9_:/-]+)*$/;

function whyNotAdd(rule: RetentionRule, { rules }: RetentionTerms): 'empty' | 'there' | null {
  if (rule.source !== undefined && !SOURCE.test(rule.source)) return 'empty';
  return rules.some((one) => ruleKey(one) === ruleKey(rule)) ? 'there' : null;
}
