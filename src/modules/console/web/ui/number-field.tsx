import { NumberInput } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly help?: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly error: string | undefined;
  readonly onChange: (value: number) => void;
}

/** A whole number between two others. */
export function NumberField({ help, onChange, ...rest }: Props) {
  return (
    <NumberInput
      {...rest}
      allowDecimal={false}
      {...(help === undefined ? {} : { description: help })}
      onChange={(value) => onChange(Number(value))}
    />
  );
}
