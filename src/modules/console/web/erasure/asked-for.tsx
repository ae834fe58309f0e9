import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ErasureView } from '../../../erasure/erasure.contract';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { RetentionLink } from '../retention/retention-link';
import { Notice } from '../ui/notice';

interface Props {
  readonly erasure: Pick<ErasureView, 'approval'>;
  readonly onDone: () => void;
}

/** Nothing has happened yet: who has to agree, or when it begins. */
export function AskedFor({ erasure: { approval }, onDone }: Props) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const at = (moment: string): string => `${minuteMoment(moment, zone)} ${zone}`;
  return (
    <Stack gap="sm">
      <Notice kind="wait" title={t('erasures.asked')}>
        <Text size="sm">
          {approval?.second_person_required === false
            ? t('erasures.askedAlone', { at: at(approval.not_before) })
            : t('erasures.askedSecond', { at: approval ? at(approval.lapses_at) : '' })}
        </Text>
      </Notice>
      <Group>
        <Button data-autofocus onClick={onDone}>
          {t('erasures.done')}
        </Button>
        <RetentionLink tab="erasures">{t('erasures.seeList')}</RetentionLink>
      </Group>
    </Stack>
  );
}
