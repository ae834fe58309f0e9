import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { leafHash } from './leaf';

/** ADR 30: what an OCSF event would carry of ours, from what is stored of an event and nothing else. */
describe('the attestation of OCSF 1.9 record_integrity', () => {
  const header = {
    id: '018f3b7e-0000-7000-8000-000000000002',
    occurred_at: new Date('2026-11-28T12:00:00.000Z'),
    source: 'app',
    action: 'note.created',
    operation: 'create',
    category: null,
    outcome: 'success',
    flags: [],
  } as const;
  const organization_id = '018f3b7e-0000-7000-8000-000000000001';
  const recorded = new Date('2026-11-28T12:00:00.500Z');
  const digests = { actor: 'aa'.repeat(32), context: null, target: null, content: 'bb'.repeat(32) };

  it('has as its fingerprint the leaf, SHA-256 of the canonical JSON that anybody can make', () => {
    const parts = {
      actor: { digest: digests.actor },
      context: null,
      target: null,
      content: { digest: digests.content },
    };
    const value = leafHash(organization_id, header, recorded, parts).toString('hex');
    const attestation = {
      uid: 'log.example/logs/1/7',
      chain_uid: 'log.example/logs/1',
      fingerprint: { algorithm_id: 3, value },
    };
    const { occurred_at, ...rest } = header;
    const entry = {
      ...rest,
      ...digests,
      occurred_at: occurred_at.toISOString(),
      recorded_at: recorded.toISOString(),
      organization_id,
      v: 1,
    };
    const again = createHash('sha256').update('\0').update(canonicalJson(entry)).digest('hex');
    expect(attestation.fingerprint.value).toBe(again);
  });
});
