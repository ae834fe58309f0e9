import { Checkbox, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasedPart, ErasurePreview, ErasureView } from '../../../erasure/erasure.contract';
import { api } from '../api/api';
import { useZone } from '../preferences/time-zone';
import { Dialog } from '../ui/dialog';
import { Loaded } from '../ui/loaded';
import { useAction } from '../ui/use-action';
import { AskedFor } from './asked-for';
import { ErasureForm, type Typed } from './erasure-form';
import { PreviewPanel } from './preview-panel';
import { refreshErasures } from './refresh-erasures';
import { frozenWish, wishOf, type Selection } from './selection';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly selection: Selection;
}

/** What of events goes for good: shown first, typed, and asked for; never done at once. */
export function EraseDialog({ opened, onClose, selection }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('erasures.title')} size="xl">
      {opened ? <Erase selection={selection} onDone={onClose} /> : null}
    </Dialog>
  );
}

export const PARTS: readonly ErasedPart[] = ['actor', 'context', 'target', 'content'];

function Erase({ selection, onDone }: { selection: Selection; onDone: () => void }) {
  const { t } = useTranslation();
  const { name: tz } = useZone();
  const [parts, setParts] = useState<readonly ErasedPart[]>(PARTS);
  const [asked, setAsked] = useState<ErasureView | null>(null);
  const body = { ...wishOf(selection, tz), parts };
  const preview = useQuery({
    queryKey: ['erasure-preview', body],
    queryFn: ({ signal }) => api<ErasurePreview>('POST', '/v1/erasures/preview', { body, signal }),
    enabled: parts.length > 0,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (asked) return <AskedFor erasure={asked} onDone={onDone} />;
  return (
    <Stack gap="sm">
      <Text size="sm">{t('erasures.lead')}</Text>
      <PartsInput value={parts} onChange={setParts} />
      {parts.length === 0 ? null : (
        <Loaded query={preview} permission="audit:erase">
          {(data) => (
            <>
              <PreviewPanel preview={data} query={data.query} q={'q' in selection ? selection.q : null} />
              <Asking
                key={`${data.last_sequence} ${parts.join(' ')}`}
                preview={data}
                wish={{ ...frozenWish(selection, tz, data.query), parts }}
                onAsked={setAsked}
                onAgain={() => void preview.refetch()}
              />
            </>
          )}
        </Loaded>
      )}
    </Stack>
  );
}

interface AskingProps {
  readonly preview: ErasurePreview;
  readonly wish: object;
  readonly onAsked: (erasure: ErasureView) => void;
  readonly onAgain: () => void;
}

function Asking({ preview, wish, onAsked, onAgain }: AskingProps) {
  const action = useAction(async ({ reason, count }: Typed) => {
    const body = { ...wish, reason, expected_count: count, last_sequence: preview.last_sequence };
    onAsked(await api<ErasureView>('POST', '/v1/erasures', { body }));
    await refreshErasures();
  });
  return <ErasureForm preview={preview} action={action} onAgain={onAgain} />;
}

function PartsInput({
  value,
  onChange,
}: {
  value: readonly ErasedPart[];
  onChange: (parts: readonly ErasedPart[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('erasures.parts')}
      value={[...value]}
      error={value.length === 0 ? t('erasures.partsNone') : undefined}
      onChange={(chosen) => onChange(PARTS.filter((part) => chosen.includes(part)))}
    >
      <Stack gap={6} mt={6}>
        {PARTS.map((part) => (
          <Checkbox key={part} value={part} label={t(`erasures.part.${part}`)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
