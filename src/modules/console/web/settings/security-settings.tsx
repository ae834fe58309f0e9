import { NumberInput, Switch, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../api/problem';
import { fullDay } from '../preferences/moments';
import classes from '../ui/page.module.css';
import { useWhyNot } from '../ui/permissions';
import { Pill } from '../ui/pill';
import { SettingLine } from './setting-line';
import lines from './setting-line.module.css';
import type { SettingsForm } from './settings-form';

interface Props {
  readonly form: SettingsForm;
  /** Since when everybody needs a second factor. */
  readonly since: string | null;
}

/** How people sign in, and how long that lasts. Saving asks for a fresh proof. */
export function SecuritySettings({ form, since }: Props) {
  return (
    <div className={classes.columns}>
      <Factors form={form} since={since} />
      <Sessions form={form} />
    </div>
  );
}

function Factors({ form: { draft, change, whyNot }, since }: Props) {
  const { t } = useTranslation();
  const help =
    since === null ? t('settings.mfaHelp') : t('settings.mfaSince', { date: fullDay(since, 'UTC') });
  return (
    <section className={`card ${classes.section}`} aria-labelledby="security">
      <Title order={2} id="security">
        {t('settings.signingIn')}
      </Title>
      <div>
        <SettingLine name={t('settings.mfa_required')} help={help} controlId="mfa-required">
          <span title={whyNot}>
            <Switch
              id="mfa-required"
              aria-describedby="mfa-required-help"
              checked={draft.mfa_required}
              disabled={whyNot !== undefined}
              onChange={(event) => change({ mfa_required: event.target.checked })}
            />
          </span>
        </SettingLine>
        <SettingLine name={t('settings.grace')} help={<Grace />}>
          <Pill tone="quiet">{t('settings.graceDays')}</Pill>
        </SettingLine>
        <SettingLine name={t('settings.methods')} help={t('settings.methodsHelp')}>
          <Pill tone="good">{t('settings.method.passkey')}</Pill>
          <Pill tone="good">{t('settings.method.totp')}</Pill>
          <Pill tone="quiet">{t('settings.method.recovery_code')}</Pill>
        </SettingLine>
      </div>
    </section>
  );
}

/** Who has none is a question for the list of members. */
function Grace() {
  const { t } = useTranslation();
  const mayLook = useWhyNot('members:manage') === undefined;
  return (
    <>
      {t('settings.graceHelp')}{' '}
      {mayLook ? (
        <Link to="/members" search={{ mfa: 'none' }} className={classes.link}>
          {t('settings.withoutFactor')}
        </Link>
      ) : null}
    </>
  );
}

function Sessions({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <section className={`card ${classes.section}`} aria-labelledby="sessions">
      <Title order={2} id="sessions">
        {t('settings.sessions')}
      </Title>
      <div>
        <Limit form={form} name="session_idle_minutes" help={t('settings.idleHelp')} min={5} max={60} />
        <Limit form={form} name="session_absolute_hours" help={t('settings.absoluteHelp')} min={1} max={12} />
        <SettingLine name={t('settings.stepUp')} help={t('settings.stepUpHelp')}>
          <Pill tone="quiet">{t('settings.stepUpMinutes')}</Pill>
        </SettingLine>
      </div>
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
    <SettingLine name={t(`settings.${name}`)} help={help} controlId={name}>
      <NumberInput
        id={name}
        className={lines.number ?? ''}
        aria-describedby={`${name}-help`}
        min={min}
        max={max}
        value={draft[name]}
        disabled={whyNot !== undefined}
        title={whyNot}
        error={faultOf(problem, name)}
        onChange={(value) => change({ [name]: Number(value) })}
      />
    </SettingLine>
  );
}
