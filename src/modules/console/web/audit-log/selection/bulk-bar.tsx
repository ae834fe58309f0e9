import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { EraseDialog } from '../../erasure/erase-dialog';
import { PlaceHoldDialog } from '../../holds/place-hold-dialog';
import { number } from '../../preferences/moments';
import { useWhyNot } from '../../ui/permissions';
import { SmallButton } from '../../ui/small-button';
import { ExportDialog } from '../export-dialog';
import { copy } from '../said';
import type { LogState } from '../use-log';
import { MOST_IN_QUERY, MOST_PICKED, queryOfPicked, useSelection } from './selection';
import classes from './selection.module.css';

/** What can be done with what is picked (S4-19 to S4-22). */
export function BulkBar({ log, words }: { log: LogState; words: string }) {
  const { t } = useTranslation();
  const { picked, clear } = useSelection();
  return (
    <div className={classes.bar} role="group" aria-label={t('picked.actions')}>
      <span className={classes.count}>{words}</span>
      <ExportPicked log={log} />
      <HoldPicked />
      <ErasePicked />
      <CopyLinks />
      <SmallButton onClick={clear}>× {t('picked.clear')}</SmallButton>
      {picked.size === MOST_PICKED ? <span>{t('picked.most', { most: number(MOST_PICKED) })}</span> : null}
    </div>
  );
}

function ExportPicked({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const { picked } = useSelection();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <SmallButton whyNot={useWhyNot('audit:export')} onClick={dialog.open}>
        {t('picked.export')}
      </SmallButton>
      <ExportDialog log={log} opened={opened} onClose={dialog.close} picked={[...picked.keys()]} />
    </>
  );
}

/** A hold is a query, and a query names thirty numbers at most. */
function HoldPicked() {
  const { t } = useTranslation();
  const { picked } = useSelection();
  const [opened, dialog] = useDisclosure(false);
  const mayNot = useWhyNot('holds:manage');
  const tooMany = picked.size > MOST_IN_QUERY ? t('picked.holdMost', { most: MOST_IN_QUERY }) : undefined;
  return (
    <>
      <SmallButton whyNot={mayNot ?? tooMany} onClick={dialog.open}>
        {t('picked.hold')}
      </SmallButton>
      <PlaceHoldDialog opened={opened} onClose={dialog.close} initialQuery={queryOfPicked(picked)} />
    </>
  );
}

function ErasePicked() {
  const { t } = useTranslation();
  const { picked } = useSelection();
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <SmallButton whyNot={useWhyNot('audit:erase')} onClick={dialog.open}>
        {t('picked.erase')}
      </SmallButton>
      <EraseDialog opened={opened} onClose={dialog.close} selection={{ event_ids: [...picked.keys()] }} />
    </>
  );
}

function CopyLinks() {
  const { t } = useTranslation();
  const { picked } = useSelection();
  const links = [...picked.keys()].map((id) => `${window.location.origin}/audit-log/events/${id}`);
  return (
    <SmallButton onClick={() => copy(links.join('\n'), t('picked.linksCopied', { count: links.length }))}>
      {t('picked.links')}
    </SmallButton>
  );
}
