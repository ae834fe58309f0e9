import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SupportRequestView } from '../../../support/support.contract';
import { fullDay, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';
import { SupportClocks } from './support-clocks';
import { personName, SupportStatus } from './support-words';

const COLUMNS = ['number', 'by', 'about', 'due', 'status'] as const;

/** Requests of an organization, line by line, with who waits for what. */
export function SupportTable({ requests }: { requests: readonly SupportRequestView[] }) {
  const { t } = useTranslation();
  return (
    <DataTable label={t('support.title')} columns={COLUMNS.map((column) => t(`support.column.${column}`))}>
      {requests.map((request) => (
        <Row key={request.id} request={request} />
      ))}
    </DataTable>
  );
}

function Row({ request }: { request: SupportRequestView }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const cell = (column: (typeof COLUMNS)[number], children: ReactNode) => (
    <td data-label={t(`support.column.${column}`)}>{children}</td>
  );
  const { id, number, requested_by: by, created_at: at } = request;
  return (
    <tr>
      {cell(
        'number',
        <Anchor component={Link} to={`/support/${id}`} className={`mono ${page.narrow}`}>
          {t('support.number', { number })}
        </Anchor>,
      )}
      {cell(
        'by',
        <span className="foreign">
          {personName(by)}
          <span className={page.second}>
            {minuteMoment(at, zone)}
            {request.origin === 'operator' ? ` · ${t('support.originOperator')}` : null}
          </span>
        </span>,
      )}
      {cell('about', <About request={request} />)}
      {cell('due', <SupportClocks request={request} />)}
      {cell('status', <SupportStatus request={request} />)}
    </tr>
  );
}

const MOST = 140;

function About({ request: { kind, trying_to: text, workspace, wanted } }: { request: SupportRequestView }) {
  const { t } = useTranslation();
  const day = (at: string): string => fullDay(at, 'UTC');
  const range = wanted
    ? ` · ${t('support.wantedRange', { from: day(wanted.from), to: day(wanted.to) })}`
    : '';
  return (
    <span className="foreign">
      {text.length > MOST ? `${text.slice(0, MOST)}…` : text}
      <span className={page.second}>
        {t(`support.kind.${kind}`)} · {workspace}
        {range}
      </span>
    </span>
  );
}
