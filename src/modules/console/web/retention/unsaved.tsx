import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type {
  PolicyPreview,
  RetentionPolicyView,
  RetentionTerms,
} from '../../../retention/retention.contract';
import page from '../ui/page.module.css';
import { Pill } from '../ui/pill';
import { SaveDialog } from './save-dialog';
import { useTermWords } from './term-words';
import type { TermChange } from './terms';

interface Props {
  readonly policy: RetentionPolicyView;
  readonly draft: RetentionTerms;
  readonly changes: readonly TermChange[];
  readonly preview: PolicyPreview | undefined;
  /** Back to what is in force: by hand, and once it was sent. */
  readonly onDiscard: () => void;
}

/** Before → after, and the way on: saved only once its preview was there. */
export function Unsaved({ policy, draft, changes, preview, onDiscard }: Props) {
  const { t } = useTranslation();
  const words = useTermWords();
  const [opened, dialog] = useDisclosure(false);
  const waits = preview !== undefined && preview.weakens.length > 0;
  const whyNot = !preview
    ? t('retention.previewFirst')
    : preview.refusals.length > 0
      ? t('retention.refused')
      : waits && policy.pending
        ? t('retention.pendingFirst')
        : undefined;
  return (
    <div className={`card ${page.bottom}`} role="status">
      <Pill tone="warn">{t('retention.unsaved', { count: changes.length })}</Pill>
      <Text size="sm" c="dimmed" className="foreign">
        {changes.map(words.change).join(' · ')}
      </Text>
      <Button variant="default" size="xs" className={page.push ?? ''} onClick={onDiscard}>
        {t('settings.discard')}
      </Button>
      <Button size="xs" disabled={whyNot !== undefined} title={whyNot} onClick={dialog.open}>
        {waits ? t('retention.ask') : t('retention.save')}
      </Button>
      {preview ? (
        <SaveDialog
          opened={opened}
          onClose={dialog.close}
          draft={draft}
          changes={changes}
          preview={preview}
          onDone={onDiscard}
        />
      ) : null}
    </div>
  );
}
