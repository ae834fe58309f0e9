import { Group, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTermWords } from './term-words';
import { LENGTHS, LONGEST } from './terms';

interface Props {
  readonly label: string;
  readonly value: number | null;
  /** What the choice of none is called. */
  readonly none?: string;
  readonly least?: number | null;
  readonly error?: string | undefined;
  readonly whyNot?: string | undefined;
  readonly onChange: (days: number | null) => void;
}

const OTHER = 'other';
const NONE = 'none';

/** A length out of a few, or any number of days. */
export function KeepInput({ label, value, none, least = null, error, whyNot, onChange }: Props) {
  const [isTyped, setTyped] = useState(false);
  const offered = LENGTHS.filter((days) => days === null || days >= (least ?? 1));
  const isOther = isTyped || !offered.some((days) => days === value);
  const choices = useChoices(offered, none);
  const choose = (chosen: string): void => {
    setTyped(chosen === OTHER);
    if (chosen !== OTHER) onChange(chosen === NONE ? null : Number(chosen));
    else if (value === null) onChange(Math.max(YEAR, least ?? 1));
  };
  return (
    <Group gap={6} wrap="wrap">
      <NativeSelect
        aria-label={label}
        size="xs"
        value={isOther ? OTHER : (value ?? NONE)}
        disabled={whyNot !== undefined}
        title={whyNot}
        error={isOther ? undefined : error}
        data={choices}
        onChange={(event) => choose(event.target.value)}
      />
      {isOther ? (
        <DaysInput
          label={label}
          value={value}
          least={least}
          error={error}
          whyNot={whyNot}
          onChange={onChange}
        />
      ) : null}
    </Group>
  );
}

function useChoices(offered: readonly (number | null)[], none: string | undefined) {
  const { t } = useTranslation();
  const words = useTermWords();
  return [
    ...offered.map((days) =>
      days === null
        ? { value: NONE, label: none ?? words.days(null) }
        : { value: String(days), label: words.days(days) },
    ),
    { value: OTHER, label: t('retention.other') },
  ];
}

const YEAR = 365;

function DaysInput({ label, value, least = null, error, whyNot, onChange }: Omit<Props, 'none'>) {
  const { t } = useTranslation();
  return (
    <NumberInput
      aria-label={t('retention.daysOf', { label })}
      size="xs"
      w={110}
      suffix={` ${t('retention.daysUnit')}`}
      allowDecimal={false}
      allowNegative={false}
      min={least ?? 1}
      max={LONGEST}
      value={value ?? ''}
      error={error}
      disabled={whyNot !== undefined}
      onChange={(typed) => {
        if (typed !== '') onChange(Number(typed));
      }}
    />
  );
}
