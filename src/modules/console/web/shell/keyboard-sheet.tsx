import { Modal, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from '../api/store';
import { singleKeys } from '../preferences/preferences';
import classes from './frame.module.css';
import { PAGES } from './pages';

const EVERYWHERE = [
  ['Ctrl K · ⌘ K', 'palette'],
  ['?', 'sheet'],
  ['u', 'zone'],
] as const;

const AUDIT_LOG = [
  ['/', 'query'],
  ['t', 'range'],
  ['f', 'facets'],
  ['j', 'next'],
  ['k', 'previous'],
  ['← → ↑ ↓', 'cells'],
  ['i', 'include'],
  ['x', 'exclude'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['[', 'earlier'],
  [']', 'later'],
  ['-', 'zoomOut'],
  ['=', 'zoomIn'],
  ['y', 'copyLink'],
  ['c', 'copyJson'],
  ['e', 'export'],
  ['s', 'saveView'],
  ['l', 'live'],
] as const;

const HELP_DATE = '2026-11-28';

/** Which keys do what, a switch for them, and help in a few words. */
export function KeyboardSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const keys = useStore(singleKeys);
  const named = ([key, name]: Line): readonly [string, string] => [key, t(`keys.${name}`)];
  const date = new Date(HELP_DATE).toLocaleDateString(i18n.language, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="md"
    >
      <Keys title={t('keys.everywhere')} keys={[...EVERYWHERE.map(named), ...useTurns()]} />
      <Keys title={t('keys.auditLog')} keys={AUDIT_LOG.map(named)} />
      <Switch
        label={t('keys.single')}
        description={t('keys.singleHelp')}
        checked={keys === 'on'}
        onChange={(event) => singleKeys.set(event.target.checked ? 'on' : 'off')}
      />
      <Title order={2} size="h3" mt="lg">
        {t('keys.help', { date })}
      </Title>
      <Text size="sm">{t('keys.helpText')}</Text>
    </Modal>
  );
}

type Line = (typeof EVERYWHERE)[number] | (typeof AUDIT_LOG)[number];

/** `g` and a letter, of every page that has one. */
function useTurns(): (readonly [string, string])[] {
  const { t } = useTranslation();
  return PAGES.flatMap(({ key, name }) =>
    key === undefined ? [] : [[`g ${key}`, t('keys.goTo', { page: t(`nav.${name}`) })] as const],
  );
}

function Keys({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <>
      <Title order={2} size="h3">
        {title}
      </Title>
      <dl className={classes.keys}>
        {keys.map(([key, name]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
