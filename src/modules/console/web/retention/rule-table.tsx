import { useTranslation } from 'react-i18next';
import type { RetentionRule, RetentionTerms } from '../../../retention/retention.contract';
import { titleOf } from '../audit-log/words';
import { SourceBadge } from '../ui/badges';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { SmallButton } from '../ui/small-button';
import { KeepInput } from './keep-input';
import type { FormProps } from './form-props';
import { useTermWords } from './term-words';
import { ruleKey } from './terms';

const COLUMNS = ['applies', 'keep', 'after', 'was'] as const;

/** What is kept for how long: the rules, then all the rest. */
export function RuleTable({ policy, draft, refusals, whyNot, onChange }: FormProps) {
  const { t } = useTranslation();
  const setDays = (at: number, days: number | null): void =>
    onChange({ ...draft, rules: draft.rules.map((rule, n) => (n === at ? { ...rule, days } : rule)) });
  const remove = (at: number): void => onChange({ ...draft, rules: draft.rules.filter((_, n) => n !== at) });
  const said = (pointer: string): string | undefined =>
    refusals.find((one) => one.pointer === pointer)?.detail;
  return (
    <DataTable
      label={t('retention.policy')}
      columns={COLUMNS.map((column) => t(`retention.column.${column}`))}
    >
      {draft.rules.map((rule, n) => (
        <RuleRow
          key={ruleKey(rule)}
          rule={rule}
          draft={draft}
          before={policy.rules.find((one) => ruleKey(one) === ruleKey(rule))?.days}
          error={said(`/rules/${n}/days`) ?? said(`/rules/${n}`)}
          whyNot={whyNot}
          onChange={(days) => setDays(n, days)}
          onRemove={() => remove(n)}
        />
      ))}
      <RestRow {...{ policy, draft, whyNot, onChange }} error={said('/default_days')} />
    </DataTable>
  );
}

type RestProps = Pick<FormProps, 'policy' | 'draft' | 'whyNot' | 'onChange'> & {
  readonly error: string | undefined;
};

/** What no rule names. */
function RestRow({ policy: { default_days: before }, draft, error, whyNot, onChange }: RestProps) {
  const { t } = useTranslation();
  const words = useTermWords();
  const label = draft.rules.length === 0 ? t('retention.all') : t('retention.rest');
  return (
    <Row
      applies={label}
      label={label}
      days={draft.default_days}
      draft={draft}
      was={before === draft.default_days ? null : t('retention.was', { days: words.days(before) })}
      error={error}
      whyNot={whyNot}
      onChange={(days) => onChange({ ...draft, default_days: days })}
    />
  );
}

interface RuleProps {
  readonly rule: RetentionRule;
  readonly draft: RetentionTerms;
  /** Undefined for a rule that is new. */
  readonly before: number | null | undefined;
  readonly error: string | undefined;
  readonly whyNot: string | undefined;
  readonly onChange: (days: number | null) => void;
  readonly onRemove: () => void;
}

function RuleRow({ rule, before, onRemove, ...rest }: RuleProps) {
  const { t } = useTranslation();
  const words = useTermWords();
  const was =
    before === undefined
      ? t('retention.newRule')
      : before === rule.days
        ? null
        : t('retention.was', { days: words.days(before) });
  return (
    <Row
      {...rest}
      applies={
        rule.source === undefined ? (
          t('retention.category', { name: titleOf(rule.category ?? '') })
        ) : (
          <SourceBadge source={rule.source} />
        )
      }
      label={words.rule(rule)}
      days={rule.days}
      was={was}
      onRemove={onRemove}
    />
  );
}

interface RowProps extends Pick<RuleProps, 'draft' | 'error' | 'whyNot' | 'onChange'> {
  readonly applies: React.ReactNode;
  readonly label: string;
  readonly days: number | null;
  readonly was: string | null;
  readonly onRemove?: () => void;
}

function Row({ applies, label, days, draft, was, error, whyNot, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const cell = (column: (typeof COLUMNS)[number]) => ({ 'data-label': t(`retention.column.${column}`) });
  const then = days === null ? 'stays' : draft.archive ? 'archive' : 'purge';
  return (
    <tr>
      <td {...cell('applies')}>
        <span>{applies}</span>
      </td>
      <td {...cell('keep')}>
        <KeepInput
          label={t('retention.keepOf', { what: label })}
          value={days}
          least={draft.floor_days}
          error={error}
          whyNot={whyNot}
          onChange={onChange}
        />
      </td>
      <td {...cell('after')}>{t(`retention.afterwards.${then}`)}</td>
      <td {...cell('was')}>
        <span className={page.actions}>
          {was === null ? null : <span className={page.second}>{was}</span>}
          {onRemove && whyNot === undefined ? (
            <SmallButton label={t('retention.removeRule', { what: label })} onClick={onRemove}>
              ×
            </SmallButton>
          ) : null}
        </span>
      </td>
    </tr>
  );
}
