import { Inject, Injectable } from '@nestjs/common';
import { READ_POOL } from '../../../platform/database/database.tokens';
import type { DatabasePool } from '../../../platform/database/pools';
import type { AuditEvent } from '../../audit/audit.contract';
import type { EventQuery, Expression } from '../../audit/audit.event-query';
import { AuditReader } from '../../audit/audit.reader';
import type { PartName } from '../../audit/audit.tombstones';
import type { Identity, PersonView } from '../erasure.contract';
import { floorOf, policyOf } from '../requests/erasure-asking';
import { headIn } from '../requests/erasure-preview';
import { MOST_EVENTS, tooMany } from '../requests/obstacles';
import { isProtected } from '../requests/protected';
import type { Selection } from '../requests/selecting';
import type { Group } from '../storage/erasure-windows';
import { identifiersOf, type Identifiers } from './identifiers';
import { TextScan } from './text-scan';
import { tracesOf, type Traces } from './traces';

const ANY_TIME = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' };
const PAGE = 1_000;
const PATIENCE_MS = 20_000;
const MOST_IDENTITIES = 50;

export interface PersonFound extends Selection {
  readonly eventsAsActor: number;
  readonly eventsWithContent: number;
  readonly identities: readonly Identity[];
  /** Whether all texts of the log were looked through. */
  readonly complete: boolean;
}

interface Sought {
  readonly who: Identifiers;
  readonly includeContent: boolean;
  readonly lastSequence: number;
  readonly floor: Date | null;
}

/** Finds every event that carries a person: by index what it can, then by looking through the texts. */
@Injectable()
export class PersonSearch {
  constructor(
    @Inject(READ_POOL) private readonly pool: DatabasePool,
    private readonly reader: AuditReader,
    private readonly scan: TextScan,
  ) {}

  /** Among events up to the number `through`. @throws DaybookError when there are more than a million. */
  async find(
    organizationId: string,
    person: PersonView,
    { includeContent, through, now }: { includeContent: boolean; through: number; now: Date },
  ): Promise<PersonFound> {
    const sought = await this.pool.inOrganization(organizationId, async (client): Promise<Sought> => ({
      who: identifiersOf(person),
      includeContent,
      lastSequence: Math.min(through, await headIn(client, organizationId)),
      floor: floorOf(await policyOf(client, organizationId), now),
    }));
    const gathered = new Gathered(sought);
    for (const where of questionsAbout(sought.who))
      await this.#pages(organizationId, { ...ANY_TIME, where: [where] }, (events) => gathered.take(events));
    const until = AbortSignal.timeout(PATIENCE_MS);
    const { who, lastSequence } = sought;
    const { sequences, complete } = await this.scan.candidates(organizationId, who, lastSequence, until);
    const others = sequences.filter((sequence) => !gathered.knows(sequence));
    for (let at = 0; at < others.length; at += PAGE)
      gathered.take(await this.reader.numbered(organizationId, others.slice(at, at + PAGE), ANY_TIME));
    return { ...gathered.result(), complete };
  }

  async #pages(
    organizationId: string,
    query: EventQuery,
    take: (events: readonly AuditEvent[]) => void,
  ): Promise<void> {
    for (let last: AuditEvent | undefined, more = true; more;) {
      const after = last ? { occurredAt: last.occurred_at, sequence: last.sequence } : null;
      const page = await this.reader.page(organizationId, query, { after, ascending: true, limit: PAGE });
      more = page.length > PAGE;
      const events = page.slice(0, PAGE);
      take(events);
      last = events.at(-1);
    }
  }
}

/** Each is answered by one index. */
function questionsAbout({ ids, emails, names, records }: Identifiers): Expression[] {
  const called = [...new Set([...ids, ...emails, ...names])];
  return [
    ...called.map((is): Expression => ({ field: 'actor', is })),
    ...ids.map((is): Expression => ({ field: 'subject_id', is })),
    ...records.flatMap(({ type, id }): Expression[] => [
      {
        all: [
          { field: 'resource_type', is: type },
          { field: 'resource_id', is: id },
        ],
      },
      { field: 'subject_id', is: id },
    ]),
    ...called.map((words): Expression => ({ field: 'text', words, form: 'phrase' })),
  ];
}

/** What was found so far, each event once. */
class Gathered {
  readonly #groups = new Map<string, { parts: readonly PartName[]; sequences: number[] }>();
  readonly #seen = new Set<number>();
  readonly #identities = new Map<string, Identity>();
  #counts = { events: 0, tooYoung: 0, protectedEvents: 0, eventsAsActor: 0, eventsWithContent: 0 };

  constructor(private readonly sought: Sought) {}

  knows = (sequence: number): boolean => this.#seen.has(sequence);

  take(events: readonly AuditEvent[]): void {
    for (const event of events) {
      if (this.#seen.has(event.sequence) || event.sequence > this.sought.lastSequence) continue;
      this.#seen.add(event.sequence);
      this.#add(event, tracesOf(event, this.sought.who));
    }
  }

  result(): Omit<PersonFound, 'complete'> {
    const groups: Group[] = [...this.#groups.values()].map(({ parts, sequences }) => ({
      parts,
      sequences: sequences.toSorted((a, b) => a - b),
    }));
    const { lastSequence } = this.sought;
    return {
      ...this.#counts,
      groups,
      alreadyErased: 0,
      lastSequence,
      identities: [...this.#identities.values()],
    };
  }

  #add(event: AuditEvent, { asActor, parts }: Traces): void {
    if (parts.length === 0) return;
    if (isProtected({ ...event, tombstone: event.redaction?.erased !== undefined })) {
      this.#counts.protectedEvents += 1;
      return;
    }
    if (parts.includes('content')) this.#counts.eventsWithContent += 1;
    const going = this.sought.includeContent ? parts : parts.filter((name) => name !== 'content');
    if (going.length === 0) return;
    if (this.#counts.events === MOST_EVENTS) throw tooMany();
    this.#counts.events += 1;
    if (asActor) this.#meet(event);
    const { floor } = this.sought;
    if (floor && Date.parse(event.occurred_at) > floor.getTime()) this.#counts.tooYoung += 1;
    const group = this.#groups.get(going.join(',')) ?? { parts: going, sequences: [] };
    this.#groups.set(going.join(','), group);
    group.sequences.push(event.sequence);
  }

  #meet({ actor }: AuditEvent): void {
    this.#counts.eventsAsActor += 1;
    const { type = '', id = null, email = null, name = null } = (actor ?? {}) as Partial<Identity>;
    const key = JSON.stringify([type, id, email, name]);
    if (this.#identities.size < MOST_IDENTITIES) this.#identities.set(key, { type, id, email, name });
  }
}
