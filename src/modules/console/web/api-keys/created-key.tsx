import { Button, CopyButton, Group, Tabs, Text, TextInput, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CreatedApiKey } from '../../../members/members.contract';
import classes from '../ui/page.module.css';
import { FirstEvent } from './first-event';
import own from './created-key.module.css';
import { LANGUAGES, snippetOf } from './snippets';

interface Props {
  readonly created: CreatedApiKey;
  readonly onClose: () => void;
}

/** The key, this once; how it is used; and whether it has been. */
export function CreatedKey({ created, onClose }: Props) {
  const { t } = useTranslation();
  const canWrite = created.scopes.includes('events:write');
  return (
    <section className={`card ${classes.section}`} aria-labelledby="created-key">
      <Title order={2} id="created-key" className={own.title}>
        <IconCheck size={18} aria-hidden />
        <span className="foreign">{t('apiKeys.created', { name: created.name })}</span>
      </Title>
      <Group gap="xs" wrap="nowrap" align="end">
        <TextInput
          className={own.key}
          classNames={{ input: 'mono' }}
          label={t('apiKeys.theKey')}
          readOnly
          autoFocus
          value={created.key}
          onFocus={(event) => event.target.select()}
        />
        <Copy text={created.key} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('apiKeys.once')}
      </Text>
      {canWrite ? <FirstEvent keyId={created.id} /> : null}
      {canWrite ? <Snippets apiKey={created.key} /> : null}
      <Group>
        <Button onClick={onClose}>{t('apiKeys.saved')}</Button>
      </Group>
    </section>
  );
}

function Snippets({ apiKey }: { apiKey: string }) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue="curl" keepMounted={false}>
      <Tabs.List>
        {LANGUAGES.map((language) => (
          <Tabs.Tab key={language} value={language}>
            {t(`apiKeys.language.${language}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {LANGUAGES.map((language) => (
        <Tabs.Panel key={language} value={language} pt="sm">
          <Snippet text={snippetOf(language, location.origin, apiKey)} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Snippet({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <div className={own.snippet}>
      <pre className="mono" tabIndex={0} aria-label={t('apiKeys.snippet')}>
        {text}
      </pre>
      <Copy text={text} />
    </div>
  );
}

function Copy({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? t('recovery.copied') : t('recovery.copy')}
        </Button>
      )}
    </CopyButton>
  );
}
