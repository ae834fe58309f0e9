import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../support/run-cli';

describe('the description of the API', () => {
  it('is whole where it is committed, and where it is printed into a pipe', async () => {
    const committed = readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8');
    expect(JSON.parse(committed)).toHaveProperty('components.schemas.ErasureDto');
    const { code, output } = await runCli(['openapi']);
    expect([code, output.length]).toEqual([0, committed.length]);
  });
});
