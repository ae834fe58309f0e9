import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { requestMetrics } from '../../platform/http/request-metrics';
import { AnchorState } from '../integrity/integrity.anchor-state';
import { SealingState, type SealingReport } from '../integrity/integrity.sealing-state';
import { OverdueDates } from '../retention/retention.overdue';

/** The registry of this process: requests by route and status, and the runtime's own figures. Nothing of a tenant. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(overdue: OverdueDates, sealing: SealingState, anchors: AnchorState) {
    collectDefaultMetrics({ register: this.#registry });
    this.#registry.registerMetric(requestMetrics);
    this.#registry.registerMetric(datesWaiting(overdue));
    const gauges = [...sealingGauges(sealing), ...anchorGauges(anchors)];
    for (const gauge of gauges) this.#registry.registerMetric(gauge);
  }

  scrape(): Promise<string> {
    return this.#registry.metrics();
  }
}

/** Worth an alarm above 0. As it was when it was last known while the database is down. */
const datesWaiting = (overdue: OverdueDates): Gauge =>
  new Gauge({
    name: 'daybook_purge_dates_waiting',
    help: "Expired dates that wait for an operator's word, because a clock may have jumped",
    registers: [],
    async collect() {
      const waiting = await overdue.waiting().catch(() => null);
      if (waiting !== null) this.set(waiting);
    },
  });

/** Worth an alarm: more than 10 s behind, and any log that is refused. As they were last known while the database is down. */
const sealingGauges = (sealing: SealingState): Gauge[] => {
  const gauge = (name: string, help: string, of: (report: SealingReport) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        const report = await sealing.report().catch(() => null);
        if (report) this.set(of(report));
      },
    });
  return [
    gauge(
      'daybook_sealing_behind_seconds',
      'Age of the oldest event that no signed checkpoint covers yet',
      ({ oldestUnsealedSeconds }) => oldestUnsealedSeconds,
    ),
    gauge(
      'daybook_logs_refused',
      'Logs that are not sealed because they are not what was signed of them',
      ({ logsRefused }) => logsRefused,
    ),
    gauge('daybook_sealing_stopped', '1 while this process cannot seal anything', ({ state }) =>
      state === 'stopped' ? 1 : 0,
    ),
  ];
};

/** Both worth an alarm above 0. */
const anchorGauges = (anchors: AnchorState): Gauge[] => [
  new Gauge({
    name: 'daybook_anchors_overdue',
    help: 'Logs of which no checkpoint has left the installation for too long',
    registers: [],
    async collect() {
      const report = await anchors.report().catch(() => null);
      if (report) this.set(report.overdue);
    },
  }),
  new Gauge({
    name: 'daybook_anchors_contradicted',
    help: 'Logs of which an outside anchor knows another history',
    registers: [],
    async collect() {
      const report = await anchors.report().catch(() => null);
      if (report) this.set(report.contradicted);
    },
  }),
];
