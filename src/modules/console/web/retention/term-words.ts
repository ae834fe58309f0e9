import { useTranslation } from 'react-i18next';
import type { RetentionRule, RetentionTerms, Weakening } from '../../../retention/retention.contract';
import { sourceTitle, titleOf } from '../audit-log/words';
import { number } from '../preferences/moments';
import type { TermChange } from './terms';

export interface TermWords {
  /** `6 years`, `90 days`, `for ever`. */
  readonly days: (days: number | null) => string;
  /** What a rule applies to. */
  readonly rule: (rule: RetentionRule) => string;
  /** `Navigation: 180 days → 90 days`. */
  readonly change: (change: TermChange) => string;
  readonly weakening: (weakening: Weakening) => string;
  /** The whole policy in a line. */
  readonly terms: (terms: Pick<RetentionTerms, 'default_days' | 'rules' | 'floor_days'>) => string;
}

const YEAR = 365;

export function useTermWords(): TermWords {
  const { t } = useTranslation();
  const days = (count: number | null): string => {
    if (count === null) return t('retention.forEver');
    return count % YEAR === 0
      ? t('retention.years', { count: count / YEAR })
      : t('retention.days', { count, formatted: number(count) });
  };
  const rule = ({ source, category }: RetentionRule): string =>
    source === undefined ? t('retention.category', { name: titleOf(category ?? '') }) : sourceTitle(source);
  const terms: TermWords['terms'] = ({ default_days, rules, floor_days }) =>
    [
      ...rules.map((one) => `${rule(one)}: ${days(one.days)}`),
      `${rules.length > 0 ? t('retention.rest') : t('retention.all')}: ${days(default_days)}`,
      ...(floor_days === null ? [] : [t('retention.atLeast', { days: days(floor_days) })]),
    ].join(' · ');
  return { days, rule, change: useChangeWords(days, rule), weakening: useWeakeningWords(days, rule), terms };
}

type Days = TermWords['days'];
type Rule = TermWords['rule'];

function useChangeWords(days: Days, rule: Rule): TermWords['change'] {
  const { t } = useTranslation();
  const onOff = (value: boolean): string => (value ? t('retention.on') : t('retention.off'));
  const ruleDays = (value: number | null | undefined): string =>
    value === undefined ? t('retention.noRule') : days(value);
  return (change) => {
    switch (change.what) {
      case 'rule':
        return `${rule(change.rule)}: ${ruleDays(change.from)} → ${ruleDays(change.to)}`;
      case 'default':
        return `${t('retention.rest')}: ${days(change.from)} → ${days(change.to)}`;
      case 'floor': {
        const floor = (value: number | null) => (value === null ? t('retention.noFloor') : days(value));
        return `${t('retention.floor')}: ${floor(change.from)} → ${floor(change.to)}`;
      }
      case 'preset':
        return `${t('retention.preset')}: ${t(`retention.presets.${change.from}`)} → ${t(`retention.presets.${change.to}`)}`;
      case 'archive':
      case 'erasure':
        return `${t(`retention.${change.what}`)}: ${onOff(change.from)} → ${onOff(change.to)}`;
    }
  };
}

function useWeakeningWords(days: Days, rule: Rule): TermWords['weakening'] {
  const { t } = useTranslation();
  return (weakening) => {
    const { what } = weakening;
    if (what === 'erasure_allowed' || what === 'archive_ended') return t(`retention.weaker.${what}`);
    if (what === 'preset_left')
      return t('retention.weaker.preset_left', { preset: t(`retention.presets.${weakening.from}`) });
    if (what === 'floor_lowered')
      return t('retention.weaker.floor_lowered', {
        from: days(weakening.from),
        to: weakening.to === null ? t('retention.noFloor') : days(weakening.to),
      });
    const { source, category, from, to } = weakening;
    const names = [
      ...(source === null ? [] : [rule({ source, days: to })]),
      ...(category === null ? [] : [titleOf(category)]),
    ];
    const who = names.length === 0 ? t('retention.rest') : names.join(', ');
    return t('retention.weaker.kept_shorter', { who, from: days(from), to: days(to) });
  };
}
