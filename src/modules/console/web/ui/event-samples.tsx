import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditEvent } from '../../../audit/audit.contract';
import { actorWords, summaryOf } from '../audit-log/words';
import { minuteMoment } from '../preferences/moments';
import { useZone } from '../preferences/time-zone';
import { SourceBadge } from './badges';
import { ErasedMark } from './erased-mark';
import { beginningOf } from './hidden-characters';
import { visible } from './visible';
import classes from './event-samples.module.css';
import page from './page.module.css';

export interface Sample {
  readonly event: AuditEvent;
  /** What is said of it besides. */
  readonly note?: ReactNode;
}

/** A few events out of many, each a way to the whole of it. */
export function EventSamples({ label, samples }: { label: string; samples: readonly Sample[] }) {
  const { name: zone } = useZone();
  return (
    <figure className={classes.samples}>
      <Text component="figcaption" size="xs" c="dimmed">
        {label}
      </Text>
      <ul>
        {samples.map(({ event, note }) => (
          <li key={event.id}>
            <time dateTime={event.occurred_at} className="mono">
              {minuteMoment(event.occurred_at, zone)}
            </time>
            <span className={classes.source}>
              <SourceBadge source={event.source} />
            </span>
            <span className="foreign">
              <Link to="/audit-log/events/$id" params={{ id: event.id }} className={page.link}>
                <ErasedMark event={event} />
                {visible(beginningOf(summaryOf(event)))}
              </Link>
              <span className={page.second}>
                {visible(beginningOf(actorWords(event.actor)?.name ?? event.action, 80))}
              </span>
            </span>
            {note}
          </li>
        ))}
      </ul>
    </figure>
  );
}
