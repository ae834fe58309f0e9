import { Button, CopyButton, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NewestCheckpoint, VerifierKeyView } from '../../../integrity/integrity.contract';
import { fullDay, fullMoment, number } from '../preferences/moments';
import { download } from '../ui/download';
import { Loaded } from '../ui/loaded';
import { Notice } from '../ui/notice';
import page from '../ui/page.module.css';
import classes from './integrity.module.css';
import { Section } from './section';
import { useKeyList, useNewest } from './use-integrity';

/** What was signed last, and the keys to check it by. */
export function CheckpointSection({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const newest = useNewest();
  return (
    <Section title={t('integrity.checkpoint.title')} lead={t('integrity.checkpoint.lead')}>
      <Loaded query={newest} permission="audit:read">
        {(checkpoint) =>
          checkpoint === null ? (
            <Notice kind="wait" title={t('integrity.checkpoint.none')}>
              <Text size="sm">{t('integrity.checkpoint.noneLead')}</Text>
            </Notice>
          ) : (
            <>
              <Checkpoint checkpoint={checkpoint} zone={zone} />
              <Keys zone={zone} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

export const saveNote = ({ size, note }: Pick<NewestCheckpoint, 'size' | 'note'>): void =>
  download(`checkpoint-${size}.txt`, new Blob([note], { type: 'text/plain' }));

function Checkpoint({ checkpoint, zone }: { checkpoint: NewestCheckpoint; zone: string }) {
  const { t } = useTranslation();
  const { origin, size, root, signed_at: at, note, epoch } = checkpoint;
  return (
    <>
      <dl className={page.facts}>
        <dt>{t('integrity.checkpoint.log')}</dt>
        <dd className="mono foreign">
          {origin} {epoch > 1 ? `(${t('integrity.epoch', { epoch })})` : null}
        </dd>
        <dt>{t('integrity.checkpoint.size')}</dt>
        <dd>{number(size)}</dd>
        <dt>{t('integrity.checkpoint.root')}</dt>
        <dd className="mono foreign">{root}</dd>
        <dt>{t('integrity.checkpoint.signed')}</dt>
        <dd>{t('integrity.at', { when: fullMoment(at, zone), zone })}</dd>
      </dl>
      <pre className={`${classes.note} mono`} aria-label={t('integrity.checkpoint.note')} role="region">
        {note}
      </pre>
      <div className={page.actions}>
        <CopyButton value={note}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? t('common.copied') : t('integrity.checkpoint.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" size="xs" onClick={() => saveNote(checkpoint)}>
          {t('integrity.checkpoint.download')}
        </Button>
      </div>
    </>
  );
}

function Keys({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const keys = useKeyList();
  return (
    <>
      <Title order={3}>{t('integrity.checkpoint.keys')}</Title>
      <Loaded query={keys} permission="audit:read">
        {({ data }) => (
          <ul className={classes.keys}>
            {data.map((key) => (
              <Key key={key.generation} data={key} zone={zone} />
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function Key({
  data: { generation, vkey, from, retired_at: retired },
  zone,
}: {
  data: VerifierKeyView;
  zone: string;
}) {
  const { t } = useTranslation();
  const dates = { generation, from: fullDay(from, zone) };
  return (
    <li>
      <code className="mono">{vkey}</code>
      <CopyButton value={vkey}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="compact-xs"
            onClick={copy}
            aria-label={t('integrity.checkpoint.copyKey', { generation })}
          >
            {copied ? t('common.copied') : t('common.copy')}
          </Button>
        )}
      </CopyButton>
      <span className={classes.small}>
        {retired === null
          ? t('integrity.checkpoint.key', dates)
          : t('integrity.checkpoint.retired', { ...dates, retired: fullDay(retired, zone) })}
      </span>
    </li>
  );
}
