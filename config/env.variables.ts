import { isIP } from 'node:net';
import { parseAnchorUrl, parseWitnessKeys, parseWitnessUrls, type AnchorPlace } from './anchor-url';
import { parseStorageUrl, type S3Location } from './storage-url';
import type { WitnessKey } from './witness-key';

/** Turns the text of one variable into its value, or throws an Error whose message completes "NAME must be …". */
type Parse<T> = (text: string) => T;

/** One environment variable: how it is read, what it is when unset, and the words of `config/env.example`. */
export interface Variable<T> {
  readonly parse: Parse<T>;
  readonly fallback: T;
  readonly help: string;
  readonly example?: string;
}

const variable = <T>(parse: Parse<T>, fallback: T, help: string, example?: string): Variable<T> => ({
  parse,
  fallback,
  help,
  ...(example === undefined ? {} : { example }),
});

const text: Parse<string> = (value) => value;

const oneOf =
  <T extends string>(...choices: T[]): Parse<T> =>
  (value) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new Error(`one of ${choices.join(', ')}`);
    return found;
  };

const integer =
  (least: number, most: number): Parse<number> =>
  (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new Error(`a whole number from ${least} to ${most}`);
    return number;
  };

const flag: Parse<boolean> = (value) => oneOf('true', 'false')(value) === 'true';

const url =
  (...schemes: string[]): Parse<string> =>
  (value) => {
    if (!URL.canParse(value) || !schemes.includes(new URL(value).protocol))
      throw new Error(`a URL beginning with ${schemes.map((s) => `${s}//`).join(' or ')}`);
    return value;
  };

const secret: Parse<string> = (value) => {
  if (value.length < 32)
    throw new Error('at least 32 characters long (for example: openssl rand -base64 48)');
  return value;
};

const networks: Parse<string[]> = (value) => {
  const list = value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
  const wrong = list.find((item) => !isNetwork(item));
  if (wrong !== undefined)
    throw new Error(`a comma-separated list of addresses or CIDR networks ("${wrong}" is neither)`);
  return list;
};

function isNetwork(item: string): boolean {
  const [address = '', bits, more] = item.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Every variable Daybook reads, in the order of `config/env.example`. Unset or empty means the fallback. */
export const variables = {
  NODE_ENV: variable(
    oneOf('development', 'production', 'test'),
    'development',
    'In production DAYBOOK_SECRET must be given.',
  ),
  DAYBOOK_ROLE: variable(
    oneOf('all', 'api', 'worker'),
    'all',
    'What this process does: serve requests (api), run jobs (worker) or both (all).',
  ),
  HOST: variable(text, '127.0.0.1', 'The address to listen on; 0.0.0.0 for every interface.'),
  PORT: variable(integer(0, 65535), 3000, 'The port to listen on; 0 lets the system choose one.'),
  PUBLIC_URL: variable<string | undefined>(
    url('http:', 'https:'),
    undefined,
    'How people reach this installation; used for links in mails and for cookies. Default: http://localhost:PORT.',
    'https://audit.example.com',
  ),
  TRUSTED_PROXIES: variable<string[]>(
    networks,
    [],
    'Networks of the reverse proxies whose X-Forwarded-For is believed.',
    '10.0.0.0/8',
  ),
  DATA_DIR: variable(
    text,
    '.data',
    'Where files, mails without SMTP, generated secrets and the bundled PostgreSQL live.',
  ),
  DAYBOOK_SECRET: variable<string | undefined>(
    secret,
    undefined,
    'Signs cursors and derives keys. Generated under DATA_DIR unless in production; the same for every process.',
  ),
  DATABASE_URL: variable<string | undefined>(
    url('postgres:', 'postgresql:'),
    undefined,
    'PostgreSQL 15 or newer. A login that may create roles sets everything up; unset: a bundled PostgreSQL under DATA_DIR.',
    'postgres://admin:secret@db.internal:5432/daybook',
  ),
  DATABASE_POOL_SIZE: variable(
    integer(4, 200),
    12,
    'Connections per process for requests and jobs; writing, searching and the queue have their own, smaller pools.',
  ),
  DATABASE_ALLOW_UNSAFE: variable(
    flag,
    false,
    'Start even if the database may lose acknowledged commits (fsync, full_page_writes or synchronous_commit off). For tests only.',
  ),
  REDIS_URL: variable<string | undefined>(
    url('redis:', 'rediss:'),
    undefined,
    'Keeps the job queue in Redis instead of PostgreSQL.',
    'redis://localhost:6379',
  ),
  SMTP_URL: variable<string | undefined>(
    url('smtp:', 'smtps:'),
    undefined,
    'Sends mail; unset: mails are written to DATA_DIR/mail.',
    'smtps://user:secret@mail.example.com',
  ),
  MAIL_FROM: variable(text, 'Daybook <daybook@localhost>', 'The sender of mails.'),
  STORAGE_URL: variable<S3Location | undefined>(
    parseStorageUrl,
    undefined,
    'Keeps files in S3 instead of DATA_DIR/files. Options: region, endpoint and path_style=true for other servers; credentials as s3://KEY:SECRET@bucket, or AWS_ACCESS_KEY_ID and its like.',
    's3://my-bucket/daybook?region=eu-central-1',
  ),
  ANCHOR_URL: variable<AnchorPlace | undefined>(
    parseAnchorUrl,
    undefined,
    'Where checkpoints of every log are left outside DATA_DIR, each a new file: a directory (file:///…) or a bucket with object lock (s3://…, options as in STORAGE_URL).',
    's3://my-anchors/daybook?region=eu-central-1',
  ),
  ANCHOR_INTERVAL_MINUTES: variable(
    integer(1, 1_440),
    60,
    'How often a log that has grown is anchored at ANCHOR_URL and by witnesses; one that has not, every twelve hours.',
  ),
  ANCHOR_RETENTION_DAYS: variable(
    integer(1, 36_500),
    365,
    'How long the object lock (COMPLIANCE) keeps an anchor in S3: nobody, you included, can delete it earlier.',
  ),
  WITNESS_URL: variable<string[]>(
    parseWitnessUrls,
    [],
    'Witnesses (C2SP tlog-witness) that are to cosign checkpoints: their submission prefixes, with commas between them.',
    'https://witness.example.net/submit',
  ),
  WITNESS_VKEY: variable<WitnessKey[]>(
    parseWitnessKeys,
    [],
    'The key of each witness of WITNESS_URL, in their order.',
    'witness.example.net+5f9335c4+BK09TymJmmbJQh+UGwiupDbDJSPwva49bIEkvJYXRxCR',
  ),
  GEOIP_PATH: variable<string | undefined>(
    text,
    undefined,
    'A database of countries (MMDB, such as GeoLite2-Country): events get the country of their address. Read at the start.',
    '/var/lib/geoip/GeoLite2-Country.mmdb',
  ),
  ORGANIZATION_CREATION: variable(
    flag,
    true,
    'Whether a signed-in account may found further organizations by POST /v1/organizations.',
  ),
  ADDRESS_REQUESTS_PER_MINUTE: variable(
    integer(1, 1_000_000_000),
    6_000,
    'Requests without a valid session or API key, by network (/24 of IPv4, /64 of IPv6); more are answered with 429.',
  ),
  SESSION_REQUESTS_PER_MINUTE: variable(
    integer(1, 1_000_000_000),
    30_000,
    'Requests of one session or API key; sending events is counted by the events instead.',
  ),
  EVENTS_PER_SECOND: variable(
    integer(1, 1_000_000_000),
    50_000,
    'Events that one API key may send, over ten seconds.',
  ),
  ORGANIZATION_EVENTS_PER_SECOND: variable(
    integer(1, 1_000_000_000),
    100_000,
    'Events that all API keys of one organization may send together, over ten seconds.',
  ),
  LOG_LEVEL: variable(
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    'info',
    'The least severe line that is logged.',
  ),
} as const;
