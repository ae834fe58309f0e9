import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PolicyPerson, RetentionPolicyVersion } from '../../../retention/retention.contract';
import { api } from '../api/api';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { DataTable } from '../ui/data-table';
import { Loaded } from '../ui/loaded';
import page from '../ui/page.module.css';
import { Paging, useCursor } from '../ui/paging';
import { Pill } from '../ui/pill';
import { useTermWords } from './term-words';
import { differences } from './terms';

interface VersionPage {
  readonly data: readonly RetentionPolicyVersion[];
  readonly next_cursor: string | null;
  readonly prev_cursor: string | null;
}

const COLUMNS = ['version', 'policy', 'by', 'reason'] as const;

/** Every policy that was in force: who made it so, who agreed, and why. Nothing where there was only the first. */
export function Versions({ current }: { current: number }) {
  const { t } = useTranslation();
  const [cursor, setCursor] = useCursor();
  const query = useQuery({
    queryKey: ['policy-versions', current, cursor],
    queryFn: ({ signal }) =>
      api<VersionPage>('GET', '/v1/retention-policy/versions', { query: { limit: 10, cursor }, signal }),
    enabled: current > 0,
  });
  if (current === 0) return null;
  return (
    <section className="card" aria-labelledby="versions">
      <Title order={2} id="versions" p="sm">
        {t('retention.versions')}
      </Title>
      <Loaded query={query} permission="audit:read">
        {(found) => (
          <>
            <DataTable
              label={t('retention.versions')}
              columns={COLUMNS.map((column) => t(`retention.versionColumn.${column}`))}
            >
              {found.data.map((one, n) => (
                <Row
                  key={one.version}
                  version={one}
                  before={found.data[n + 1]}
                  isCurrent={one.version === current}
                />
              ))}
            </DataTable>
            <Paging page={found} onTurn={setCursor} />
          </>
        )}
      </Loaded>
    </section>
  );
}

interface RowProps {
  readonly version: RetentionPolicyVersion;
  readonly before: RetentionPolicyVersion | undefined;
  readonly isCurrent: boolean;
}

const nameOf = ({ name, email, id }: PolicyPerson): string => name ?? email ?? id ?? '–';

function Row({
  version: { version, policy, changed_at, changed_by, approved_by, reason },
  before,
  isCurrent,
}: RowProps) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const words = useTermWords();
  const changes = before ? differences(before.policy, policy).map(words.change) : [];
  const cell = (column: (typeof COLUMNS)[number]) => ({
    'data-label': t(`retention.versionColumn.${column}`),
  });
  return (
    <tr>
      <td {...cell('version')} className={page.narrow}>
        <span>
          {version} {isCurrent ? <Pill tone="good">{t('retention.inForce')}</Pill> : null}
          <span className={page.second}>{minuteMoment(changed_at, zone)}</span>
        </span>
      </td>
      <td {...cell('policy')}>
        <span>
          {words.terms(policy)}
          {changes.length === 0 ? null : <span className={page.second}>{changes.join(' · ')}</span>}
        </span>
      </td>
      <td {...cell('by')}>
        <span className="foreign">
          {nameOf(changed_by)}
          {approved_by === null ? null : (
            <span className={page.second}>{t('retention.agreedBy', { who: nameOf(approved_by) })}</span>
          )}
        </span>
      </td>
      <td {...cell('reason')} className="foreign">
        {reason ?? '–'}
      </td>
    </tr>
  );
}
