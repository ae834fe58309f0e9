import { Modal, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from '../api/store';
import { singleKeys } from '../preferences/preferences';
import classes from './frame.module.css';

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

const HELP_DATE = '2026-11-28';

/** Which keys do what, a switch for them, and help in a few words. */
export function KeyboardSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const keys = useStore(singleKeys);
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
      <Keys title={t('keys.everywhere')} keys={EVERYWHERE} />
      <Keys title={t('keys.auditLog')} keys={AUDIT_LOG} />
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

function Keys({ title, keys }: { title: string; keys: readonly Line[] }) {
  const { t } = useTranslation();
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
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
