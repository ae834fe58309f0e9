import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Where it is not what is asked for. */
  readonly label?: string;
  readonly help?: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A text of the query language; what is wrong with it is said while it is written. */
export function QueryInput({ label, help, value, fault, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={label ?? t('exports.query')}
      description={help ?? t('exports.queryHelp')}
      placeholder="source:security -result:failure"
      value={value}
      error={fault}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
