import { Group, NativeSelect, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Preset, RetentionRule } from '../../../retention/retention.contract';
import { fullDay } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import page from '../ui/page.module.css';
import { AddRule } from './add-rule';
import type { FormProps } from './form-props';
import { KeepInput } from './keep-input';
import { RuleTable } from './rule-table';
import { PRESET_FLOOR, withFloor, withPreset } from './terms';

/** The policy as a form; what is another than in force says what it was. */
export function PolicyForm(props: FormProps) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { policy, draft, whyNot, onChange } = props;
  const add = (rule: RetentionRule): void => onChange({ ...draft, rules: [...draft.rules, rule] });
  return (
    <section className={`card ${page.section}`} aria-labelledby="policy">
      <Group gap="xs" align="baseline">
        <Title order={2} id="policy">
          {t('retention.policy')}
        </Title>
        <Text size="sm" c="dimmed">
          {policy.updated_at === null || policy.version === 0
            ? t('retention.never')
            : t('retention.version', {
                version: policy.version,
                at: fullDay(policy.updated_at, zone),
              })}
        </Text>
      </Group>
      {whyNot === undefined ? null : (
        <Text size="sm" c="dimmed">
          {whyNot}
        </Text>
      )}
      <PresetField {...props} />
      <RuleTable {...props} />
      {whyNot === undefined ? <AddRule draft={draft} onAdd={add} /> : null}
      <FloorField {...props} />
      <Switches {...props} />
    </section>
  );
}

const PRESETS = ['custom', 'hipaa', 'pci'] as const;

function PresetField({ draft, whyNot, onChange }: FormProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('retention.preset')}
      description={t(`retention.presetHelp.${draft.preset}`)}
      value={draft.preset}
      disabled={whyNot !== undefined}
      title={whyNot}
      maw={360}
      data={PRESETS.map((value) => ({ value, label: t(`retention.presets.${value}`) }))}
      onChange={(event) => onChange(withPreset(draft, event.target.value as Preset))}
    />
  );
}

function FloorField({ policy, draft, refusals, whyNot, onChange }: FormProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('retention.floor')}
      </Text>
      <Text size="xs" c="dimmed" mb={4}>
        {t('retention.floorHelp')}
      </Text>
      <KeepInput
        key={`${draft.preset} ${policy.version}`}
        label={t('retention.floor')}
        value={draft.floor_days}
        none={t('retention.noFloor')}
        least={PRESET_FLOOR[draft.preset]}
        error={refusals.find(({ pointer }) => pointer === '/floor_days')?.detail}
        whyNot={whyNot}
        onChange={(floor) => onChange(withFloor(draft, floor))}
      />
    </div>
  );
}

function Switches({ draft, whyNot, onChange }: FormProps) {
  const { t } = useTranslation();
  const isHipaa = draft.preset === 'hipaa';
  return (
    <>
      <Switch
        label={t('retention.archive')}
        description={t('retention.archiveHelp')}
        checked={draft.archive}
        disabled={whyNot !== undefined}
        onChange={(event) => onChange({ ...draft, archive: event.target.checked })}
      />
      <Switch
        label={t('retention.erasure')}
        description={isHipaa ? t('retention.erasureHipaa') : t('retention.erasureHelp')}
        checked={draft.erasure_allowed}
        disabled={whyNot !== undefined || isHipaa}
        onChange={(event) => onChange({ ...draft, erasure_allowed: event.target.checked })}
      />
    </>
  );
}
