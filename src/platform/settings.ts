import type { Config } from '../../config/env';

/** The configuration as services get it: the database's URL is the application's login, and there is a secret. */
export interface Settings extends Omit<Config, 'secret' | 'database'> {
  readonly secret: string;
  readonly database: { readonly url: string; readonly poolSize: number; readonly allowUnsafe: boolean };
  /** This process makes a demo: only it may give somebody the password that everybody knows. */
  readonly makesDemo?: boolean;
}
