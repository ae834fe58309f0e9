import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { policyReports } from '../../platform/http/policy-reports';
import { requestMetrics } from '../../platform/http/request-metrics';
import { AnchorState, type AnchorReport } from '../integrity/integrity.anchor-state';
import { SealingState, type SealingReport } from '../integrity/integrity.sealing-state';
import { OverdueDates } from '../retention/retention.overdue';
import { VerificationState, type VerificationReport } from '../verification/verification.state';

/** The registry of this process: requests by route and status, and the runtime's own figures. Nothing of a tenant. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(
    overdue: OverdueDates,
    sealing: SealingState,
    anchors: AnchorState,
    verification: VerificationState,
  ) {
    collectDefaultMetrics({ register: this.#registry });
    this.#registry.registerMetric(requestMetrics);
    this.#registry.registerMetric(policyReports);
    this.#registry.registerMetric(datesWaiting(overdue));
    for (const gauge of [
      ...sealingGauges(sealing),
      ...anchorGauges(anchors),
      ...verificationGauges(verification),
    ])
      this.#registry.registerMetric(gauge);
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
  const gauge = gaugesOf<SealingReport>(() => sealing.report());
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
const anchorGauges = (anchors: AnchorState): Gauge[] => {
  const gauge = gaugesOf<AnchorReport>(() => anchors.report());
  return [
    gauge(
      'daybook_anchors_overdue',
      'Logs of which no checkpoint has left the installation for too long',
      ({ overdue }) => overdue,
    ),
    gauge(
      'daybook_anchors_contradicted',
      'Logs of which an outside anchor knows another history',
      ({ contradicted }) => contradicted,
    ),
  ];
};

/** Worth an alarm: anything found in any log, and a log that was not verified wholly for two days. */
const verificationGauges = (verification: VerificationState): Gauge[] => {
  const gauge = gaugesOf<VerificationReport>(() => verification.report());
  return [
    gauge(
      'daybook_log_verification_findings',
      'Things in all logs that are not as they were recorded and signed',
      ({ findings }) => findings,
    ),
    gauge(
      'daybook_log_verification_logs_with_findings',
      'Logs in which something was found',
      ({ logsWithFindings }) => logsWithFindings,
    ),
    gauge(
      'daybook_log_verification_logs_vanished',
      'Logs that were signed here and are gone from the database, though nobody deleted them',
      ({ logsVanished }) => logsVanished,
    ),
    gauge(
      'daybook_log_verification_age_seconds',
      'Since the log that has waited longest was verified wholly',
      ({ oldestWholeSeconds }) => oldestWholeSeconds ?? 0,
    ),
  ];
};

/** Gauges that show a report as it is when they are asked; as it was last known while there is none. */
const gaugesOf =
  <R>(report: () => Promise<R>) =>
  (name: string, help: string, of: (report: R) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        const current = await report().catch(() => null);
        if (current) this.set(of(current));
      },
    });
