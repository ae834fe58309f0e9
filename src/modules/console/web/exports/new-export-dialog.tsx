import { NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog';
import type { Export } from '../../../exports/exports.contract';
import { api } from '../api/api';
import { parametersOf } from '../audit-log/parameters';
import { faultOfQuery } from '../audit-log/query-terms';
import { ActionForm } from '../ui/action-form';
import { QueryInput } from '../ui/query-input';
import { useZone } from '../preferences/time-zone';
import { useAction } from '../ui/use-action';
import { refreshExports } from './export-parts';
import { FormatSelect } from './format-select';

const RANGES = ['24h', '7d', '30d', '90d', '365d', 'all'] as const;
const ALL = { from: '1971-01-01' };

/** An export from a query that is typed here; from a search as it stands, the audit log's own button. */
export function NewExportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('exports.new')}>
      <NewExportForm onDone={onClose} />
    </Dialog>
  );
}

function NewExportForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const [q, setQuery] = useState('');
  const [range, setRange] = useState<string>('7d');
  const [format, setFormat] = useState<string>('csv');
  const fault = faultOfQuery(q);
  const action = useAction(async () => {
    const query = parametersOf(range === 'all' ? { q, ...ALL } : { q, range }, zone);
    await api<Export>('POST', '/v1/exports', { body: { format, query, time_zone: zone } });
    onDone();
    await refreshExports();
  });
  return (
    <ActionForm action={action} label={t('exporting.start')} isReady={!fault}>
      <Text size="sm">{t('exports.newLead')}</Text>
      <QueryInput value={q} fault={fault?.message} onChange={setQuery} />
      <NativeSelect
        label={t('exports.range')}
        value={range}
        data={RANGES.map((each) => ({
          value: each,
          label: each === 'all' ? t('exports.open') : t(`range.${each}`),
        }))}
        onChange={(event) => setRange(event.target.value)}
      />
      <FormatSelect value={format} onChange={setFormat} />
    </ActionForm>
  );
}
