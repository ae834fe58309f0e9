import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ActionForm } from './action-form';
import { faultOf } from '../api/problem';
import { useAction } from './use-action';

export interface FormField<Name extends string> {
  /** As the API calls it, so that what it says of a field stands beside that field. */
  readonly name: Name;
  readonly label: string;
  readonly help?: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly autoComplete?: string;
  readonly initial?: string;
}

interface Props<Name extends string> {
  readonly fields: readonly FormField<Name>[];
  readonly action: string;
  readonly onSubmit: (values: Readonly<Record<Name, string>>) => Promise<unknown>;
}

/** A few fields and a button; what the server says of a field is shown there, the rest below. */
export function FieldForm<Name extends string>({ fields, action, onSubmit }: Props<Name>) {
  const [values, setValues] = useState(
    () =>
      Object.fromEntries(fields.map(({ name, initial }) => [name, initial ?? ''])) as Record<Name, string>,
  );
  const sending = useAction(() => onSubmit(values));
  return (
    <ActionForm action={sending} label={action}>
      {fields.map((field, index) => (
        <Field
          key={field.name}
          field={field}
          first={index === 0}
          value={values[field.name]}
          error={faultOf(sending.problem, field.name)}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
    </ActionForm>
  );
}

interface FieldProps {
  readonly field: FormField<string>;
  readonly first: boolean;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function Field({ field: { label, help, type, autoComplete }, first, value, error, onChange }: FieldProps) {
  const Input = type === 'password' ? PasswordInput : TextInput;
  return (
    <Input
      label={label}
      description={help}
      {...(type === 'email' ? { type } : {})}
      autoComplete={autoComplete ?? 'off'}
      autoFocus={first}
      required
      withAsterisk={false}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
