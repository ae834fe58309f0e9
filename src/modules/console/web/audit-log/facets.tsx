import { TextInput } from '@mantine/core';
import { useCallback, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventFacet, FacetField } from '../../../audit/audit.counts.contract';
import { FacetSection } from './facet-section';
import classes from './facets.module.css';
import { useFacets, type LogState } from './use-log';

const FIELDS: readonly FacetField[] = [
  'source',
  'outcome',
  'actor',
  'resource_type',
  'action',
  'ip',
  'category',
];

const NO_FACETS: readonly EventFacet[] = [];

/** The most frequent values of what is found; each can be asked for alone, or left out. */
export function Facets({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<readonly FacetField[]>(['source', 'outcome', 'actor']);
  // Drawn after the rows, a line at a time.
  const facets = useDeferredValue(
    useFacets(
      log,
      FIELDS.filter((field) => open.includes(field)),
    ),
    NO_FACETS,
  );
  const toggle = useCallback(
    (field: FacetField): void =>
      setOpen((now) => (now.includes(field) ? now.filter((each) => each !== field) : [...now, field])),
    [],
  );
  return (
    <section className={`card ${classes.facets}`} aria-label={t('log.facets')}>
      <div className={classes.filter}>
        <TextInput
          size="xs"
          aria-label={t('facet.filter')}
          placeholder={t('facet.filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      {FIELDS.map((field) => (
        <FacetSection
          key={field}
          log={log}
          field={field}
          facet={facets.find((each) => each.field === field)}
          isOpen={open.includes(field)}
          filter={filter}
          onToggle={toggle}
        />
      ))}
    </section>
  );
}
