import { Button, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { ProblemNotice } from './problem-notice';
import type { Action } from './use-action';

interface Props {
  readonly action: Action<[]>;
  /** What the button says. */
  readonly label: string;
  /** Whether it can be sent as it is; a field says why not. */
  readonly isReady?: boolean;
  readonly children: ReactNode;
}

/** Fields, what the server says of them as a whole, and a button; sent by Enter as well. */
export function ActionForm({ action: { run, busy, problem }, label, isReady = true, children }: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) void run();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {children}
        <ProblemNotice problem={problem} />
        <Button type="submit" loading={busy}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}
