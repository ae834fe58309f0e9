import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SupportRequestDetails, WantedExport } from '../../../support/support.contract';
import { fullDay, minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { FactList, type Fact } from '../ui/fact-list';
import page from '../ui/page.module.css';
import { QueryLink } from '../ui/query-link';
import { textOfParameters, type StoredParameters } from '../ui/query-text';
import { SupportClocks } from './support-clocks';
import { personName, SupportStatus } from './support-words';
import classes from './support.module.css';

interface Props {
  readonly request: SupportRequestDetails;
  /** Whether its events can be seen from here: operators have no log to look into. */
  readonly hasLog: boolean;
  readonly more?: readonly Fact[];
}

/** Who asked for what, and by when they hear. */
export function RequestFacts({ request, hasLog, more = [] }: Props) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const { record, wanted, requested_by: by, origin } = request;
  const { feedback } = request;
  const from = origin === 'operator' ? ` · ${t('support.originOperator')}` : '';
  const facts: readonly Fact[] = [
    ...more,
    [
      t('support.by'),
      [personName(by), by.name === null ? null : by.email].filter(Boolean).join(' · ') + from,
    ],
    [t('support.made'), minuteMoment(request.created_at, zone)],
    [t('support.workspace'), request.workspace],
    ...(record
      ? [[t('support.record'), <RecordName key="r" record={record} hasLog={hasLog} />] as const]
      : []),
    ...(wanted ? [[t('support.wanted'), <Wanted key="w" wanted={wanted} hasLog={hasLog} />] as const] : []),
    ...(feedback ? [[t('support.feedback'), <Feedback key="f" request={request} />] as const] : []),
  ];
  return (
    <section className={`card ${page.section}`} aria-labelledby="request">
      <div className={page.head}>
        <Title order={2} id="request">
          {t('support.one', { number: request.number })}
        </Title>
        <SupportStatus request={request} />
      </div>
      <SupportClocks request={request} />
      <p className={`${classes.text} foreign`}>{request.trying_to}</p>
      <FactList facts={facts} />
    </section>
  );
}

function RecordName({ record: { type, id }, hasLog }: Pick<Props, 'hasLog'> & { record: Named }) {
  const name = `${type} ${id}`;
  const text = ['resource', 'subject'].map((part) =>
    textOfParameters({ [`${part}_type`]: type, [`${part}_id`]: id }),
  );
  return hasLog ? <QueryLink text={text.map((one) => `(${one})`).join(' OR ')} label={name} /> : <>{name}</>;
}

interface Named {
  readonly type: string;
  readonly id: string;
}

function Wanted({ wanted, hasLog }: Pick<Props, 'hasLog'> & { wanted: WantedExport }) {
  const { t } = useTranslation();
  const { name: zone } = useZone();
  const day = (at: string): string => (at.length === 10 ? fullDay(at, 'UTC') : minuteMoment(at, zone));
  const text = textOfParameters(wanted.query as StoredParameters);
  return (
    <>
      {t(`exports.format.${wanted.format as 'csv'}`, { defaultValue: wanted.format })},{' '}
      {t('support.wantedRange', { from: day(wanted.from), to: day(wanted.to) })}
      {' · '}
      {hasLog ? (
        <QueryLink text={text} from={wanted.from} to={wanted.to} />
      ) : (
        <span className="mono">{text === '' ? t('ui.everything') : text}</span>
      )}
    </>
  );
}

function Feedback({ request: { feedback } }: { request: SupportRequestDetails }) {
  const { t } = useTranslation();
  if (!feedback) return null;
  const who = personName(feedback.given_by);
  return (
    <>
      {feedback.helped ? t('support.helped', { who }) : t('support.helpedNot', { who })}
      {feedback.comment === null ? null : (
        <Text span display="block" className="foreign">
          “{feedback.comment}”
        </Text>
      )}
    </>
  );
}
