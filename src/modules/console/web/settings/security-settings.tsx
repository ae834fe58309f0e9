import { NumberInput, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../api/problem';
import { fullDay } from '../preferences/moments';
import classes from '../ui/page.module.css';
import type { SettingsForm } from './settings-page';

interface Props {
  readonly form: SettingsForm;
  /** Since when everybody needs a second factor. */
  readonly since: string | null;
}

/** How people sign in, and how long that lasts. Saving asks for a fresh proof. */
export function SecuritySettings({ form: { draft, change, problem, whyNot }, since }: Props) {
  const { t } = useTranslation();
  const disabled = whyNot !== undefined;
  return (
    <section className={`card ${classes.section}`} aria-labelledby="security">
      <Title order={2} id="security">
        {t('settings.tab.security')}
      </Title>
      <Switch
        label={t('settings.mfa_required')}
        description={
          since === null ? t('settings.mfaHelp') : t('settings.mfaSince', { date: fullDay(since, 'UTC') })
        }
        checked={draft.mfa_required}
        disabled={disabled}
        onChange={(event) => change({ mfa_required: event.target.checked })}
      />
      <NumberInput
        label={t('settings.session_idle_minutes')}
        description={t('settings.idleHelp')}
        min={5}
        max={60}
        value={draft.session_idle_minutes}
        disabled={disabled}
        error={faultOf(problem, 'session_idle_minutes')}
        onChange={(value) => change({ session_idle_minutes: Number(value) })}
      />
      <NumberInput
        label={t('settings.session_absolute_hours')}
        description={t('settings.absoluteHelp')}
        min={1}
        max={12}
        value={draft.session_absolute_hours}
        disabled={disabled}
        error={faultOf(problem, 'session_absolute_hours')}
        onChange={(value) => change({ session_absolute_hours: Number(value) })}
      />
      <Text size="xs" c="dimmed">
        {t('settings.stepUpHelp')}
      </Text>
    </section>
  );
}
