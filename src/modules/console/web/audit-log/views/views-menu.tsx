import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconBookmarkPlus, IconSettings } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '../../../../views/views.contract';
import { useSignedIn } from '../../api/session';
import { searchOf, useSavedViews } from '../saved-views';
import type { LogState } from '../use-log';
import type { Saving } from './use-saving';

const SaveView = lazy(async () => ({ default: (await import('./save-view')).SaveView }));
const ManageViews = lazy(async () => ({ default: (await import('./manage-views')).ManageViews }));

const NOTHING = {
  q: undefined,
  range: undefined,
  from: undefined,
  to: undefined,
  sort: undefined,
  limit: undefined,
  cols: undefined,
};

/** Searches by their names: those that Daybook comes with, one's own, and those of others. */
export function ViewsMenu({ log, saving }: { log: LogState; saving: Saving }) {
  const { t } = useTranslation();
  const { account } = useSignedIn();
  const { data: views = [] } = useSavedViews();
  const isOwn = ({ owner }: SavedView): boolean => owner?.account_id === account.id;
  const open = ({ query }: SavedView): void => log.ask({ ...NOTHING, ...searchOf(query) });
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" h={34} size="xs" leftSection={<IconBookmark size={15} aria-hidden />}>
            {t('log.views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={440} style={{ overflowY: 'auto' }}>
          <Group name={t('view.builtIn')} views={views.filter(({ built_in }) => built_in)} onOpen={open} />
          <Group name={t('view.own')} views={views.filter(isOwn)} onOpen={open} />
          <Group
            name={t('view.ofOthers')}
            views={views.filter((view) => !view.built_in && !isOwn(view))}
            onOpen={open}
          />
          <Own saving={saving} />
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {saving.which === 'save' ? <SaveView log={log} opened onClose={saving.close} /> : null}
        {saving.which === 'manage' ? <ManageViews log={log} opened onClose={saving.close} /> : null}
      </Suspense>
    </>
  );
}

interface GroupProps {
  readonly name: string;
  readonly views: readonly SavedView[];
  readonly onOpen: (view: SavedView) => void;
}

function Group({ name, views, onOpen }: GroupProps) {
  const { t } = useTranslation();
  if (views.length === 0) return null;
  return (
    <>
      <Menu.Label>{name}</Menu.Label>
      {views.map((view) => (
        <Menu.Item
          key={view.id}
          className="foreign"
          onClick={() => onOpen(view)}
          rightSection={view.default ? <small>{t('view.default')}</small> : null}
        >
          {view.name}
        </Menu.Item>
      ))}
    </>
  );
}

function Own({ saving }: { saving: Saving }) {
  const { t } = useTranslation();
  return (
    <>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconBookmarkPlus size={15} aria-hidden />}
        rightSection={<kbd>s</kbd>}
        onClick={saving.save}
      >
        {t('view.save')}
      </Menu.Item>
      <Menu.Item leftSection={<IconSettings size={15} aria-hidden />} onClick={saving.manage}>
        {t('view.manage')}
      </Menu.Item>
    </>
  );
}
