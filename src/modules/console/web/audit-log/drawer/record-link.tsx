import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WireReference } from '../../../../audit/audit.contract';
import { referenceWords } from '../words';

/** Of the web only: whatever else an event calls an address stays text. */
function addressOf(href: string | null | undefined): string | null {
  if (href == null || !URL.canParse(href)) return null;
  return /^https?:$/.test(new URL(href).protocol) ? href : null;
}

/** To the record where it belongs, in the product that reported it (S4-25). It is not told where somebody came from. */
export function RecordLink({ reference }: { reference: WireReference }) {
  const { t } = useTranslation();
  const href = addressOf(reference.href);
  if (href === null) return null;
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      size="sm"
      title={href}
      aria-label={t('pivot.openRecord', { record: referenceWords(reference) })}
    >
      <IconExternalLink size={14} aria-hidden />
    </Anchor>
  );
}
