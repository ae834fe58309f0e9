import { createHash, randomUUID, verify, createPublicKey } from 'node:crypto';
import { verifyCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint';
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle';
import type {
  CheckpointPage,
  ConsistencyProof,
  EventProof,
  NewestCheckpoint,
  NewLogCapability,
} from '../../src/modules/integrity/integrity.contract';
import { Sealing } from '../../src/modules/integrity/integrity.sealing';
import { Purger } from '../../src/modules/retention/retention.purger';
import { DAY_MS, MINUTE_MS } from '../../src/platform/clock/clock';
import { anEvent } from '../support/log-fixture';
import { verifyConsistency, verifyInclusion } from '../support/rfc9162';
import { mintTestKey } from '../support/test-api-key';
import { startTestApp, type TestApp } from '../support/test-app';
import { over, recorded, REASON, setPolicy } from '../support/test-erasures';
import { foundAnother, join, signIn, signUpOwner, type TestPerson } from '../support/test-people';
import { endTheWait, shortenPolicy } from '../support/test-policies';

const NOTHING = '0193aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';

describe('proofs', () => {
  let test: TestApp;
  let owner: TestPerson;
  let auditor: TestPerson;

  beforeAll(async () => {
    test = await startTestApp();
    owner = await signUpOwner(test);
    auditor = await join(test, owner, 'aude@example.com', 'auditor');
  });
  afterAll(() => test.close());

  const seal = async ({ organizationId }: TestPerson) => {
    await test.app.get(Sealing, { strict: false }).seal(organizationId);
    const { rows } = await test.superuser.query<{ size: number; root: Buffer; note: string }>(
      'SELECT size::int, root, note FROM checkpoints WHERE organization_id = $1 ORDER BY size DESC, signed_at DESC LIMIT 1',
      [organizationId],
    );
    return rows[0] as { size: number; root: Buffer; note: string };
  };
  const bytes = (texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text, 'base64'));
  const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

  /** Everything that a proof claims and that can be checked without Daybook's code. */
  const holds = ({ leaf_index, leaf_hash, inclusion_proof, checkpoint, vkeys }: EventProof): boolean => {
    const [text = '', signatures = ''] = checkpoint.split('\n\n');
    const [, size, root] = text.split('\n');
    const raw = Buffer.from(vkeys[0]?.split('+').at(-1) ?? '', 'base64').subarray(1);
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
    const signature = Buffer.from(signatures.split('\n')[0]?.split(' ')[2] ?? '', 'base64').subarray(4);
    return (
      verify(
        null,
        Buffer.from(`${text}\n`),
        createPublicKey({ key: spki, format: 'der', type: 'spki' }),
        signature,
      ) &&
      verifyInclusion(
        Buffer.from(leaf_hash, 'hex'),
        leaf_index,
        Number(size),
        bytes(inclusion_proof),
        Buffer.from(root ?? '', 'base64'),
      )
    );
  };

  const proofOf = async (person: TestPerson, path: string): Promise<EventProof> =>
    (await person.client.get(path).expect(200)).body as EventProof;

  it('are there once the log is sealed, and say so before', async () => {
    const { body: none } = await owner.client.get('/v1/checkpoint').expect(404);
    expect(none).toMatchObject({ code: 'checkpoint.not_found' });
    const [event] = await recorded(test, owner, [anEvent()]);
    const early = await auditor.client.get(`/v1/events/${event?.id}/proof`).expect(409);
    expect(early.body).toMatchObject({ code: 'proof.not_sealed_yet' });
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);

    await seal(owner);
    const proof = await proofOf(auditor, `/v1/events/${event?.id}/proof`);
    expect(proof).toMatchObject({
      format: 'daybook-event-proof/1',
      verdict: 'present',
      organization_id: owner.organizationId,
      sequence: event?.sequence,
      leaf_index: (event?.sequence ?? 0) - 1,
      leaf_hash: event?.leaf_hash,
      event,
      digests: {},
      erased_by: [],
      purged_by: [],
    });
    expect(holds(proof)).toBe(true);
    expect(Object.keys(proof.salts).toSorted()).toEqual(['actor', 'content', 'context', 'target']);
    expect(await proofOf(owner, `/v1/proofs/${event?.sequence}`)).toMatchObject({
      event,
      verdict: 'present',
    });
  });

  it('are asked for with what an append answers: sequence and leaf hash', async () => {
    const id = randomUUID();
    const key = await mintTestKey(test, owner);
    const sent = { id, action: 'note.read', actor: { type: 'user', id: 'u1' } };
    const { body } = await test.client(key).post('/v1/events', sent).expect(201);
    const { body: again } = await test.client(key).post('/v1/events', sent).expect(200);
    const [first, second] = [body, again].map(
      (answer) => (answer as { items: { status: string; sequence: number; leaf_hash: string }[] }).items[0],
    );
    expect(second).toEqual({ ...first, status: 'duplicate' });
    const stored = (await owner.client.get(`/v1/events/${id}`).expect(200)).body;
    expect(stored).toMatchObject({ sequence: first?.sequence, leaf_hash: first?.leaf_hash });
  });

  it('come as C2SP tlog-proof, whose extra data is what the leaf is the hash of', async () => {
    const [event] = await recorded(test, owner, [anEvent()]);
    const sealed = await seal(owner);
    const path = `/v1/events/${event?.id}/proof`;
    const { text, headers } = await owner.client
      .get(path)
      .set('accept', 'text/vnd.c2sp.tlog-proof')
      .expect(200);
    expect(headers['content-type']).toBe('text/vnd.c2sp.tlog-proof; charset=utf-8');
    const [head = '', ...note] = text.split('\n\n');
    const [format, extra, index, ...hashes] = head.split('\n');
    expect(format).toBe('c2sp.org/tlog-proof@v1');
    expect(index).toBe(`index ${(event?.sequence ?? 0) - 1}`);
    expect(note.join('\n\n')).toBe(sealed.note);
    const entry = Buffer.from(String(extra).replace('extra ', ''), 'base64');
    expect(sha256(Buffer.concat([Buffer.of(0), entry]))).toBe(event?.leaf_hash);
    expect(JSON.parse(entry.toString())).toMatchObject({ v: 1, id: event?.id, action: event?.action });
    const leaf = Buffer.from(String(event?.leaf_hash), 'hex');
    expect(verifyInclusion(leaf, (event?.sequence ?? 0) - 1, sealed.size, bytes(hashes), sealed.root)).toBe(
      true,
    );
    expect((await owner.client.get(`${path}?format=tlog-proof`).expect(200)).text).toBe(text);
    await owner.client.get(`${path}?format=xml`).expect(422);
  });

  it('are verified by another project, from the signed note to the entry (sigstore-js)', async () => {
    const [event] = await recorded(test, owner, [anEvent()]);
    await seal(owner);
    const path = `/v1/events/${event?.id}/proof`;
    const { leaf_index, inclusion_proof, checkpoint, vkeys } = await proofOf(auditor, path);
    const { text } = await auditor.client.get(`${path}?format=tlog-proof`).expect(200);
    const [name = '', keyId = '', material = ''] = String(vkeys[0]).split(/\+(.{8})\+/);
    const raw = Buffer.from(material, 'base64').subarray(1);
    const log = {
      logID: Buffer.from(keyId, 'hex'),
      baseURL: `https://${name}`,
      publicKey: createPublicKey({
        key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
        format: 'der',
        type: 'spki',
      }),
    } as Parameters<typeof verifyCheckpoint>[1][number];
    const entryOf = (body: Buffer) =>
      ({
        canonicalizedBody: body,
        inclusionProof: {
          logIndex: String(leaf_index),
          hashes: bytes(inclusion_proof),
          checkpoint: { envelope: checkpoint },
        },
      }) as unknown as Parameters<typeof verifyMerkleInclusion>[0];
    const body = Buffer.from(/^extra (.+)$/m.exec(text)?.[1] ?? '', 'base64');
    const signed = verifyCheckpoint(entryOf(body), [log]);
    expect(signed.origin).toBe(`localhost/logs/${owner.organizationId}`);
    expect(() => verifyMerkleInclusion(entryOf(body), signed)).not.toThrow();
    const other = Buffer.from(body.toString().replace('member.role_changed', 'member.role_changes'));
    expect(() => verifyMerkleInclusion(entryOf(other), signed)).toThrow(/does not match/);
  });

  it('show that the log has only grown', async () => {
    const before = (await owner.client.get('/v1/checkpoint').expect(200)).body as NewestCheckpoint;
    await recorded(test, owner, [anEvent(), anEvent()]);
    const after = await seal(owner);
    const { body } = await auditor.client.get(`/v1/consistency-proof?from=${before.size}`).expect(200);
    const proof = body as ConsistencyProof;
    expect(proof).toMatchObject({ from: before.size, to: after.size, checkpoint: after.note });
    const roots = [Buffer.from(before.root, 'base64'), after.root] as const;
    expect(verifyConsistency(before.size, after.size, bytes(proof.consistency_proof), ...roots)).toBe(true);
    // Between sizes of which one was never signed, its root comes along.
    const odd = after.size - 1;
    const { body: unsigned } = await owner.client
      .get(`/v1/consistency-proof?from=${before.size}&to=${odd}`)
      .expect(200);
    const path = bytes((unsigned as ConsistencyProof).consistency_proof);
    const root = Buffer.from((unsigned as ConsistencyProof).root, 'base64');
    expect(unsigned).toMatchObject({ checkpoint: null });
    expect(verifyConsistency(before.size, odd, path, roots[0], root)).toBe(true);
    const empty = await owner.client.get('/v1/consistency-proof?from=0').expect(200);
    expect(empty.body).toMatchObject({ consistency_proof: [], to: after.size });
  });

  it('are not made of sizes that the tree does not have', async () => {
    const { body } = await owner.client.get('/v1/checkpoint').expect(200);
    const { size } = body as NewestCheckpoint;
    for (const [query, field] of [
      [`from=${size + 1}`, 'from'],
      [`from=1&to=${size + 1}`, 'to'],
      ['from=3&to=2', 'from'],
      ['from=-1', 'from'],
      ['from=1.5', 'from'],
      ['from=x', 'from'],
      ['', 'from'],
      ['from=1&to=9007199254740993', 'to'],
    ]) {
      const answer = await owner.client.get(`/v1/consistency-proof?${query}`).expect(422);
      expect((answer.body as { errors: { pointer: string }[] }).errors[0]?.pointer).toMatch(
        new RegExp(`^/?${field}$`),
      );
    }
    await owner.client.get('/v1/proofs/0').expect(422);
    await owner.client.get('/v1/proofs/1.5').expect(422);
    await owner.client.get('/v1/proofs/999999').expect(404);
    await owner.client.get(`/v1/events/${NOTHING}/proof`).expect(404);
  });

  it('list the checkpoints, newest first, and the keys under the name of the log', async () => {
    const seen: string[] = [];
    for (let path: string | null = '/v1/checkpoints?limit=1'; path !== null;) {
      const { body } = await auditor.client.get(path).expect(200);
      const { data, next_cursor } = body as CheckpointPage;
      seen.push(...data.map(({ note }) => note));
      path = next_cursor && `/v1/checkpoints?limit=1&cursor=${next_cursor}`;
    }
    const { rows } = await test.superuser.query<{ note: string }>(
      'SELECT note FROM checkpoints WHERE organization_id = $1 ORDER BY size DESC, signed_at DESC',
      [owner.organizationId],
    );
    expect(seen).toEqual(rows.map(({ note }) => note));
    const { text, headers } = await owner.client
      .get('/v1/checkpoint')
      .set('accept', 'text/plain')
      .expect(200);
    expect([text, headers['content-type']]).toEqual([seen[0], 'text/plain; charset=utf-8']);
    const { body: newest } = await owner.client.get('/v1/checkpoint').expect(200);
    const { body: keys } = await auditor.client.get('/v1/verifier-keys').expect(200);
    expect(keys).toMatchObject({
      origin: `localhost/logs/${owner.organizationId}`,
      data: [{ generation: 1, vkey: (newest as NewestCheckpoint).vkeys[0] }],
    });
  });

  it('belong to the organization alone, and to those who may read its log', async () => {
    const member = await join(test, owner, 'mia@example.com', 'member');
    const outsider = await foundAnother(test, owner, 'Another');
    const [event] = await recorded(test, owner, [anEvent()]);
    await seal(owner);
    for (const path of [
      '/v1/checkpoint',
      '/v1/checkpoints',
      `/v1/events/${event?.id}/proof`,
      '/v1/proofs/1',
      '/v1/consistency-proof?from=1',
      '/v1/verifier-keys',
    ]) {
      await member.client.get(path).expect(403);
      await test.anonymous.get(path).expect(401);
      await auditor.client.get(path).expect(200);
    }
    const { body: theirs } = await outsider.client.get(`/v1/events/${event?.id}/proof`).expect(404);
    const { body: nothing } = await outsider.client.get(`/v1/events/${NOTHING}/proof`).expect(404);
    expect({ ...theirs, request_id: '' }).toEqual({ ...nothing, request_id: '' });
    await outsider.client.get('/v1/checkpoint').expect(404);
  });

  describe('the public address of a tree', () => {
    let prefix: string;
    const at = (path: string) => fetch(`${test.url}${new URL(prefix).pathname}/${path}`);

    beforeAll(async () => {
      owner = await signIn(test, owner.email, owner.organizationId);
      const { body } = await owner.client.put('/v1/log-capability').expect(200);
      prefix = (body as NewLogCapability).prefix;
    });

    it('shows the checkpoint and hash tiles to whoever knows it', async () => {
      const { size, note } = await seal(owner);
      const answer = await at('checkpoint');
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await answer.text()).toBe(note);
      const again = await fetch(answer.url, {
        headers: { 'if-none-match': String(answer.headers.get('etag')) },
      });
      expect([again.status, await again.text()]).toEqual([304, '']);

      const tile = await at(`tile/0/000.p/${size}`);
      expect(tile.headers.get('content-type')).toBe('application/octet-stream');
      expect(tile.headers.get('cache-control')).toContain('immutable');
      const { rows } = await test.superuser.query<{ hashes: Buffer }>(
        'SELECT hashes FROM tree_tiles WHERE organization_id = $1 AND level = 0 AND index = 0',
        [owner.organizationId],
      );
      expect(Buffer.from(await tile.arrayBuffer())).toEqual(rows[0]?.hashes);
      expect((await (await at('tile/0/000.p/3')).arrayBuffer()).byteLength).toBe(96);
    });

    it('shows nothing beyond the signed size, no entries, and no path that is not written as it must be', async () => {
      const { size } = await seal(owner);
      for (const path of [
        `tile/0/000.p/${size + 1}`,
        'tile/0/000',
        'tile/0/001.p/1',
        'tile/1/000.p/1',
        'tile/63/000',
        'tile/64/000',
        'tile/entries/000',
        'tile/0/0',
        'tile/00/000.p/1',
        'tile/0/000.p/01',
        'tile/0/000.p/0',
        'tile/0/x000/000.p/1',
        'tile/0/000.p/1/',
        'tile/',
        'tile/0/..%2f..%2fcheckpoint',
      ])
        expect([path, (await at(path)).status]).toEqual([path, 404]);
    });

    it('is recorded once an hour for each network, so that asking does not make the log grow', async () => {
      test.clock.advance(61 * MINUTE_MS);
      for (let n = 0; n < 3; n++) await at('checkpoint');
      test.clock.advance(61 * MINUTE_MS);
      await at('tile/0/000.p/1');
      const reads = (await test.events(owner.organizationId)).filter(
        ({ action }) => action === 'log_tree.read',
      );
      expect(reads.slice(-2).map(({ details }) => details?.earlier)).toEqual([expect.any(Number), 2]);
      expect(reads.at(-1)?.actor.type).toBe('anonymous');
    });

    it('is nobody else’s, and ends when it is renewed or withdrawn', async () => {
      owner = await signIn(test, owner.email, owner.organizationId);
      auditor = await signIn(test, auditor.email, owner.organizationId);
      await auditor.client.put('/v1/log-capability').expect(403);
      expect((await owner.client.get('/v1/log-capability').expect(200)).body).toMatchObject({ active: true });
      const before = prefix;
      const { body } = await owner.client.put('/v1/log-capability').expect(200);
      prefix = (body as NewLogCapability).prefix;
      expect((await at('checkpoint')).status).toBe(200);
      const unknown = (await (await fetch(`${test.url}/v1/nowhere`)).json()) as object;
      const gone = await fetch(`${test.url}${new URL(before).pathname}/checkpoint`);
      expect([gone.status, { ...((await gone.json()) as object), request_id: '' }]).toEqual([
        404,
        { ...unknown, request_id: '' },
      ]);
      await owner.client.delete('/v1/log-capability').expect(204);
      expect((await at('checkpoint')).status).toBe(404);
      await owner.client.delete('/v1/log-capability').expect(404);
    });

    it('ends with the epoch of the tree that it shows', async () => {
      const { body } = await owner.client.put('/v1/log-capability').expect(200);
      prefix = (body as NewLogCapability).prefix;
      await test.superuser.query('UPDATE trees SET epoch = 2 WHERE organization_id = $1', [
        owner.organizationId,
      ]);
      expect((await at('checkpoint')).status).toBe(404);
      expect((await owner.client.get('/v1/log-capability')).body).toMatchObject({ active: false });
    });
  });

  describe('the verdict', () => {
    // Alone in an organization: nobody has to agree.
    beforeAll(async () => {
      owner = await foundAnother(test, owner, 'A third');
    });

    it('is of an erased event that it was, and by what; of one that somebody changed or took out, just that', async () => {
      await setPolicy(test, owner, { floorDays: null, allowed: true });
      const [gone, changed] = await recorded(test, owner, [
        anEvent({ id: randomUUID(), occurred_at: test.clock.now() }),
        anEvent({ id: randomUUID(), occurred_at: test.clock.now() }),
      ]);
      const body = { event_ids: [gone?.id], expected_count: 1, reason: REASON };
      const asked = await owner.client.post('/v1/erasures', body).expect(202);
      const { id } = asked.body as { id: string };
      await endTheWait(test, owner.organizationId);
      await over(test, owner, id);
      await test.superuser.query(
        `UPDATE events SET outcome = 'denied' WHERE organization_id = $1 AND sequence = $2`,
        [owner.organizationId, changed?.sequence],
      );
      await seal(owner);
      const erased = await proofOf(owner, `/v1/events/${gone?.id}/proof`);
      expect(holds(erased)).toBe(true);
      expect(erased).toMatchObject({ verdict: 'erased', leaf_hash: gone?.leaf_hash });
      expect(Object.keys({ ...erased.salts, ...erased.digests })).toHaveLength(4);
      const [by] = erased.erased_by;
      const { body: erasing } = await owner.client.get(`/v1/events/${by?.event_id}`).expect(200);
      expect(erasing).toMatchObject({ action: 'erasure.started', sequence: by?.sequence });

      const altered = await proofOf(owner, `/v1/proofs/${changed?.sequence}`);
      expect(holds(altered)).toBe(true);
      expect(altered).toMatchObject({ verdict: 'altered', leaf_hash: changed?.leaf_hash });
      await test.superuser.query('DELETE FROM events WHERE organization_id = $1 AND sequence = $2', [
        owner.organizationId,
        changed?.sequence,
      ]);
      // Nobody announced that anything of it was to go: a tombstone that somebody made, and what a host product may call as it likes.
      const [forged, announced] = await recorded(test, owner, [
        anEvent({ occurred_at: test.clock.now() }),
        anEvent({
          occurred_at: test.clock.now(),
          action: 'erasure.started',
          reported_by: { api_key_id: randomUUID(), ip: '192.0.2.10', request_id: 'q1' },
        }),
      ]);
      await test.superuser.query(
        `UPDATE events SET content = NULL, content_salt = NULL, erasure = json_build_object(
         'digests', json_build_object('content', encode(sha256(content_salt || convert_to(content, 'UTF8')), 'hex')),
         'by', json_build_array(json_build_object('event_id', $3::text, 'at', now(), 'parts', '{content}'::text[])))
       WHERE organization_id = $1 AND sequence = $2`,
        [owner.organizationId, forged?.sequence, announced?.id],
      );
      await seal(owner);
      const tombstone = await proofOf(owner, `/v1/proofs/${forged?.sequence}`);
      expect(tombstone).toMatchObject({ verdict: 'altered', leaf_hash: forged?.leaf_hash, erased_by: [] });
      const missing = await proofOf(owner, `/v1/proofs/${changed?.sequence}`);
      expect(missing).toMatchObject({ verdict: 'missing', leaf_hash: changed?.leaf_hash, event: null });
    });

    it('is of a purged event by which purge', async () => {
      owner = await signIn(test, owner.email, owner.organizationId);
      await shortenPolicy(test, owner, { default_days: 7 });
      const occurred_at = test.clock.now();
      const [event] = await recorded(test, owner, [anEvent({ occurred_at })]);
      const before = await seal(owner);
      test.clock.advance(9 * DAY_MS);
      await test.app.get(Purger).run({ mostDates: 50 });
      owner = await signIn(test, owner.email, owner.organizationId);
      await seal(owner);
      const proof = await proofOf(owner, `/v1/proofs/${event?.sequence}`);
      expect(proof).toMatchObject({ verdict: 'purged', event: null, leaf_hash: event?.leaf_hash, salts: {} });
      expect(holds(proof)).toBe(true);
      const [by] = proof.purged_by;
      const { body: purge } = await owner.client.get(`/v1/events/${by?.event_id}`).expect(200);
      expect(purge).toMatchObject({
        action: 'retention.purged',
        sequence: by?.sequence,
        details: { ranges_sha256: by?.ranges_sha256 },
      });
      expect(before.size).toBeLessThan(Number(by?.sequence));
      // A purge whose ranges are not those that its event has the hash of explains nothing.
      await test.superuser.query(
        `UPDATE purges SET ranges = '[[1,1000000]]' WHERE organization_id = $1 AND expires_on = $2`,
        [owner.organizationId, by?.expires_on],
      );
      expect(await proofOf(owner, `/v1/proofs/${event?.sequence}`)).toMatchObject({ verdict: 'missing' });
      await owner.client.get(`/v1/events/${event?.id}/proof`).expect(404);
    });
  });
});
