import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { requestMetrics } from '../../platform/http/request-metrics';
import { AnchorState } from '../integrity/integrity.anchor-state';
import { OverdueDates } from '../retention/retention.overdue';

/** The registry of this process: requests by route and status, and the runtime's own figures. Nothing of a tenant. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(overdue: OverdueDates, anchors: AnchorState) {
    collectDefaultMetrics({ register: this.#registry });
    this.#registry.registerMetric(requestMetrics);
    this.#registry.registerMetric(datesWaiting(overdue));
    for (const gauge of anchorGauges(anchors)) this.#registry.registerMetric(gauge);
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
