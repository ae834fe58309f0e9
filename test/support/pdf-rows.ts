import type { CopiedRow } from '../../src/platform/database/copy-rows';
import type { ExportFacts } from '../../src/modules/exports/formats/file-writer';

export const FACTS: ExportFacts = {
  exportId: '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee',
  organization: { id: '0193aaaa-0000-7ccc-8ddd-000000000001', name: 'Seeblick Clinic' },
  filter: ['the action is note.read', 'somebody called “Jane” acted'],
  range: { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
  timeZone: 'Europe/Berlin',
  requestedBy: 'Jane Doe <jane@example.com>',
  requestedAt: '2026-12-02T10:00:00.000Z',
  lastSequence: 4711,
};

/** What a copied event says, part by part; what is not given is plain. */
export interface RowParts {
  readonly action?: string;
  readonly outcome?: string;
  readonly flags?: string;
  readonly occurredAt?: string;
  readonly actor?: unknown;
  readonly context?: unknown;
  readonly target?: unknown;
  readonly content?: unknown;
  readonly erasure?: unknown;
}

const ACTOR = {
  actor: { email: 'omar@example.com', id: 'u7', name: 'Omar Reyes', role: 'admin', type: 'user' },
};

/** A row as `EXPORTED_COLUMNS` selects it. */
export function rowOf(sequence: number, parts: RowParts = {}): CopiedRow {
  const at = new Date(Date.parse('2026-11-10T08:00:00.000Z') + sequence * 61_234).toISOString();
  const { occurredAt = at, actor = ACTOR, context = { ip: '203.0.113.7' } } = parts;
  const { target = { resource: { id: `n${sequence}`, name: 'Note', type: 'note' } } } = parts;
  return [
    String(sequence),
    `0193aaaa-bbbb-7ccc-8ddd-${String(sequence).padStart(12, '0')}`,
    occurredAt,
    occurredAt,
    'ehr',
    parts.action ?? 'note.read',
    'read',
    null,
    parts.outcome ?? 'success',
    parts.flags ?? '',
    json(actor),
    json(context),
    json(target),
    json(parts.content ?? null),
    'ab'.repeat(32),
    '2033-01-01',
    json(parts.erasure ?? null),
  ];
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
