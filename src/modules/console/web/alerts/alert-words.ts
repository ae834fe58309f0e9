import { useTranslation } from 'react-i18next';
import type { Condition, GroupView, Severity } from '../../../alerts/alerts.contract';
import { number } from '../preferences/moments';
import { queryClient } from '../api/session';
import type { Tone } from '../ui/pill';

export const TONES: Readonly<Record<Severity, Tone>> = { high: 'bad', medium: 'warn', low: 'quiet' };

/** Who or what it is about: the name, else the id, else what can be said without either. */
export function useGroupWords(): (group: GroupView) => string {
  const { t } = useTranslation();
  return ({ by, name, id }) => {
    if (by === 'none') return t('alerts.group.none');
    return name ?? id ?? t('alerts.group.unknown');
  };
}

/** `5 or more within 10 minutes, by person` */
export function useConditionWords(): (condition: Condition) => string {
  const { t } = useTranslation();
  return ({ threshold, window_minutes: minutes, group_by: by }) =>
    t(threshold > 1 ? 'alerts.condition' : by === 'none' ? 'alerts.conditionFirst' : 'alerts.conditionAny', {
      threshold: number(threshold),
      minutes: number(minutes),
      by: t(`alerts.by.${by}`),
    });
}

export async function refreshAlerts(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['alerts'] }),
    queryClient.invalidateQueries({ queryKey: ['alert-rules'] }),
  ]);
}
