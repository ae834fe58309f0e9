import { Group, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '../../../../views/views.contract';
import { useSignedIn } from '../../api/session';
import { ConfirmedButton } from '../../ui/confirmed-button';
import { Dialog } from '../../ui/dialog';
import { useWhyNot } from '../../ui/permissions';
import { ProblemNotice } from '../../ui/problem-notice';
import { SmallButton } from '../../ui/small-button';
import { useAction } from '../../ui/use-action';
import { useSavedViews } from '../saved-views';
import { DEFAULT_RANGE } from '../time-range';
import type { LogState } from '../use-log';
import { changeView, deleteView, openWith, queryOfSearch } from './view-actions';
import classes from './views.module.css';

interface Props {
  readonly log: LogState;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** All views, and what may be done with each. */
export function ManageViews({ log, opened, onClose }: Props) {
  const { t } = useTranslation();
  const { data: views = [] } = useSavedViews();
  const ownFirst = [...views.filter((view) => !view.built_in), ...views.filter((view) => view.built_in)];
  return (
    <Dialog opened={opened} onClose={onClose} title={t('view.manage')} size="lg">
      <Text size="sm">{t('view.manageLead')}</Text>
      <ul className={classes.list}>
        {ownFirst.map((view) => (
          <Line key={view.id} log={log} view={view} />
        ))}
      </ul>
    </Dialog>
  );
}

function Line({ log, view }: { log: LogState; view: SavedView }) {
  const { t } = useTranslation();
  const [isNaming, setNaming] = useState(false);
  const action = useAction((work: () => Promise<void>) => work());
  const run = (work: () => Promise<void>) => (): void => void action.run(work);
  const whose = useWhose(view);
  return (
    <li className={classes.line}>
      {isNaming ? (
        <Renaming view={view} onDone={() => setNaming(false)} />
      ) : (
        <div className={classes.name}>
          <span className="foreign">{view.name}</span>
          <small className={`${classes.whose} foreign`}>{whose}</small>
        </div>
      )}
      <Group gap={6}>
        <SmallButton
          whyNot={view.default ? t('view.isDefault') : undefined}
          onClick={run(() => openWith(view))}
          label={t('view.openWithNamed', { name: view.name })}
        >
          {view.default ? t('view.default') : t('view.openWithShort')}
        </SmallButton>
        {view.built_in ? null : (
          <Changes log={log} view={view} run={run} onRename={() => setNaming(!isNaming)} />
        )}
      </Group>
      <ProblemNotice problem={action.problem} />
    </li>
  );
}

interface ChangesProps {
  readonly log: LogState;
  readonly view: SavedView;
  readonly run: (work: () => Promise<void>) => () => void;
  readonly onRename: () => void;
}

function Changes({ log, view, run, onRename }: ChangesProps) {
  const { t } = useTranslation();
  const { account } = useSignedIn();
  const mayNot = useWhyNot('settings:manage');
  const whyNot = view.owner?.account_id === account.id || !mayNot ? undefined : t('view.notOwn');
  const { name, shared } = view;
  return (
    <>
      <SmallButton whyNot={whyNot} onClick={onRename} label={t('view.renameNamed', { name })}>
        {t('view.rename')}
      </SmallButton>
      <SmallButton
        whyNot={whyNot}
        onClick={run(() => changeView(view, { shared: !shared }))}
        label={t(shared ? 'view.unshareNamed' : 'view.shareNamed', { name })}
      >
        {t(shared ? 'view.unshare' : 'view.shareShort')}
      </SmallButton>
      <SmallButton
        whyNot={whyNot}
        onClick={run(() => changeView(view, { query: queryOfSearch(log.search, DEFAULT_RANGE) }))}
        label={t('view.replaceNamed', { name })}
      >
        {t('view.replace')}
      </SmallButton>
      <ConfirmedButton
        label={t('ui.delete')}
        title={t('view.deleteTitle', { name })}
        lead={t(shared ? 'view.deleteShared' : 'view.deleteLead')}
        whyNot={whyNot}
        onConfirm={() => deleteView(view)}
      />
    </>
  );
}

function useWhose({ built_in: isBuiltIn, owner, shared }: SavedView): string {
  const { t } = useTranslation();
  const { account } = useSignedIn();
  if (isBuiltIn) return t('view.builtInOne');
  if (owner && owner.account_id !== account.id) return t('view.by', { name: owner.name });
  return shared ? t('view.shared') : t('view.private');
}

function Renaming({ view, onDone }: { view: SavedView; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(view.name);
  const { run, busy, problem } = useAction(async () => {
    await changeView(view, { name });
    onDone();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={submit} className={classes.naming}>
      <TextInput
        size="xs"
        aria-label={t('view.name')}
        autoFocus
        required
        maxLength={100}
        value={name}
        disabled={busy}
        error={problem?.detail}
        onChange={(event) => setName(event.target.value)}
      />
    </form>
  );
}
