import { Injectable, type LoggerService } from '@nestjs/common';
import { pino, stdSerializers, type Logger } from 'pino';
import { currentRequest } from '../context/request-context';

/** Structured lines on standard output; each carries the id of the request it belongs to. Never a body, never a token. */
@Injectable()
export class Log implements LoggerService {
  readonly #pino: Logger;

  constructor(level: string) {
    this.#pino = pino({
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: stdSerializers.err },
      mixin: () => {
        const record = currentRequest();
        return record ? { request_id: record.id } : {};
      },
    });
  }

  info(fields: object, message: string): void {
    this.#pino.info(fields, message);
  }

  error(fieldsOrMessage: unknown, ...rest: unknown[]): void {
    if (typeof fieldsOrMessage === 'string') this.#pino.error({ more: rest }, fieldsOrMessage);
    else this.#pino.error(fieldsOrMessage as object, rest[0] as string);
  }

  warn(fieldsOrMessage: unknown, ...rest: unknown[]): void {
    if (typeof fieldsOrMessage === 'string') this.#pino.warn({ more: rest }, fieldsOrMessage);
    else this.#pino.warn(fieldsOrMessage as object, rest[0] as string);
  }

  /** Nest's own chatter at boot. */
  log(message: unknown, context?: string): void {
    this.#pino.debug({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.#pino.debug({ context }, String(message));
  }

  fatal(message: unknown): void {
    this.#pino.fatal(String(message));
  }
}
