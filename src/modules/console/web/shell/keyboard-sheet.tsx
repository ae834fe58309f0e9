import { Switch, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session';
import { useStore } from '../api/store';
import { singleKeys } from '../preferences/preferences';
import classes from './keyboard-sheet.module.css';
import { isOperator } from './operators';

const EVERYWHERE = [
  ['Ctrl K · ⌘ K', 'palette'],
  ['?', 'sheet'],
  ['g a', 'goLog'],
  ['g l', 'goAlerts'],
  ['g e', 'goExports'],
  ['g h', 'goSupport'],
  ['g i', 'goIntegrity'],
  ['g s', 'goSettings'],
  ['u', 'zone'],
] as const;

const OF_OPERATORS = [
  ['Ctrl K · ⌘ K', 'palette'],
  ['?', 'sheet'],
  ['g d', 'goDesk'],
  ['u', 'zone'],
] as const;

const AUDIT_LOG = [
  ['/', 'query'],
  ['t', 'range'],
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['[', 'earlier'],
  [']', 'later'],
  ['-', 'zoomOut'],
  ['=', 'zoomIn'],
  ['y', 'copyLink'],
  ['c', 'copyJson'],
  ['e', 'export'],
] as const;

/** Which keys do what, and a switch for those that a speech program may set off. */
export function Keys() {
  const { t } = useTranslation();
  const keys = useStore(singleKeys);
  const session = useSignedIn();
  const operator = isOperator(session);
  return (
    <div>
      <KeyList title={t('keys.everywhere')} keys={operator ? OF_OPERATORS : EVERYWHERE} />
      {operator ? null : <KeyList title={t('keys.auditLog')} keys={AUDIT_LOG} />}
      <Switch
        label={t('keys.single')}
        description={t('keys.singleHelp')}
        checked={keys === 'on'}
        onChange={(event) => singleKeys.set(event.target.checked ? 'on' : 'off')}
      />
    </div>
  );
}

type Line = (typeof EVERYWHERE | typeof AUDIT_LOG | typeof OF_OPERATORS)[number];

function KeyList({ title, keys }: { title: string; keys: readonly Line[] }) {
  const { t } = useTranslation();
  return (
    <>
      <Title order={3}>{title}</Title>
      <dl className={classes.keys}>
        {keys.map(([key, name]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
