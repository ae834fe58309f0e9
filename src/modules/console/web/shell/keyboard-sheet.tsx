import { Switch, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { useStore } from '../api/store';
import { singleKeys } from '../preferences/preferences';
import classes from './keyboard-sheet.module.css';
import { isOperator, usePages } from './operators';

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

/** Which keys do what, and a switch for those that a speech program may set off. */
export function Keys() {
  const { t } = useTranslation();
  const keys = useStore(singleKeys);
  const operator = isOperator(useSignedIn());
  const named = ([key, name]: Line): readonly [string, string] => [key, t(`keys.${name}`)];
  return (
    <div>
      <KeyList title={t('keys.everywhere')} keys={[...EVERYWHERE.map(named), ...useTurns()]} />
      {operator ? null : <KeyList title={t('keys.auditLog')} keys={AUDIT_LOG.map(named)} />}
      <Switch
        label={t('keys.single')}
        description={t('keys.singleHelp')}
        checked={keys === 'on'}
        onChange={(event) => singleKeys.set(event.target.checked ? 'on' : 'off')}
      />
    </div>
  );
}

type Line = (typeof EVERYWHERE | typeof AUDIT_LOG)[number];

/** `g` and a letter, of every page that has one. */
function useTurns(): (readonly [string, string])[] {
  const { t } = useTranslation();
  return usePages().flatMap(({ key, name }) =>
    key === undefined ? [] : [[`g ${key}`, t('keys.goTo', { page: t(`nav.${name}`) })] as const],
  );
}

function KeyList({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <>
      <Title order={3}>{title}</Title>
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
