import { TextInput } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly help?: string | undefined;
  readonly placeholder?: string;
  readonly most?: number;
  readonly isOptional?: boolean;
  readonly isFirst?: boolean;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** One line of a form that knows its own state. */
export function TextField(props: Props) {
  const {
    label,
    help,
    placeholder,
    most,
    isOptional = false,
    isFirst = false,
    value,
    error,
    onChange,
  } = props;
  return (
    <TextInput
      label={label}
      description={help}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(most === undefined ? {} : { maxLength: most })}
      {...(isFirst ? { 'data-autofocus': true } : {})}
      required={!isOptional}
      withAsterisk={false}
      autoComplete="off"
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
