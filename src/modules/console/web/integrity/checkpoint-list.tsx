import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CheckpointView } from '../../../integrity/integrity.contract';
import { fullMoment, number } from '../preferences/moments';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { saveNote } from './checkpoint-section';
import { Section } from './section';
import { useCheckpoints } from './use-integrity';

interface Props {
  readonly zone: string;
  readonly onCompare: (note: string) => void;
}

/** All checkpoints that are kept, the newest first. */
export function CheckpointList({ zone, onCompare }: Props) {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const checkpoints = useCheckpoints(cursor);
  const names = [t('integrity.list.signed', { zone }), t('integrity.list.size'), t('integrity.list.root')];
  return (
    <Section title={t('integrity.list.title')} lead={t('integrity.list.lead')}>
      <Loaded query={checkpoints} permission="audit:read">
        {(found) => (
          <>
            <div className={page.scroll}>
              <table className={page.table} aria-label={t('integrity.list.title')}>
                <thead>
                  <tr>
                    {[...names, t('integrity.list.actions')].map((name) => (
                      <th key={name} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {found.data.map((each) => (
                    <Line key={each.note} checkpoint={each} zone={zone} onCompare={onCompare} />
                  ))}
                </tbody>
              </table>
            </div>
            {found.data.length === 0 ? t('integrity.checkpoint.none') : null}
            <Paging page={found} onTurn={setCursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Line({ checkpoint, zone, onCompare }: Props & { checkpoint: CheckpointView }) {
  const { t } = useTranslation();
  const size = number(checkpoint.size);
  const { root } = checkpoint;
  return (
    <tr>
      <td data-label={t('integrity.list.signed', { zone })} className="mono">
        {fullMoment(checkpoint.signed_at, zone)}
      </td>
      <td data-label={t('integrity.list.size')}>{size}</td>
      <td data-label={t('integrity.list.root')} className="mono" title={root}>
        {root.slice(0, 6)}…{root.slice(-5)}
      </td>
      <td data-label={t('integrity.list.actions')}>
        <div className={page.actions}>
          <Button
            variant="default"
            size="compact-xs"
            aria-label={t('integrity.list.compareOf', { size })}
            onClick={() => onCompare(checkpoint.note)}
          >
            {t('integrity.list.compare')}
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            aria-label={t('integrity.list.downloadOf', { size })}
            onClick={() => saveNote(checkpoint)}
          >
            {t('integrity.list.download')}
          </Button>
        </div>
      </td>
    </tr>
  );
}
