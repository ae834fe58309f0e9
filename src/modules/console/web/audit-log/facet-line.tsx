import { IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FacetField } from '../../../audit/audit.counts.contract';
import { number } from '../preferences/moments';
import { Outcome, SourceBadge } from '../ui/badges';
import { plainly } from '../ui/hidden-characters';
import { visible } from '../ui/visible';
import classes from './facets.module.css';
import { choiceOf, choose, type Choice } from './query-terms';
import type { LogState } from './use-log';

export interface Line {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly kind: FacetField;
}

interface Props {
  readonly log: LogState;
  /** As the query language calls it. */
  readonly field: string;
  readonly line: Line;
  /** Of the most frequent value. */
  readonly share: number;
  readonly approximate: boolean;
}

/** A tick asks for the value, the minus leaves it out; both write into the query. */
export function FacetLine({ log, field, line, share, approximate }: Props) {
  const { t } = useTranslation();
  const { value, label, count } = line;
  const choice = choiceOf(log.q, field, value);
  const set = (next: Choice): void =>
    log.ask({ q: choose(log.q, field, value, next === choice ? null : next) });
  return (
    <li className={classes.line} data-choice={choice ?? undefined} data-field={field} data-value={value}>
      <input
        type="checkbox"
        className={classes.tick}
        checked={choice === 'included'}
        onChange={() => set('included')}
        aria-label={t('facet.include', { value: plainly(label) })}
      />
      <span className={classes.label} title={plainly(label)}>
        <Label line={line} />
      </span>
      <button
        type="button"
        className={classes.exclude}
        aria-pressed={choice === 'excluded'}
        aria-label={t('facet.exclude', { value: plainly(label) })}
        title={t('facet.exclude', { value: plainly(label) })}
        onClick={() => set('excluded')}
      >
        <IconMinus size={12} stroke={3} aria-hidden />
      </button>
      <span className={classes.count} title={approximate ? t('facet.approximate') : undefined}>
        {approximate ? '≈ ' : ''}
        {number(count)}
      </span>
      <span className={classes.share} style={{ width: `${Math.max(2, 100 * share)}%` }} aria-hidden />
    </li>
  );
}

function Label({ line: { kind, value, label } }: { line: Line }) {
  if (kind === 'source') return <SourceBadge source={value} />;
  if (kind === 'outcome') return <Outcome outcome={value} />;
  return <span className={kind === 'ip' || kind === 'action' ? 'mono' : undefined}>{visible(label)}</span>;
}
