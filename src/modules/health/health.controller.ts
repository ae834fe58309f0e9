import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, Unrecorded } from '../../platform/http/declarations';
import { Metrics } from './metrics';
import { Readiness, type ReadinessReport } from './readiness';

@ApiTags('operations')
@Controller()
@Public()
@Unrecorded()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** Whether the process lives. Green while the database is down: a restart would not help. */
  @Get('healthz')
  health(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether requests can be served: 200, or 503 with what is missing. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const report = await this.readiness.check();
    reply.code(report.status === 'ready' ? 200 : 503);
    if (report.status !== 'ready') reply.header('retry-after', '2');
    return report;
  }

  /** Prometheus text format. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.scrape();
  }
}
