import { Button, Code, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const example = (origin: string): string => `curl ${origin}/v1/events \\
  -H "Authorization: Bearer $KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"action":"report.opened","source":"flow",
       "actor":{"type":"user","id":"u1","name":"Jane Doe"},
       "resource":{"type":"report","id":"r-7"}}'`;

/** A request that works as it stands, once a key is in it. */
export function FirstEvent() {
  const { t } = useTranslation();
  const text = example(window.location.origin);
  return (
    <div>
      <Code block tabIndex={0}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-sm" mt={6} onClick={copy}>
            {copied ? t('common.copied') : t('common.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
