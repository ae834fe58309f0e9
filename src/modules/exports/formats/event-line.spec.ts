import type { CopiedRow } from '../../../platform/database/copy-rows';
import { eventLine } from './event-line';

const row = (changed: Partial<Record<number, string | null>> = {}): CopiedRow =>
  [
    '7',
    '019a-id',
    '2026-11-20T10:00:00.123Z',
    '2026-11-20T10:00:01.000Z',
    'ehr',
    'note.read',
    'read',
    'navigation',
    'success',
    'critical;phi',
    '{"actor":{"id":"u1","name":"J \\"D\\" 🩺","type":"user"},"reported_by":{"id":"k1"}}',
    '{"ip":"10.0.0.1"}',
    '{"related":[{"id":"1","type":"x"}],"resource":{"id":"r","type":"note"},"summary":"S\\n"}',
    '{"changes":{"after":{"10":1,"9":1.5e-7},"before":null},"details":{"n":1},"outcome_reason":"why","redaction":{"keys":["x"]}}',
    'ab',
    '2027-01-01',
    null,
  ].map((text, column) => (column in changed ? (changed[column] ?? null) : text));

describe('a line of NDJSON', () => {
  it('holds each member as it was stored', () => {
    const line = eventLine(row());
    expect(line).not.toContain('\n');
    expect(line).toContain('"changes":{"after":{"10":1,"9":1.5e-7},"before":null}');
    expect(JSON.parse(line)).toEqual({
      id: '019a-id',
      sequence: 7,
      occurred_at: '2026-11-20T10:00:00.123Z',
      recorded_at: '2026-11-20T10:00:01.000Z',
      source: 'ehr',
      action: 'note.read',
      operation: 'read',
      category: 'navigation',
      outcome: 'success',
      outcome_reason: 'why',
      summary: 'S\n',
      actor: { id: 'u1', name: 'J "D" 🩺', type: 'user' },
      resource: { id: 'r', type: 'note' },
      subject: null,
      related: [{ id: '1', type: 'x' }],
      changes: { after: { '9': 1.5e-7, '10': 1 }, before: null },
      details: { n: 1 },
      context: { ip: '10.0.0.1' },
      reported_by: { id: 'k1' },
      flags: ['critical', 'phi'],
      redaction: { keys: ['x'] },
      expires_on: '2027-01-01',
      leaf_hash: 'ab',
    });
  });

  it('says what was erased of a tombstone', () => {
    const by = [
      { event_id: 'e1', at: '2026-11-20T12:00:00.000Z', parts: ['actor', 'context', 'target', 'content'] },
    ];
    const erasure = JSON.stringify({ digests: { actor: 'ab' }, by });
    const event = JSON.parse(
      eventLine(row({ 7: null, 9: '', 10: null, 11: null, 12: null, 13: null, 16: erasure })),
    );
    expect(event).toMatchObject({
      category: null,
      flags: [],
      summary: null,
      actor: null,
      related: [],
      changes: null,
      details: {},
      context: {},
      redaction: { erased: by },
    });
  });

  it('keeps what ingest removed beside what was erased', () => {
    const by = [{ event_id: 'e1', at: '2026-11-20T12:00:00.000Z', parts: ['actor'] }];
    const event = JSON.parse(eventLine(row({ 10: null, 16: JSON.stringify({ digests: {}, by }) })));
    expect(event.redaction).toEqual({ keys: ['x'], erased: by });
  });

  it('escapes a source that needs it', () => {
    expect(JSON.parse(eventLine(row({ 4: 'a"b\u2028', 5: 'x y' })))).toMatchObject({
      source: 'a"b\u2028',
      action: 'x y',
    });
  });
});
