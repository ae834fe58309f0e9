import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';
import { ExportDialog } from './export-dialog';
import { FilterFields } from './filter-fields';
import { QueryBar } from './query-bar';
import { RangePicker } from './range-picker';
import type { LogState } from './use-log';
import type { Saving } from './views/use-saving';
import { ViewsMenu } from './views/views-menu';

type Disclosure = readonly [boolean, { readonly open: () => void; readonly close: () => void }];

interface Props {
  readonly log: LogState;
  readonly range: Disclosure;
  readonly exporting: Disclosure;
  readonly saving: Saving;
}

export function SearchBar({
  log,
  range: [rangeOpen, range],
  exporting: [exportOpen, exporting],
  saving,
}: Props) {
  const { t } = useTranslation();
  return (
    <search className={classes.bar}>
      <QueryBar log={log} />
      <FilterFields log={log} />
      <RangePicker log={log} opened={rangeOpen} onChange={(open) => (open ? range.open() : range.close())} />
      <ViewsMenu log={log} saving={saving} />
      <Button h={34} size="xs" leftSection={<IconDownload size={16} aria-hidden />} onClick={exporting.open}>
        {t('log.export')}
      </Button>
      <ExportDialog log={log} opened={exportOpen} onClose={exporting.close} />
    </search>
  );
}
