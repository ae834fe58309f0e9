import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EXPORT_FORMATS } from './export-parts';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

type Format = (typeof EXPORT_FORMATS)[number];

/** A format, and what a file of it holds. */
export function FormatSelect({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('exporting.format')}
        value={value}
        data={EXPORT_FORMATS.map((each) => ({ value: each, label: t(`exporting.${each}`) }))}
        onChange={(event) => onChange(event.target.value)}
      />
      <Text size="xs" c="dimmed">
        <Contents format={value} />
      </Text>
    </>
  );
}

/** What a file of a format holds, plainly. */
export function Contents({ format }: { format: string }) {
  const { t } = useTranslation();
  const known = EXPORT_FORMATS.find((each): each is Format => each === format);
  return (
    <>
      {known ? `${t(`exports.contents.${known}`)} ` : null}
      {t('exports.always')}
      {known === 'ndjson' ? null : ` ${t('exports.noEvidence')}`}
    </>
  );
}
