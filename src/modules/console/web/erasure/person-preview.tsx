import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Identity, SubjectErasurePreview } from '../../../erasure/erasure.contract';
import { number } from '../preferences/moments';
import { Notice } from '../ui/notice';
import { DataTable } from '../ui/data-table';
import { titleOf } from '../audit-log/words';
import { PreviewPanel } from './preview-panel';

interface Props {
  readonly preview: SubjectErasurePreview;
  readonly includesContent: boolean;
}

/** Whom it found, in how many events, and what of them stays. */
export function PersonPreview({ preview, includesContent }: Props) {
  const { t } = useTranslation();
  const {
    events_as_actor: acted,
    events_with_content: content,
    protected: kept,
    complete,
    earlier,
  } = preview;
  const facts = [
    t('erasures.asActor', { count: acted, formatted: number(acted) }),
    ...(content > 0
      ? [
          t(includesContent ? 'erasures.contentGoes' : 'erasures.contentStays', {
            count: content,
            formatted: number(content),
          }),
        ]
      : []),
    ...(kept > 0 ? [t('erasures.kept', { count: kept, formatted: number(kept) })] : []),
    ...(earlier.length > 0 ? [t('erasures.earlier', { references: earlier.join(', ') })] : []),
  ];
  return (
    <>
      <PreviewPanel preview={preview} query={null} q={null} />
      {complete ? null : (
        <Notice kind="note" title={t('erasures.incomplete')}>
          <Text size="sm">{t('erasures.incompleteLead')}</Text>
        </Notice>
      )}
      {facts.map((fact) => (
        <Text key={fact} size="sm" className="foreign">
          {fact}
        </Text>
      ))}
      <Identities identities={preview.identities} />
    </>
  );
}

const COLUMNS = ['name', 'email', 'id', 'type'] as const;

/** For whoever decides: another person may have the same name. */
function Identities({ identities }: { identities: readonly Identity[] }) {
  const { t } = useTranslation();
  if (identities.length === 0) return null;
  return (
    <section aria-label={t('erasures.identities')}>
      <Text size="xs" c="dimmed">
        {t('erasures.identities')}
      </Text>
      <DataTable
        label={t('erasures.identities')}
        columns={COLUMNS.map((column) => t(`erasures.identity.${column}`))}
      >
        {identities.map((one) => (
          <tr key={`${one.type} ${one.id} ${one.email} ${one.name}`}>
            {COLUMNS.map((column) => (
              <td key={column} data-label={t(`erasures.identity.${column}`)} className="foreign">
                {column === 'type' ? titleOf(one.type) : (one[column] ?? '–')}
              </td>
            ))}
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
