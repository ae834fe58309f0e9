import { Button, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EventPage } from '../../../audit/audit.contract';
import type { WireCount } from '../../../audit/audit.counts.contract';
import { number } from '../preferences/moments';
import classes from './page.module.css';
import type { LogState } from './use-log';

interface Props {
  readonly log: LogState;
  readonly page: EventPage;
  readonly total: WireCount | undefined;
  /** The page before is still shown: its cursors are not those of the address. */
  readonly isStale: boolean;
}

const SIZES = ['25', '50', '100', '200'];
const DEFAULT_SIZE = '50';

/** 50 a page, Previous and Next (S2). The number of the page travels beside the cursor, which is opaque. */
export function Pager({ log, page, total, isStale }: Props) {
  const { t } = useTranslation();
  const { limit = DEFAULT_SIZE, page: number = '1' } = log.search;
  const at = Math.max(1, Number(number) || 1);
  const turn = (cursor: string | null, by: number): void => {
    if (!isStale) log.change({ cursor: cursor ?? undefined, page: String(at + by) });
  };
  return (
    <nav className={classes.pager} aria-label={t('pager.label')}>
      {isStale ? (
        <span />
      ) : (
        <Shown first={(at - 1) * Number(limit) + 1} count={page.data.length} total={total} />
      )}
      <div className={classes.turn}>
        <Size log={log} limit={limit} />
        <Button
          variant="default"
          size="xs"
          disabled={page.prev_cursor === null}
          title={page.prev_cursor === null ? t('pager.first') : undefined}
          onClick={() => turn(page.prev_cursor, -1)}
        >
          ‹ {t('pager.previous')}
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={page.next_cursor === null}
          title={page.next_cursor === null ? t('pager.last') : undefined}
          onClick={() => turn(page.next_cursor, 1)}
        >
          {t('pager.next')} ›
        </Button>
      </div>
    </nav>
  );
}

function Size({ log, limit }: { log: LogState; limit: string }) {
  const { t } = useTranslation();
  return (
    <label className={classes.size}>
      {t('pager.rows')}
      <NativeSelect
        size="xs"
        data={SIZES}
        value={limit}
        onChange={({ target: { value } }) => log.ask({ limit: value === DEFAULT_SIZE ? undefined : value })}
      />
    </label>
  );
}

function Shown({ first, count, total }: { first: number; count: number; total: WireCount | undefined }) {
  const { t } = useTranslation();
  const [from, to] = [number(first), number(first + count - 1)];
  if (count === 0) return <Text size="sm">{t('pager.nothing')}</Text>;
  return (
    <Text size="sm" c="dimmed" role="status">
      {total
        ? t('pager.shown', { from, to, total: `${total.approximate ? '≈ ' : ''}${number(total.count)}` })
        : t('pager.shownUnknown', { from, to })}
    </Text>
  );
}
