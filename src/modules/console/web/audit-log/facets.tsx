import { TextInput } from '@mantine/core';
import { useCallback, useDeferredValue, useState, type KeyboardEvent } from 'react';
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

const VALUES = '[data-facets] li[data-field] input';

/** To the first value; false where there is none. */
export function focusFacets(): boolean {
  const first = document.querySelector<HTMLElement>(VALUES);
  first?.focus();
  return first !== null;
}

/** Up and down go from value to value. */
function moveInFacets(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const values = [...document.querySelectorAll<HTMLElement>(VALUES)];
  const at = values.findIndex((each) => each === event.target);
  if (by === undefined || at < 0) return;
  event.preventDefault();
  values[at + by]?.focus();
}

interface OpenFields {
  readonly open: readonly FacetField[];
  readonly toggle: (field: FacetField) => void;
}

function useOpenFields(): OpenFields {
  const [open, setOpen] = useState<readonly FacetField[]>(['source', 'outcome', 'actor']);
  const toggle = useCallback(
    (field: FacetField): void =>
      setOpen((now) => (now.includes(field) ? now.filter((each) => each !== field) : [...now, field])),
    [],
  );
  return { open, toggle };
}

/** The most frequent values of what is found; each can be asked for alone, or left out. */
export function Facets({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState('');
  const { open, toggle } = useOpenFields();
  const asked = FIELDS.filter((field) => open.includes(field));
  // Drawn after the rows, a line at a time.
  const facets = useDeferredValue(useFacets(log, asked), NO_FACETS);
  return (
    <section
      className={`card ${classes.facets}`}
      aria-label={t('log.facets')}
      data-facets
      onKeyDown={moveInFacets}
    >
      <Filter value={filter} onChange={setFilter} />
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

function Filter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.filter}>
      <TextInput
        size="xs"
        aria-label={t('facet.filter')}
        placeholder={t('facet.filter')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
