import { variables, type Variable } from './env.variables';
import { isWithin, witnessesOf, type AnchorPlace, type Witness } from './anchor-url';
import type { S3Location } from './storage-url';

type Value<V> = V extends Variable<infer T> ? T : never;
export type Environment = { readonly [K in keyof typeof variables]: Value<(typeof variables)[K]> };

/** What one process needs to know, in slices; a service is given the slice it uses. */
export interface Config {
  readonly production: boolean;
  readonly role: 'all' | 'api' | 'worker';
  readonly logLevel: string;
  readonly dataDirectory: string;
  /** At least 32 characters; undefined until `loadSecret` has read or made the one under the data directory. */
  readonly secret: string | undefined;
  readonly http: { host: string; port: number; publicUrl: string; trustedProxies: readonly string[] };
  readonly database: { url: string | undefined; poolSize: number; allowUnsafe: boolean };
  readonly queue: { redisUrl: string | undefined };
  readonly mail: { smtpUrl: string | undefined; from: string };
  /** Where files are kept; `s3` unset: under the data directory. */
  readonly storage: { s3: S3Location | undefined };
  /** Where checkpoints go, so that they cannot be taken back. */
  readonly anchors: {
    place: AnchorPlace | undefined;
    intervalMinutes: number;
    retentionDays: number;
    witnesses: readonly Witness[];
  };
  readonly geo: { path: string | undefined };
  readonly organizations: { creation: boolean };
  /** Requests and events before 429. */
  readonly limits: {
    addressPerMinute: number;
    sessionPerMinute: number;
    eventsPerSecond: number;
    organizationEventsPerSecond: number;
  };
}

/** Thrown with every mistake at once, one a line, each naming its variable. */
export class EnvironmentError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(
      `The environment has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((m) => `  ${m}`).join('\n')}`,
    );
  }
}

/** Reads the environment. @throws EnvironmentError naming all mistakes, not only the first. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const { values, mistakes } = parseAll(env);
  if (values.NODE_ENV === 'production' && values.DAYBOOK_SECRET === undefined) {
    mistakes.push('DAYBOOK_SECRET must be given in production (for example: openssl rand -base64 48)');
  }
  mistakes.push(...anchorMistakes(values, mistakes));
  if (mistakes.length > 0) throw new EnvironmentError(mistakes);
  return toConfig(values);
}

/** What is wrong of the anchors' variables together, where each by itself is right. */
function anchorMistakes(
  { ANCHOR_URL: place, DATA_DIR, WITNESS_URL, WITNESS_VKEY }: Environment,
  known: readonly string[],
): string[] {
  const found: string[] = [];
  if (place?.kind === 'file' && isWithin(place.directory, DATA_DIR))
    found.push('ANCHOR_URL must be a directory outside DATA_DIR: what lies beside the data goes with it');
  if (known.some((mistake) => mistake.startsWith('WITNESS_'))) return found;
  try {
    witnessesOf(WITNESS_URL, WITNESS_VKEY);
  } catch (error) {
    found.push((error as Error).message);
  }
  return found;
}

function parseAll(env: NodeJS.ProcessEnv): { values: Environment; mistakes: string[] } {
  const mistakes: string[] = [];
  const values = Object.fromEntries(
    Object.entries<Variable<unknown>>(variables).map(([name, variable]) => {
      const given = env[name];
      if (given === undefined || given === '') return [name, variable.fallback];
      try {
        return [name, variable.parse(given)];
      } catch (error) {
        mistakes.push(`${name} must be ${(error as Error).message}`);
        return [name, variable.fallback];
      }
    }),
  ) as Environment;
  return { values, mistakes };
}

function toConfig(env: Environment): Config {
  return {
    production: env.NODE_ENV === 'production',
    role: env.DAYBOOK_ROLE,
    logLevel: env.LOG_LEVEL,
    dataDirectory: env.DATA_DIR,
    secret: env.DAYBOOK_SECRET,
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
      trustedProxies: env.TRUSTED_PROXIES,
    },
    database: {
      url: env.DATABASE_URL,
      poolSize: env.DATABASE_POOL_SIZE,
      allowUnsafe: env.DATABASE_ALLOW_UNSAFE,
    },
    queue: { redisUrl: env.REDIS_URL },
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM },
    storage: { s3: env.STORAGE_URL },
    anchors: {
      place: env.ANCHOR_URL,
      intervalMinutes: env.ANCHOR_INTERVAL_MINUTES,
      retentionDays: env.ANCHOR_RETENTION_DAYS,
      witnesses: witnessesOf(env.WITNESS_URL, env.WITNESS_VKEY),
    },
    geo: { path: env.GEOIP_PATH },
    organizations: { creation: env.ORGANIZATION_CREATION },
    limits: {
      addressPerMinute: env.ADDRESS_REQUESTS_PER_MINUTE,
      sessionPerMinute: env.SESSION_REQUESTS_PER_MINUTE,
      eventsPerSecond: env.EVENTS_PER_SECOND,
      organizationEventsPerSecond: env.ORGANIZATION_EVENTS_PER_SECOND,
    },
  };
}

/** The text of `config/env.example`, generated so that it cannot differ from what is read. */
export function envExample(): string {
  const entries = Object.entries<Variable<unknown>>(variables).map(([name, { help, fallback, example }]) => {
    const value = example ?? textOf(fallback);
    return `# ${help}\n#${name}=${value}\n`;
  });
  return `# Generated by \`npm run generate\` from config/env.variables.ts. Everything has a default.\n\n${entries.join('\n')}`;
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
