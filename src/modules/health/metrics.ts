import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { requestMetrics } from '../../platform/http/request-metrics';
import { OverdueDates } from '../retention/retention.overdue';

/** The registry of this process: requests by route and status, and the runtime's own figures. Nothing of a tenant. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(overdue: OverdueDates) {
    collectDefaultMetrics({ register: this.#registry });
    this.#registry.registerMetric(requestMetrics);
    this.#registry.registerMetric(datesWaiting(overdue));
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
