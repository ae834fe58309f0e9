import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';

/** What the demo's people have in their pockets, and its programs in their settings. */
export interface DemoSecrets {
  /** Keys of authenticator apps, in base32, by e-mail address. */
  readonly authenticators: Record<string, string>;
  /** API keys by the name of the organization. */
  readonly apiKeys: Record<string, string>;
}

const pathIn = (dataDirectory: string): string => join(dataDirectory, 'demo.json');

/** Null where no demo was made with this data directory. */
export function readSecrets(dataDirectory: string): DemoSecrets | null {
  const path = pathIn(dataDirectory);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoSecrets) : null;
}

export const keepSecrets = (dataDirectory: string, secrets: DemoSecrets): void =>
  writeFileSync(pathIn(dataDirectory), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });

/** What an authenticator app with this key shows at a moment. */
export const codeOf = (key: string, at: Date): string =>
  new TOTP({ secret: Secret.fromBase32(key), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: at.getTime(),
  });
