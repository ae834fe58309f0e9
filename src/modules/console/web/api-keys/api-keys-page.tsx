import { Anchor, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatedApiKey } from '../../../members/members.contract';
import { Loaded, PageState } from '../ui/loaded';
import classes from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { useWhyNot } from '../ui/permissions';
import { AddButton } from '../ui/small-button';
import { CreatedKey } from './created-key';
import { KeyTable } from './key-table';
import { NewKeyDialog } from './new-key-dialog';
import { refreshApiKeys, useApiKeys } from './use-api-keys';

const PERMISSION = 'api_keys:manage';

/** With what programs come in: each key, what it may do, when it was last used; and how a new one sends its first event. */
export function ApiKeysPage() {
  const [cursor, setCursor] = useCursor();
  const [opened, dialog] = useDisclosure(false);
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  const whyNot = useWhyNot(PERMISSION);
  const show = (key: CreatedApiKey): void => {
    dialog.close();
    setCreated(key);
    void refreshApiKeys();
  };
  return (
    <div className={classes.page}>
      <Head whyNot={whyNot} onNew={dialog.open} />
      {created ? <CreatedKey key={created.key} created={created} onClose={() => setCreated(null)} /> : null}
      <Loaded query={useApiKeys(cursor)} permission={PERMISSION}>
        {(page) =>
          page.data.length === 0 ? (
            <NoKeys onNew={dialog.open} whyNot={whyNot} />
          ) : (
            <div className="card">
              <KeyTable keys={page.data} onRotated={show} />
              <Paging page={page} onTurn={setCursor} />
            </div>
          )
        }
      </Loaded>
      <NewKeyDialog opened={opened} onClose={dialog.close} onCreated={show} />
    </div>
  );
}

interface NewProps {
  readonly whyNot: string | undefined;
  readonly onNew: () => void;
}

function Head({ whyNot, onNew }: NewProps) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed">
        {whyNot ?? t('apiKeys.lead')}
      </Text>
      <Group gap="xs">
        <Button component="a" href="/docs" variant="default" size="xs">
          {t('nav.apiDocs')}
        </Button>
        <AddButton whyNot={whyNot} onClick={onNew}>
          {t('apiKeys.new')}
        </AddButton>
      </Group>
    </Group>
  );
}

function NoKeys({ onNew, whyNot }: NewProps) {
  const { t } = useTranslation();
  return (
    <PageState icon={<IconKey size={32} aria-hidden />} title={t('apiKeys.none')}>
      <Text c="dimmed">{t('apiKeys.noneLead')}</Text>
      {whyNot === undefined ? (
        <Anchor component="button" type="button" onClick={onNew}>
          {t('apiKeys.new')}
        </Anchor>
      ) : null}
    </PageState>
  );
}
