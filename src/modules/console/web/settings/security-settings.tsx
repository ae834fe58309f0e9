import { NumberInput, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../api/problem';
import { fullDay } from '../preferences/moments';
import classes from '../ui/page.module.css';
import type { SettingsForm } from './settings-form';

interface Props {
  readonly form: SettingsForm;
  /** Since when everybody needs a second factor. */
  readonly since: string | null;
}

/** How people sign in, and how long that lasts. Saving asks for a fresh proof. */
export function SecuritySettings({ form, since }: Props) {
  const { t } = useTranslation();
  const { draft, change, whyNot } = form;
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
      <Limit form={form} name="session_idle_minutes" help={t('settings.idleHelp')} min={5} max={60} />
      <Limit form={form} name="session_absolute_hours" help={t('settings.absoluteHelp')} min={1} max={12} />
      <Text size="xs" c="dimmed">
        {t('settings.stepUpHelp')}
      </Text>
    </section>
  );
}

interface LimitProps {
  readonly form: SettingsForm;
  readonly name: 'session_idle_minutes' | 'session_absolute_hours';
  readonly help: string;
  readonly min: number;
  readonly max: number;
}

function Limit({ form: { draft, change, problem, whyNot }, name, help, min, max }: LimitProps) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={t(`settings.${name}`)}
      description={help}
      min={min}
      max={max}
      value={draft[name]}
      disabled={whyNot !== undefined}
      error={faultOf(problem, name)}
      onChange={(value) => change({ [name]: Number(value) })}
    />
  );
}
