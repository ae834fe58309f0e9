const DATE = 'YYYY-MM-DD'.length;
const QUARTER = 15 * 60_000;
const MOST_KEPT = 1000;

/** Times of a zone. Offsets change at whole quarters of an hour, so one is looked up for each quarter only. */
export class ZoneTime {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** `zone`: an IANA name. */
  constructor(readonly zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      timeZoneName: 'longOffset',
      year: 'numeric',
    });
  }

  /** Whether it is another time than UTC, by its name. */
  get differs(): boolean {
    return !/^(Etc\/)?(UTC|UCT|Zulu|Universal|GMT|Greenwich)$/i.test(this.zone);
  }

  /** `03:13:00.123 +01:00` of a time in RFC 3339, with its date where that is another than in UTC. */
  clock(time: string): string {
    const local = this.local(time);
    return local.startsWith(time.slice(0, DATE)) ? local.slice(DATE + 1) : local;
  }

  /** `2026-11-21 03:13:00.123 +01:00` of a time in RFC 3339. */
  local(time: string): string {
    const at = Date.parse(time);
    const offset = this.#offset(at);
    const minutes = Math.abs(offset) / 60_000;
    const [hour, minute] = [Math.floor(minutes / 60), Math.floor(minutes % 60)].map((part) =>
      String(part).padStart(2, '0'),
    );
    return `${plain(new Date(at + offset).toISOString())} ${offset < 0 ? '−' : '+'}${hour}:${minute}`;
  }

  #offset(at: number): number {
    const quarter = Math.floor(at / QUARTER);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const parts = this.#format.formatToParts(quarter * QUARTER);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes = 0, seconds = 0] = /([+-])(\d+):?(\d+)?:?(\d+)?/.exec(name) ?? [];
    const size = (Number(hours ?? 0) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
    if (this.#offsets.size >= MOST_KEPT) this.#offsets.clear();
    this.#offsets.set(quarter, sign === '-' ? -size : size);
    return sign === '-' ? -size : size;
  }
}

/** RFC 3339 as people read it, without its zone. */
export const plain = (time: string): string => time.replace('T', ' ').replace('Z', '');
