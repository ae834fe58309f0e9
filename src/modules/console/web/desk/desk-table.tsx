import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskPage } from '../../../support/support.contract';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { SupportClocks } from '../support/support-clocks';
import { personName, SupportStatus } from '../support/support-words';
import { DataTable } from '../ui/data-table';
import page from '../ui/page.module.css';

/** As the server has them: what is most overdue first. */
export function DeskTable({ requests }: { requests: DeskPage['data'] }) {
  const { t } = useTranslation();
  const columns = [
    t('support.column.number'),
    t('desk.organization'),
    t('support.column.by'),
    t('support.column.due'),
    t('support.column.status'),
  ];
  return (
    <DataTable label={t('desk.title')} columns={columns}>
      {requests.map((request) => (
        <Row key={request.id} request={request} columns={columns} />
      ))}
    </DataTable>
  );
}

function Row({ request, columns }: { request: DeskPage['data'][number]; columns: readonly string[] }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { id, number, organization, requested_by: by, created_at: at, kind, origin } = request;
  const cells: readonly ReactNode[] = [
    <Anchor key="number" component={Link} to={`/desk/${id}`} className={`mono ${page.narrow}`}>
      {t('support.number', { number })}
    </Anchor>,
    <span key="organization" className="foreign">
      {organization.name}
    </span>,
    <span key="by" className="foreign">
      {personName(by)}
      <span className={page.second}>
        {minuteMoment(at, zone)} · {t(`support.kind.${kind}`)}
        {origin === 'operator' ? ` · ${t('support.originOperator')}` : null}
      </span>
    </span>,
    <SupportClocks key="clocks" request={request} />,
    <SupportStatus key="status" request={request} />,
  ];
  return (
    <tr>
      {cells.map((cell, index) => (
        <td key={columns[index]} data-label={columns[index]}>
          {cell}
        </td>
      ))}
    </tr>
  );
}
