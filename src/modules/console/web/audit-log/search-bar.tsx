import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';
import { ExportDialog } from './export-dialog';
import { QueryBar } from './query-bar';
import { RangePicker } from './range-picker';
import { searchOf, useSavedViews } from './saved-views';
import type { LogState } from './use-log';

type Disclosure = readonly [boolean, { readonly open: () => void; readonly close: () => void }];

interface Props {
  readonly log: LogState;
  readonly range: Disclosure;
  readonly exporting: Disclosure;
}

export function SearchBar({ log, range: [rangeOpen, range], exporting: [exportOpen, exporting] }: Props) {
  const { t } = useTranslation();
  return (
    <search className={classes.bar}>
      <QueryBar log={log} />
      <RangePicker log={log} opened={rangeOpen} onChange={(open) => (open ? range.open() : range.close())} />
      <Views log={log} />
      <Button h={34} size="xs" leftSection={<IconDownload size={16} aria-hidden />} onClick={exporting.open}>
        {t('log.export')}
      </Button>
      <ExportDialog log={log} opened={exportOpen} onClose={exporting.close} />
    </search>
  );
}

function Views({ log }: { log: LogState }) {
  const { t } = useTranslation();
  const { data: views } = useSavedViews();
  if (!views) return null;
  const nothing = { q: undefined, range: undefined, from: undefined, to: undefined, sort: undefined };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" h={34} size="xs">
          {t('log.views')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map(({ id, name, query }) => (
          <Menu.Item key={id} onClick={() => log.ask({ ...nothing, ...searchOf(query) })}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
