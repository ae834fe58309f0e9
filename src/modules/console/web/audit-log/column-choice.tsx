import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3, IconGripVertical } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './column-choice.module.css';
import { moved, type Column } from './column-names';
import { useColumns, type ChosenColumns } from './use-columns';
import type { LogState } from './use-log';

/** Which columns, in which order: by ticks and arrows, or dragged. Kept for this person in this browser, and in the address. */
export function ColumnChoice({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const columns = useColumns(log);
  return (
    <Popover position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconColumns3 size={15} aria-hidden />}>
          {t('log.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <List columns={columns} />
        <Button
          variant="default"
          size="xs"
          mt="xs"
          fullWidth
          disabled={columns.isUsual}
          title={columns.isUsual ? t('column.isUsual') : undefined}
          onClick={columns.reset}
        >
          {t('column.reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function List({ columns }: { columns: ChosenColumns }) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<Column | null>(null);
  const { shown, all, show } = columns;
  const dropOn = (column: Column): void => {
    const [from, to] = [dragged === null ? -1 : shown.indexOf(dragged), shown.indexOf(column)];
    if (dragged !== null && from >= 0 && to >= 0) show(moved(shown, dragged, to - from));
    setDragged(null);
  };
  return (
    <ul className={classes.list} aria-label={t('log.columns')}>
      {all.map((column) => (
        <li
          key={column}
          className={classes.line}
          data-dragged={dragged === column || undefined}
          draggable={shown.includes(column)}
          onDragStart={() => setDragged(column)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => dragged !== null && event.preventDefault()}
          onDrop={() => dropOn(column)}
        >
          <Line column={column} columns={columns} />
        </li>
      ))}
    </ul>
  );
}

function Line({ column, columns: { shown, show } }: { column: Column; columns: ChosenColumns }) {
  const { t } = useTranslation();
  const name = column === 'time' ? t('column.timeName') : t(`column.${column}`, { zone: '' });
  const at = shown.indexOf(column);
  const isLast = shown.length === 1 && at === 0;
  const move = (by: number) => (): void => show(moved(shown, column, by));
  return (
    <>
      <IconGripVertical size={14} aria-hidden className={classes.grip} />
      <Checkbox
        size="xs"
        label={name}
        checked={at >= 0}
        disabled={isLast}
        title={isLast ? t('column.last') : undefined}
        onChange={({ target: { checked } }) =>
          show(checked ? [...shown, column] : shown.filter((each) => each !== column))
        }
      />
      <span className={classes.arrows}>
        <Arrow
          icon={IconArrowUp}
          label={t('column.earlier', { column: name })}
          onClick={at > 0 ? move(-1) : null}
        />
        <Arrow
          icon={IconArrowDown}
          label={t('column.later', { column: name })}
          onClick={at >= 0 && at < shown.length - 1 ? move(1) : null}
        />
      </span>
    </>
  );
}

interface ArrowProps {
  readonly icon: typeof IconArrowUp;
  readonly label: string;
  /** Null where there is no place to go to. */
  readonly onClick: (() => void) | null;
}

function Arrow({ icon: Glyph, label, onClick }: ArrowProps) {
  if (!onClick) return <span />;
  return (
    <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} onClick={onClick}>
      <Glyph size={14} aria-hidden />
    </ActionIcon>
  );
}
