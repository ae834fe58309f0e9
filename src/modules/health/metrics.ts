import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { requestMetrics } from '../../platform/http/request-metrics';

/** The registry of this process: requests by route and status, and the runtime's own figures. Nothing of a tenant. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#registry.registerMetric(requestMetrics);
  }

  scrape(): Promise<string> {
    return this.#registry.metrics();
  }
}
