import { generateKeyPairSync, hash } from 'node:crypto';
import { parseAnchorUrl } from './anchor-url';
import { EnvironmentError, readConfig } from './env';
import { parseWitnessKey } from './witness-key';

function vkey(name: string, kind = 4): string {
  const der = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });
  const bytes = Buffer.concat([Buffer.of(kind), der.subarray(12)]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), bytes]), 'hex').slice(0, 8);
  return `${name}+${id}+${bytes.toString('base64')}`;
}

function mistakesOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    return (error as EnvironmentError).mistakes;
  }
  return [];
}

describe('where anchors go', () => {
  it('is a directory or a bucket', () => {
    expect(parseAnchorUrl('file:///var/lib/anchors')).toEqual({
      kind: 'file',
      directory: '/var/lib/anchors',
    });
    expect(parseAnchorUrl('s3://b-anchors/x?region=eu-central-1')).toMatchObject({
      kind: 's3',
      s3: { bucket: 'b-anchors', prefix: 'x/', region: 'eu-central-1' },
    });
    for (const wrong of ['/var/anchors', 'file:///', 'file://host/x', 'https://x', 's3://b?color=red'])
      expect(() => parseAnchorUrl(wrong)).toThrow(/^file:\/\/\/|^s3:\/\//);
  });

  it('is not beside the data', () => {
    const env = { DATA_DIR: '/srv/daybook' };
    expect(mistakesOf({ ...env, ANCHOR_URL: 'file:///srv/daybook/anchors' })).toEqual([
      expect.stringContaining('ANCHOR_URL must be a directory outside DATA_DIR'),
    ]);
    expect(mistakesOf({ ...env, ANCHOR_URL: 'file:///srv/daybook' })).toHaveLength(1);
    expect(mistakesOf({ ...env, ANCHOR_URL: 'file:///srv/daybook-anchors' })).toEqual([]);
  });
});

describe('witnesses', () => {
  const [first, second] = [vkey('w.example/1'), vkey('w.example/2', 1)];

  it('are addresses and keys, in one order', () => {
    const config = readConfig({
      WITNESS_URL: 'https://a.example/w/, http://localhost:1234',
      WITNESS_VKEY: `${first},${second}`,
    });
    expect(config.anchors.witnesses.map(({ url, key }) => [url, key.name])).toEqual([
      ['https://a.example/w', 'w.example/1'],
      ['http://localhost:1234', 'w.example/2'],
    ]);
  });

  it('are refused with the variable named: too few keys, one key twice, addresses that are none', () => {
    const two = 'https://a.example,https://b.example';
    expect(mistakesOf({ WITNESS_URL: two, WITNESS_VKEY: first }).join()).toMatch(
      /WITNESS_VKEY must be as many/,
    );
    expect(mistakesOf({ WITNESS_URL: two, WITNESS_VKEY: `${first},${first}` }).join()).toMatch(
      /different names/,
    );
    expect(mistakesOf({ WITNESS_URL: 'https://u:p@a.example', WITNESS_VKEY: first })).toEqual([
      expect.stringMatching(/^WITNESS_URL must be the submission prefix/),
    ]);
  });

  it('have keys whose digits fit them', () => {
    expect(parseWitnessKey(first).publicKey).toHaveLength(32);
    const changed = first.replace('w.example/1', 'w.example/9');
    expect(() => parseWitnessKey(changed)).toThrow(/changed on its way/);
    for (const wrong of ['', 'a+b+c', `${first}=`, vkey('w', 2), 'w+00000000+BAAA'])
      expect(() => parseWitnessKey(wrong)).toThrow(/a key as the witness gives it/);
  });
});
