import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Finding, VerificationView } from '../../../verification/verification.contract';
import { number } from '../preferences/moments';
import page from '../ui/page.module.css';

/** What is not as it was signed: which events, which field, in words. Nothing where there is nothing. */
export function VerificationFindings({
  view: { findings, more_findings: more },
}: {
  view: VerificationView;
}) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  const names = ['number', 'kind', 'field', 'says'] as const;
  return (
    <>
      <Title order={3}>{t('integrity.verification.findings')}</Title>
      <div className={page.scroll}>
        <table className={page.table}>
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {t(`integrity.verification.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => (
              <Line
                key={`${finding.kind} ${finding.first_sequence} ${finding.field} ${finding.says}`}
                finding={finding}
              />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 ? (
        <Text size="sm">{t('integrity.verification.more', { formatted: number(more) })}</Text>
      ) : null}
    </>
  );
}

function Line({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { kind, first_sequence: first, last_sequence: last, field, says } = finding;
  const numbers = first === null ? t('integrity.verification.all') : numbersOf(first, last);
  return (
    <tr>
      <td data-label={t('integrity.verification.number')}>
        {first === null || (last !== null && last !== first) ? (
          numbers
        ) : (
          <Link to="/audit-log" search={{ q: `id:${first}`, range: '3650d' }}>
            {numbers}
          </Link>
        )}
      </td>
      <td data-label={t('integrity.verification.kind')}>{t(`integrity.verification.kinds.${kind}`)}</td>
      <td data-label={t('integrity.verification.field')} className="mono foreign">
        {field ?? '–'}
      </td>
      <td data-label={t('integrity.verification.says')} className="foreign">
        {says}
      </td>
    </tr>
  );
}

const numbersOf = (first: number, last: number | null): string =>
  last === null || last === first ? number(first) : `${number(first)}–${number(last)}`;
