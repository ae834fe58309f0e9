import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Export } from '../../../exports/exports.contract';
import { fullMoment, number } from '../preferences/moments';
import { FactList, type Fact } from '../ui/fact-list';
import classes from '../ui/page.module.css';
import { QueryLink } from '../ui/query-link';
import { textOfQuery } from '../ui/query-text';
import { ExportActions } from './export-actions';
import { Condition } from './export-parts';
import { Contents } from './format-select';
import { rangeText } from './export-table';
import { VerifyWords } from './verify-words';

/** Everything that is known of one export. */
export function ExportFacts({ data, zone }: { data: Export; zone: string }) {
  const { t } = useTranslation();
  const text = textOfQuery(data.query);
  const { name, email, type } = data.requested_by;
  const at = (moment: string | null): string => (moment === null ? '–' : fullMoment(moment, zone));
  const facts: readonly Fact[] = [
    [t('exports.fact.query'), <QueryLink key="q" text={text} from={data.query.from} to={data.query.to} />],
    [t('exports.fact.range'), rangeText(data, zone, t('exports.open'))],
    [t('exports.fact.format'), t(`exports.format.${data.format as 'csv'}`, { defaultValue: data.format })],
    [t('exports.fact.zone'), data.time_zone],
    [t('exports.fact.by'), [name ?? type, email].filter(Boolean).join(' · ')],
    [t('exports.fact.origin'), t(`exports.origin.${data.origin}`)],
    [t('exports.fact.asked'), at(data.created_at)],
    [t('exports.fact.finished'), at(data.finished_at)],
    [t('exports.fact.expires'), at(data.expires_at)],
    [t('exports.fact.file'), data.file_name ?? '–'],
    [t('exports.fact.downloads'), number(data.downloads)],
    [t('exports.fact.lastDownload'), at(data.last_downloaded_at)],
  ];
  return (
    <section className={`card ${classes.section}`} aria-labelledby="export">
      <Title order={2} id="export">
        {t('exports.one')}
      </Title>
      <Condition data={data} />
      <ExportActions data={data} />
      <FactList facts={facts} />
      <div className={classes.stacked}>
        <Title order={3} fz="sm">
          {t('exports.inside')}
        </Title>
        <Text size="sm">
          <Contents format={data.format} />
        </Text>
      </div>
      <VerifyWords file={data.file_name ?? 'export.zip'} />
    </section>
  );
}
