import type { AuditEvent } from '../../src/modules/audit/audit.contract';
import type { NewEvent } from '../../src/modules/audit/audit.event';
import { leafHash } from '../../src/modules/audit/recording/leaf';
import { PART_NAMES, partsOf, saltOf, textOf, type PartName } from '../../src/modules/audit/recording/parts';
import { toWire } from '../../src/modules/audit/storage/event-row';
import { NoteSigner } from '../../src/modules/integrity/keys/note-signer';
import { verifierKey } from '../../src/modules/integrity/notes/verifier-key';
import { consistencySpans, inclusionSpans, nodesOf } from '../../src/modules/integrity/tree/geometry';
import { anEvent } from './log-fixture';
import { naiveRoot } from './naive-tree';
import { SIGNING, signedExport, type TestPart } from './signed-export';

export const SAMPLE_ORGANIZATION = '0193aaaa-bbbb-7ccc-8ddd-000000000001';
const ORIGIN = `log.example/logs/${SAMPLE_ORGANIZATION}`;
export const SAMPLE_VKEY = verifierKey(ORIGIN, SIGNING.publicKey);
const SIGNED_AT = new Date('2026-11-28T12:00:00Z');

interface SampleEvent {
  readonly event: AuditEvent;
  readonly salts: Partial<Record<PartName, string>>;
  readonly digests: Partial<Record<PartName, string>>;
  readonly leaf: Buffer;
  readonly hint: string;
  /** The digests of all its parts. */
  readonly known: Readonly<Partial<Record<PartName, string>>>;
}

/** A sealed log in memory, its events and leaves made by the code that records. `erased`: parts that went, by sequence. */
export class SampleLog {
  readonly #events: SampleEvent[];

  constructor(
    events: readonly Partial<NewEvent>[],
    erased: Readonly<Record<number, readonly PartName[]>> = {},
  ) {
    this.#events = events.map((over, n) => sampleEvent(n + 1, anEvent(over), erased[n + 1] ?? []));
  }

  at(sequence: number): SampleEvent {
    return this.#events[sequence - 1] as SampleEvent;
  }

  note(size = this.#events.length): string {
    const root = this.#root(0, size);
    return new NoteSigner(SIGNING).sign({ origin: ORIGIN, size, root }, SIGNED_AT);
  }

  proof(sequence: number, size = this.#events.length) {
    const { event, salts, digests, leaf } = this.at(sequence);
    return {
      format: 'daybook-event-proof/1',
      verdict: Object.keys(digests).length > 0 ? 'erased' : 'present',
      organization_id: SAMPLE_ORGANIZATION,
      sequence,
      leaf_index: sequence - 1,
      leaf_hash: leaf.toString('hex'),
      event,
      salts,
      digests,
      inclusion_proof: this.#hashes(inclusionSpans(sequence - 1, size)),
      checkpoint: this.note(size),
      vkeys: [SAMPLE_VKEY],
      erased_by: [],
      purged_by: [],
    };
  }

  growth(from: number, to: number) {
    return {
      format: 'daybook-consistency-proof/1',
      from,
      to,
      consistency_proof: from === 0 ? [] : this.#hashes(consistencySpans(from, to)),
      root: this.#root(0, to).toString('base64'),
      checkpoint: this.note(to),
      vkeys: [SAMPLE_VKEY],
    };
  }

  evidence(sequences: readonly number[], size = this.#events.length): string {
    const lines: unknown[] = [];
    let at = 0;
    for (const sequence of [...sequences, size + 1]) {
      for (const { level, index } of nodesOf({ start: at, end: sequence - 1 })) {
        const width = 2 ** level;
        lines.push(['n', level, this.#root(index * width, (index + 1) * width).toString('base64')]);
      }
      at = sequence;
      if (sequence > size) break;
      const { salts, digests, hint } = this.at(sequence);
      lines.push(['e', sequence, salts, digests, hint]);
    }
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }

  /** The entries of an export of these events, as NDJSON or JSON, in one part. */
  export(sequences: readonly number[], format: 'ndjson' | 'json' = 'ndjson'): Map<string, Buffer> {
    const lineOf = (sequence: number): string => JSON.stringify(this.at(sequence).event);
    const part: TestPart =
      format === 'ndjson'
        ? { rows: sequences.map((sequence) => [sequence, `${lineOf(sequence)}\n`]) }
        : {
            before: '[\n',
            rows: sequences.map((sequence, n) => [sequence, `${n === 0 ? '' : ',\n'}${lineOf(sequence)}`]),
            behind: '\n]\n',
          };
    return signedExport(`events.${format}`, [part], SIGNING, {
      manifest: {
        organization: { id: SAMPLE_ORGANIZATION, name: 'Acme Clinic' },
        checkpoint: { note: this.note(), vkeys: [SAMPLE_VKEY], size: this.#events.length },
      },
      files: { 'evidence.ndjson': this.evidence(sequences) },
    });
  }

  #root(start: number, end: number): Buffer {
    return naiveRoot(this.#events.slice(start, end).map(({ leaf }) => leaf));
  }

  #hashes(spans: readonly { start: number; end: number }[]): string[] {
    return spans.map(({ start, end }) => this.#root(start, end).toString('base64'));
  }
}

function sampleEvent(sequence: number, event: NewEvent, erased: readonly PartName[]): SampleEvent {
  const recorded_at = new Date('2026-11-20T10:00:01.000Z');
  const parts = partsOf(event);
  const leaf = leafHash(SAMPLE_ORGANIZATION, event, recorded_at, parts);
  const there = PART_NAMES.filter((name) => parts[name] !== null);
  const left = there.filter((name) => !erased.includes(name));
  const gone = there.filter((name) => erased.includes(name));
  const text = (name: PartName): string | null => (left.includes(name) ? String(textOf(parts[name])) : null);
  const by = [{ event_id: 'e9', at: '2026-11-21T00:00:00.000Z', parts: gone }];
  const digests = Object.fromEntries(gone.map((name) => [name, parts[name]?.digest ?? '']));
  const row = {
    ...event,
    sequence: String(sequence),
    recorded_at,
    flags: [...event.flags],
    ...{ actor: text('actor'), context: text('context'), target: text('target'), content: text('content') },
    expires_on: '2032-01-01',
    leaf_hash: leaf,
    erasure: gone.length > 0 ? JSON.stringify({ digests, by }) : null,
  };
  return {
    event: toWire(row),
    salts: Object.fromEntries(left.map((name) => [name, saltOf(parts[name])?.toString('base64') ?? ''])),
    digests,
    leaf,
    known: Object.fromEntries(there.map((name) => [name, parts[name]?.digest ?? ''])),
    hint: [leaf.toString('hex').slice(0, 8)]
      .concat(PART_NAMES.map((name) => parts[name]?.digest.slice(0, 8) ?? '--------'))
      .join(''),
  };
}
