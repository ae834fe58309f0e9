import { Button, CopyButton, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, WireReference } from '../../../../audit/audit.contract';
import { HoldNames, useHoldsOfEvent } from '../../holds/holds-of-event';
import { fullDay, fullMoment } from '../../preferences/moments';
import { FlagBadge, TypeBadge } from '../../ui/badges';
import { isErased } from '../../ui/erased';
import { visible } from '../../ui/visible';
import type { LogState } from '../use-log';
import { actorWords, contextText, referenceWords, titleOf } from '../words';
import { Changes } from './changes';
import { changesOf, textOf } from './changes-of';
import classes from './drawer.module.css';
import { aroundOf } from './around';
import { Pivots } from './pivots';
import { RecordLink } from './record-link';
import { Value } from './value';
import { WhatIsGone } from './what-is-gone';

interface Props {
  readonly log: LogState;
  readonly event: AuditEvent;
}

/** Who, from where, what it was done to, and what else was said. */
export function Overview({ log, event }: Props) {
  const { t } = useTranslation();
  const hasDetails = Object.keys(event.details).length > 0;
  return (
    <>
      <WhatIsGone event={event} zone={log.zone} />
      <dl className={classes.facts2}>
        <Who log={log} event={event} />
        <What log={log} event={event} />
        <Whence log={log} event={event} />
      </dl>
      {changesOf(event).length > 0 ? (
        <>
          <Title order={3}>{t('event.changes')}</Title>
          <Changes event={event} />
        </>
      ) : null}
      {hasDetails ? (
        <>
          <Title order={3}>{t('event.details_heading')}</Title>
          <Value value={event.details} />
        </>
      ) : null}
      <Onwards log={log} event={event} />
      <Copying event={event} />
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="foreign">{children}</dd>
    </>
  );
}

function Who({ log, event }: Props) {
  const { t } = useTranslation();
  const actor = actorWords(event.actor);
  const lost = isErased(event, 'actor');
  const [ip, device, session] = ['ip', 'user_agent', 'session_id'].map((name) => contextText(event, name));
  return (
    <>
      <Line name={t('event.user')}>
        {actor
          ? visible([actor.name, actor.detail].filter(Boolean).join(' · '))
          : lost
            ? t('tombstone.erased')
            : t('event.unknown')}{' '}
        {actor?.role ? <span className={classes.role}>{titleOf(actor.role)}</span> : null}
        {actor?.key ? <Pivots log={log} field="actor" value={actor.key} /> : null}
      </Line>
      {ip ? (
        <Line name={t('event.ip')}>
          <span className="mono">{ip}</span> {contextText(event, 'country')}
          <Pivots log={log} field="ip" value={ip} />
        </Line>
      ) : null}
      {device ? <Line name={t('event.device')}>{visible(device)}</Line> : null}
      {session ? (
        <Line name={t('event.session')}>
          <span className="mono">{visible(session)}</span>
          <Pivots log={log} field="session" value={session} />
        </Line>
      ) : null}
    </>
  );
}

function What({ log, event }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {event.resource ? (
        <Line name={t('event.record')}>
          <Reference reference={event.resource} />
          <Pivots log={log} field="resource" value={`${event.resource.type}/${event.resource.id}`} />
        </Line>
      ) : null}
      {event.subject ? (
        <Line name={t('event.subject')}>
          <Reference reference={event.subject} />
          <Pivots log={log} field="subject" value={`${event.subject.type}/${event.subject.id}`} />
        </Line>
      ) : null}
      {event.related.length > 0 ? (
        <Line name={t('event.alsoAbout')}>
          {event.related.map((reference) => (
            <span key={`${reference.type} ${reference.id}`} className={classes.relatedRecord}>
              <Reference reference={reference} />
              <Pivots log={log} field="resource" value={`${reference.type}/${reference.id}`} />
            </span>
          ))}
        </Line>
      ) : null}
      {event.flags.length > 0 ? (
        <Line name={t('event.flags')}>
          {event.flags.map((flag) => (
            <FlagBadge key={flag} flag={flag} />
          ))}
        </Line>
      ) : null}
    </>
  );
}

function Reference({ reference }: { reference: WireReference }) {
  const words = referenceWords(reference);
  return (
    <>
      <TypeBadge type={reference.type} /> {visible(words)}{' '}
      {words === reference.id ? null : <span className={`mono ${classes.dim}`}>{visible(reference.id)}</span>}
      <RecordLink reference={reference} />
    </>
  );
}

/** The day after which it may go, and the holds that keep it all the same. What no rule ends is stored as a thousand years. */
function Kept({ event, zone }: { event: AuditEvent; zone: string }) {
  const { t } = useTranslation();
  const holds = useHoldsOfEvent(event.id);
  const { expires_on: day } = event;
  return (
    <>
      <Line name={t('event.expires')}>
        {day === null ? t('event.heldBeyond') : day > '2900' ? t('event.forEver') : fullDay(day, 'UTC')}
      </Line>
      {holds.length === 0 ? null : (
        <Line name={t('event.heldBy')}>
          <HoldNames holds={holds} zone={zone} />
        </Line>
      )}
    </>
  );
}

/** Where the statement comes from, and its place in the log. */
function Whence({ log, event }: Props) {
  const { t } = useTranslation();
  const { zone } = log;
  const request = contextText(event, 'request_id');
  const http = event.context.http as { method?: string; path?: string; status?: number } | undefined;
  const reporter = event.reported_by ? textOf(event.reported_by.api_key_id ?? '') : null;
  return (
    <>
      {request !== null || http?.method ? (
        <Line name={t('event.request')}>
          <span className="mono">
            {visible([request, http?.method, http?.path, http?.status].filter(Boolean).join(' '))}
          </span>
          {request === null ? null : <Pivots log={log} field="request" value={request} />}
        </Line>
      ) : null}
      <Line name={t('event.reportedBy')}>
        {isErased(event, 'actor') ? (
          t('tombstone.erased')
        ) : reporter === null ? (
          t('event.observed')
        ) : (
          <span className="mono">{reporter}</span>
        )}
      </Line>
      <Line name={t('event.number')}>
        <span className="mono">{event.sequence}</span>
      </Line>
      <Line name={t('event.recorded')}>
        {fullMoment(event.recorded_at, zone)} {zone}
      </Line>
      <Kept event={event} zone={log.zone} />
      <Line name={t('event.leaf')}>
        <span className="mono">{event.leaf_hash}</span>
      </Line>
    </>
  );
}

/** From here to what is around it, and to what became of its record. */
function Onwards({ log, event }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" mt="md">
      <Button variant="default" size="xs" onClick={() => log.ask(aroundOf(event))}>
        {t('pivot.around')}
      </Button>
      {(event.resource ?? event.subject) ? (
        <Button variant="default" size="xs" onClick={() => log.change({ tab: 'history' })}>
          {t('pivot.history')}
        </Button>
      ) : null}
    </Group>
  );
}

function Copying({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const link = `${window.location.origin}/audit-log/events/${event.id}`;
  return (
    <Group gap="xs" mt="md">
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy}>
            {copied ? t('common.copied') : t('event.copyLink')}
          </Button>
        )}
      </CopyButton>
      <CopyButton value={JSON.stringify(event, null, 2)}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy} rightSection={<kbd>c</kbd>}>
            {copied ? t('common.copied') : t('event.copyJson')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
