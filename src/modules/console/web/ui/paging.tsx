import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Cursors {
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
}

/** Which page of a list is shown: a cursor of the API. */
export const useCursor = (): [string | undefined, (cursor: string | undefined) => void] =>
  useState<string | undefined>(undefined);

/** Previous and next; nothing where everything is on one page. */
export function Paging({ page, onTurn }: { page: Cursors; onTurn: (cursor: string) => void }) {
  const { t } = useTranslation();
  const { prev_cursor: before, next_cursor: after } = page;
  if (before === null && after === null) return null;
  return (
    <Group component="nav" aria-label={t('ui.paging')} gap="xs" justify="flex-end" p="xs">
      <Button
        variant="default"
        size="xs"
        disabled={before === null}
        title={before === null ? t('ui.firstPage') : undefined}
        onClick={() => onTurn(before ?? '')}
      >
        ‹ {t('ui.previous')}
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={after === null}
        title={after === null ? t('ui.lastPage') : undefined}
        onClick={() => onTurn(after ?? '')}
      >
        {t('ui.next')} ›
      </Button>
    </Group>
  );
}
