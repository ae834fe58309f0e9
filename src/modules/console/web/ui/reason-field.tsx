import { Textarea } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly help: string;
  readonly most: number;
  readonly isOptional?: boolean;
  readonly least?: number;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Why something is done: a few lines that are kept. */
export function ReasonField({ label, help, most, least, isOptional = false, value, error, onChange }: Props) {
  return (
    <Textarea
      label={label}
      description={help}
      required={!isOptional}
      withAsterisk={false}
      autosize
      minRows={2}
      {...(least === undefined ? {} : { minLength: least })}
      maxLength={most}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
