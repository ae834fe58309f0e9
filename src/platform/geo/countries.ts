import ipaddr from 'ipaddr.js';

const KEPT = 10_000;

/** In which country an address is (S4-03): ISO 3166-1 alpha-2, null when nobody can say. */
export class Countries {
  readonly #kept = new Map<string, string | null>();

  /** Without a database of countries, nobody can say. */
  constructor(private readonly find?: (ip: string) => string | null) {}

  of(ip: string): string | null {
    if (!this.find) return null;
    const known = this.#kept.get(ip);
    if (known !== undefined) return known;
    const country = isPublic(ip) ? this.find(ip) : null;
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(ip, country);
    return country;
  }
}

/** Private, local and reserved addresses are in no country. */
const isPublic = (ip: string): boolean => ipaddr.isValid(ip) && ipaddr.process(ip).range() === 'unicast';

/** What databases of MaxMind, DB-IP and IPinfo say of an address. */
interface CountryRecord {
  readonly country?: string | { readonly iso_code?: string };
  readonly country_code?: string;
}

/**
 * Reads the file that the operator names (MMDB). It is held in memory as it is now: a newer one is read at the next start.
 * @throws Error whose message is for the operator.
 */
export async function openCountries(path: string | undefined): Promise<Countries> {
  if (path === undefined) return new Countries();
  const { open } = await import('maxmind');
  try {
    const reader = await open(path);
    return new Countries((ip) => codeOf(reader.get(ip) as CountryRecord | null));
  } catch (error) {
    throw new Error(
      `GEOIP_PATH must be a database of countries in MMDB format, such as GeoLite2-Country.mmdb; ${path} cannot be read as one (${(error as Error).message}).`,
      { cause: error },
    );
  }
}

function codeOf(record: CountryRecord | null): string | null {
  const country = record?.country;
  const code =
    (typeof country === 'object' ? country.iso_code : undefined) ?? record?.country_code ?? country;
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : null;
}
