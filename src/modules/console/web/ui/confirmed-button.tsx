import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { SmallButton } from './small-button';
import { Dialog } from './dialog';
import { ProblemNotice } from './problem-notice';
import { useAction } from './use-action';

interface Props {
  readonly label: string;
  readonly title: string;
  /** What it does, and what cannot be had back. */
  readonly lead: string;
  /** Why it cannot be pressed; undefined when it can. */
  readonly whyNot?: string | undefined;
  readonly onConfirm: () => Promise<unknown>;
}

/** For what cannot be undone: a second question, which says what happens. */
export function ConfirmedButton({ label, title, lead, whyNot, onConfirm }: Props) {
  const { t } = useTranslation();
  const [opened, dialog] = useDisclosure(false);
  const { run, busy, problem } = useAction(async () => {
    await onConfirm();
    dialog.close();
  });
  return (
    <>
      <SmallButton whyNot={whyNot} onClick={dialog.open}>
        {label}
      </SmallButton>
      <Dialog opened={opened} onClose={dialog.close} title={title}>
        <Stack gap="sm">
          <Text size="sm" className="foreign">
            {lead}
          </Text>
          <ProblemNotice problem={problem} />
          <Group>
            <Button loading={busy} onClick={() => void run()}>
              {label}
            </Button>
            <Button variant="default" onClick={dialog.close}>
              {t('common.cancel')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
