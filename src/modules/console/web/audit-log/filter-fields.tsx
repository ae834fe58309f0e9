import { ActionIcon, Button, Popover, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FILTER_FIELDS, textIn, withText, type FieldName, type FilterField } from './field-terms';
import classes from './page.module.css';
import { termsOf } from './query-terms';
import type { LogState } from './use-log';

const PATIENCE_MS = 250;

/** Field by field, for whoever does not write queries (S1-20 to S1-23): each is a term of the query, which shows it too. */
export function FilterFields({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const count = termsOf(log.q).length;
  return (
    <Popover position="bottom-start" trapFocus returnFocus shadow="md" width={320}>
      <Popover.Target>
        <Button variant="default" h={34} size="xs" leftSection={<IconFilter size={15} aria-hidden />}>
          {count === 0 ? t('filter.open') : t('filter.openCount', { count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.open')}>
        <div className={classes.columns}>
          {FILTER_FIELDS.map((field) => (
            <Field key={field.name} log={log} field={field} name={field.name} />
          ))}
          <Text size="xs" c="dimmed">
            {t('filter.help')}
          </Text>
          <Button
            variant="default"
            size="xs"
            disabled={count === 0}
            title={count === 0 ? t('filter.none') : undefined}
            onClick={() => log.ask({ q: undefined })}
          >
            × {t('log.clearAll')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface FieldProps {
  readonly log: LogState;
  readonly field: FilterField;
  readonly name: FieldName;
}

/** Asks 250 ms after the last key. What the query says in the meantime, from elsewhere, takes its place. */
function Field({ log, field, name }: FieldProps) {
  const { t } = useTranslation();
  const asked = textIn(log.q, field);
  const [draft, setDraft] = useState({ text: asked, asked });
  if (draft.asked !== asked) setDraft({ text: sameWords(draft.text, asked) ? draft.text : asked, asked });
  const ask = (text: string): void => {
    const q = withText(log.q, field, text);
    if (q !== null && q !== log.q) log.ask({ q }, { replace: true });
  };
  const askSoon = useDebouncedCallback(ask, PATIENCE_MS);
  const clear = (): void => {
    askSoon.cancel();
    setDraft({ text: '', asked });
    ask('');
  };
  const isUnfinished = draft.text !== asked && withText(log.q, field, draft.text) === null;
  const label = t(`filter.${name}`);
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder={t(`filterExample.${name}`)}
      autoComplete="off"
      spellCheck={false}
      value={draft.text}
      error={isUnfinished ? t('filter.unfinished') : null}
      onChange={({ target: { value } }) => {
        setDraft({ ...draft, text: value });
        askSoon(value);
      }}
      rightSection={draft.text === '' ? null : <Clear label={label} onClick={clear} />}
    />
  );
}

function Clear({ label, onClick }: { label: string; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      aria-label={t('filter.clear', { field: label })}
      onClick={onClick}
    >
      <IconX size={14} aria-hidden />
    </ActionIcon>
  );
}

/** A comma or space at the end is still being written. */
const sameWords = (one: string, other: string): boolean =>
  one
    .split(/[\s,]+/)
    .filter(Boolean)
    .join() ===
  other
    .split(/[\s,]+/)
    .filter(Boolean)
    .join();
