import { v7 as uuidv7 } from 'uuid';
import type { IncomingEvent } from '../../src/modules/audit/ingest/event-schema';
import { Random } from './random';
import { AGENTS, FIRST_NAMES, KINDS, LAST_NAMES, RARE_KIND, RARE_WORD, type Kind } from './vocabulary';

/** How large a tenant is, which decides how many people and records its events speak of. */
export interface Crowd {
  readonly actors: number;
  readonly records: number;
}

/** Events as a host product would send them: about 900 bytes of JSON each, a few acting often, most seldom. */
export class EventSource {
  readonly #random: Random;

  constructor(
    seed: number,
    private readonly crowd: Crowd,
  ) {
    this.#random = new Random(seed);
  }

  /** `id` is a UUIDv7 of the same moment, as a client would give it that wants to repeat requests without harm. */
  next(at: Date): IncomingEvent {
    const random = this.#random;
    const kind = random.chance(0.000_02) ? RARE_KIND : (KINDS[random.skewed(KINDS.length)] as Kind);
    const actor = actorOf(random.skewed(this.crowd.actors));
    const record = random.skewed(this.crowd.records);
    const name = nameOf(record * 7 + 3);
    const chance = random.next();
    const outcome = chance < 0.002 ? 'denied' : chance < 0.015 ? 'failure' : 'success';
    const rare = random.chance(0.000_05) ? ` (${RARE_WORD})` : '';
    return {
      id: uuidv7({ msecs: at.getTime() }),
      occurred_at: at.toISOString(),
      source: kind.source,
      action: kind.action,
      operation: kind.operation,
      category: kind.category,
      outcome,
      ...(outcome === 'success' ? {} : { outcome_reason: 'the record is locked by somebody else' }),
      summary: `${actor.name} ${kind.verb} ${kind.resource} ${name}${rare}`,
      actor: actor.wire,
      resource: { type: kind.resource, id: `${kind.resource}-${record}`, name },
      ...(random.chance(0.4) ? { subject: { type: 'patient', id: `patient-${record}`, name } } : {}),
      ...(kind.operation === 'update' ? { changes: changesOf(random) } : {}),
      details: {
        department: `ward-${record % 24}`,
        duration_ms: random.below(4_000),
        client: 'web',
        attempt: 1,
      },
      context: contextOf(random, actor.number, kind),
      ...(random.chance(0.01) ? { flags: ['critical'] } : {}),
    };
  }
}

interface Person {
  readonly number: number;
  readonly name: string;
  readonly wire: IncomingEvent['actor'];
}

export const actorId = (number: number): string => `u-${String(number).padStart(6, '0')}`;
export const addressOf = (number: number): string =>
  `10.${number % 200}.${(number >> 3) % 250}.${1 + (number % 200)}`;

function actorOf(number: number): Person {
  const name = nameOf(number);
  const email = `${name.toLowerCase().replace(' ', '.')}.${number}@clinic.example`;
  return {
    number,
    name,
    wire: { type: 'user', id: actorId(number), name, email, role: number % 9 ? 'member' : 'admin' },
  };
}

const nameOf = (number: number): string =>
  `${FIRST_NAMES[number % FIRST_NAMES.length]} ${LAST_NAMES[Math.floor(number / FIRST_NAMES.length) % LAST_NAMES.length]}`;

const changesOf = (random: Random): IncomingEvent['changes'] => ({
  before: { status: 'planned', room: `R${random.below(90)}` },
  after: { status: 'confirmed', room: `R${random.below(90)}` },
});

const contextOf = (random: Random, actor: number, { resource }: Kind): IncomingEvent['context'] => ({
  ip: addressOf(random.chance(0.9) ? actor : random.below(100_000)),
  user_agent: AGENTS[actor % AGENTS.length] as string,
  session_id: `s-${actor}-${random.below(40)}`,
  request_id: random.hex(32),
  http: { method: 'POST', route: `/api/${resource}/:id`, status: 200 },
});
