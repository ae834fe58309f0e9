import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOFTWARE } from './software';

describe('what files say of their maker', () => {
  it('is what package.json says', () => {
    const text = readFileSync(join(__dirname, '../../package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject(SOFTWARE);
  });
});
