import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock, MINUTE_MS } from '../../clock/clock';
import { currentPrincipal, currentRequest } from '../../context/request-context';
import { DaybookError } from '../../errors/daybook-error';
import { CONFIG } from '../../platform.tokens';
import type { Settings } from '../../settings';
import { networkOf } from '../client-address';
import { RateCounters, used } from './rate-counters';

/** Events are counted by ten seconds, so that a batch may be larger than a second's worth. */
const EVENTS_MS = 10_000;

interface Rule {
  readonly name: 'address' | 'session' | 'api-key' | 'events' | 'organization-events';
  readonly of: string;
  readonly limit: number;
  readonly lengthMs: number;
}

/**
 * Who may ask how much (A30): strangers by network, sessions and API keys by themselves, events by key and organization. Of refusals
 * the first in a window is recorded and the rest are not, or a flood would fill the very log that it is kept out of.
 */
@Injectable()
export class RateLimits {
  constructor(
    private readonly counters: RateCounters,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<Settings, 'limits'>,
  ) {}

  /** One request. Whoever sends events is counted by these. @throws DaybookError `request.throttled` */
  admit(request: FastifyRequest, reply: FastifyReply): void {
    const { record } = request;
    if (!record) return;
    const { principal, route, method } = record;
    if (principal?.apiKeyId && method === 'POST' && route === '/v1/events') return;
    this.#take(this.#ruleFor(principal, record.client.ip), 1, reply);
  }

  /** Events that are about to be stored. @throws DaybookError `request.throttled` */
  admitEvents(count: number, reply: FastifyReply): void {
    const { apiKeyId, sessionId, organizationId } = currentPrincipal();
    const { organizationEventsPerSecond, eventsPerSecond } = this.settings.limits;
    const seconds = EVENTS_MS / 1_000;
    const lengthMs = EVENTS_MS;
    const limits = [organizationEventsPerSecond * seconds, eventsPerSecond * seconds] as const;
    this.#take({ name: 'organization-events', of: organizationId, limit: limits[0], lengthMs }, count, reply);
    this.#take({ name: 'events', of: apiKeyId ?? sessionId ?? '', limit: limits[1], lengthMs }, count, reply);
  }

  #ruleFor(principal: { apiKeyId: string | null; sessionId: string | null } | null, ip: string | null): Rule {
    const { addressPerMinute, sessionPerMinute } = this.settings.limits;
    const lengthMs = MINUTE_MS;
    if (principal?.apiKeyId)
      return { name: 'api-key', of: principal.apiKeyId, limit: sessionPerMinute, lengthMs };
    if (principal?.sessionId)
      return { name: 'session', of: principal.sessionId, limit: sessionPerMinute, lengthMs };
    return { name: 'address', of: networkOf(ip), limit: addressPerMinute, lengthMs };
  }

  /** draft-ietf-httpapi-ratelimit-headers: `q` in `w` seconds; `r` remain, `t` seconds until they are full again. */
  #take({ name, of, limit, lengthMs }: Rule, amount: number, reply: FastifyReply): void {
    const window = this.counters.add(`${name} ${of}`, amount, lengthMs);
    const remaining = limit - used(window);
    const seconds = Math.max(1, Math.ceil((window.endsAt - this.clock.now().getTime()) / 1_000));
    reply.header('ratelimit-policy', `"${name}";q=${limit};w=${lengthMs / 1_000}`);
    reply.header('ratelimit', `"${name}";r=${Math.max(0, remaining)};t=${seconds}`);
    if (remaining >= 0) return;
    window.refusals += 1;
    if (window.refusals > 1) currentRequest()?.claim();
    throw tooMany(name, seconds);
  }
}

const tooMany = (name: Rule['name'], retryAfterSeconds: number): DaybookError =>
  new DaybookError(
    'throttled',
    'request.throttled',
    name.endsWith('events')
      ? 'More events than the quota allows. Wait, then send these again with the same ids.'
      : 'More requests than are allowed. Wait before the next one.',
    { retryAfterSeconds },
  );
