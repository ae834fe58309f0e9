import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeGeoip } from '../../../test/support/geoip';
import { openCountries } from './countries';

describe('the country of an address (S4-03)', () => {
  const directory = mkdtempSync(join(tmpdir(), 'daybook-geoip-'));
  const path = join(directory, 'countries.mmdb');
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is what the database says, of IPv4 and IPv6; private and unknown ones are in none', async () => {
    writeGeoip(path, [
      ['81.2.69.0/24', 'GB'],
      ['89.160.20.112/28', 'SE'],
      ['2a02:d280::/29', 'CZ'],
      ['10.0.0.0/8', 'US'],
    ]);
    const countries = await openCountries(path);
    const asked = [
      '81.2.69.7',
      '81.2.70.7',
      '89.160.20.113',
      '2a02:d280::1',
      '2a02:e280::1',
      '10.1.2.3',
      '::1',
    ];
    const said = ['GB', null, 'SE', 'CZ', null, null, null];
    expect(asked.map((ip) => countries.of(ip))).toEqual(said);
    expect(asked.map((ip) => countries.of(ip))).toEqual(said);
  });

  it('is not known without a database', async () => {
    expect((await openCountries(undefined)).of('81.2.69.7')).toBeNull();
  });

  it('keeps Daybook from starting when the file is missing or something else, and says which variable', async () => {
    writeFileSync(path, 'no database');
    for (const wrong of [path, join(directory, 'missing.mmdb')])
      await expect(openCountries(wrong)).rejects.toThrow(
        /^GEOIP_PATH must be a database of countries .*mmdb/,
      );
  });
});
