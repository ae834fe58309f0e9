import { useDisclosure } from '@mantine/hooks';
import { ConfirmDialog } from './confirm-dialog';
import { SmallButton } from './small-button';

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
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <SmallButton whyNot={whyNot} onClick={dialog.open}>
        {label}
      </SmallButton>
      <ConfirmDialog
        opened={opened}
        onClose={dialog.close}
        title={title}
        lead={lead}
        label={label}
        onConfirm={onConfirm}
      />
    </>
  );
}
