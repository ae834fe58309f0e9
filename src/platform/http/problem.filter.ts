import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Log } from '../log/log';
import { problemOf } from './problem';
import { problemBody } from './send-problem';

/** The one place where errors become answers; it also tells the request's record what went wrong. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (request.record) request.record.error = error;
    if (problem.status >= 500)
      this.log.error({ error, request_id: request.id, url: request.url }, problem.detail);
    if (reply.sent) return;
    void reply.send(problemBody(reply, problem, request.id));
  }
}
