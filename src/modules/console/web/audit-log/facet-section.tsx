import { Skeleton, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventFacet, FacetField, FacetValue } from '../../../audit/audit.counts.contract';
import { number } from '../preferences/moments';
import { FacetLine, type Line } from './facet-line';
import classes from './facets.module.css';
import { NAMES, type LogState } from './use-log';
import { sourceTitle, titleOf } from './words';

interface Props {
  readonly log: LogState;
  readonly field: FacetField;
  readonly facet: EventFacet | undefined;
  readonly isOpen: boolean;
  readonly filter: string;
  readonly onToggle: (field: FacetField) => void;
}

/** Of the log it needs the query alone: opening an event draws no facet again. */
const isSame = ({ log, ...before }: Props, { log: other, ...after }: Props): boolean =>
  log.q === other.q &&
  log.ask === other.ask &&
  before.facet === after.facet &&
  before.isOpen === after.isOpen &&
  before.filter === after.filter;

export const FacetSection = memo(function FacetSection({
  log,
  field,
  facet,
  isOpen,
  filter,
  onToggle,
}: Props) {
  const { t } = useTranslation();
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.section}>
      <h2 className={classes.heading}>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => onToggle(field)}
          className={classes.toggle}
        >
          <Chevron size={14} aria-hidden /> {t(`facet.${field}`)}
        </button>
      </h2>
      {isOpen && !facet ? <Skeleton h={60} /> : null}
      {isOpen && facet ? <Values log={log} facet={facet} filter={filter} /> : null}
    </div>
  );
}, isSame);

function Values({ log, facet, filter }: { log: LogState; facet: EventFacet; filter: string }) {
  const { t } = useTranslation();
  const all = facet.values.flatMap((value) => lineOf(facet.field, value) ?? []);
  const lines = all.filter(({ label }) => label.toLowerCase().includes(filter.trim().toLowerCase()));
  const most = Math.max(1, ...facet.values.map(({ count }) => count));
  if (lines.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {all.length === 0 ? t('facet.empty') : t('facet.noneNamed')}
      </Text>
    );
  return (
    <>
      <ul className={classes.values}>
        {lines.map((line) => (
          <FacetLine
            key={line.value}
            log={log}
            field={NAMES[facet.field]}
            line={line}
            share={line.count / most}
            approximate={facet.approximate}
          />
        ))}
      </ul>
      {facet.other > 0 && filter === '' ? (
        <Text size="xs" c="dimmed">
          {t('facet.other', { formatted: number(facet.other) })}
        </Text>
      ) : null}
    </>
  );
}

/** What has no value has no line: the query language asks for that by `-has:`. */
function lineOf(field: FacetField, { value, count, actor }: FacetValue): Line | null {
  if (field !== 'actor')
    return value === null ? null : { value, label: labelOf(field, value), count, kind: field };
  const text = actor?.email ?? actor?.id ?? actor?.name ?? null;
  return text === null ? null : { value: text, label: actor?.name ?? text, count, kind: field };
}

function labelOf(field: FacetField, value: string): string {
  if (field === 'action' || field === 'ip') return value;
  return field === 'source' ? sourceTitle(value) : titleOf(value);
}
