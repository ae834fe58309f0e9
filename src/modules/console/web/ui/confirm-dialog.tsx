import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog';
import { ProblemNotice } from './problem-notice';
import { useAction } from './use-action';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What it does, and what cannot be had back. */
  readonly lead: string;
  readonly label: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly children?: ReactNode;
}

/** A second question, which says what happens. */
export function ConfirmDialog({ opened, onClose, title, lead, label, onConfirm, children }: Props) {
  const { t } = useTranslation();
  const { run, busy, problem } = useAction(async () => {
    await onConfirm();
    onClose();
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Stack gap="sm">
        <Text size="sm" className="foreign">
          {lead}
        </Text>
        {children}
        <ProblemNotice problem={problem} />
        <Group>
          <Button loading={busy} onClick={() => void run()}>
            {label}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
