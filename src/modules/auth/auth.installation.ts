import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import type { InstallationView } from './auth.contract';
import { DEMO_AUDITOR, DEMO_PASSWORD } from './auth.demo';
import { setupToken } from './auth.setup-token';

/** Whether anybody has set this installation up yet. */
@Injectable()
export class InstallationState {
  /** What is a demo stays one. */
  #isDemo = false;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async isSetUp(): Promise<boolean> {
    const [row]: { yes: boolean }[] = await this.dataSource.query('SELECT any_organization_exists() AS yes');
    return row?.yes === true;
  }

  /** Whether all data is made up (`npm start -- --demo`). */
  async isDemo(): Promise<boolean> {
    if (this.#isDemo) return true;
    const [row]: { yes: boolean }[] = await this.dataSource.query('SELECT EXISTS (SELECT FROM demo) AS yes');
    return (this.#isDemo = row?.yes === true);
  }

  async view(): Promise<InstallationView> {
    const [isSetUp, isDemo] = await Promise.all([this.isSetUp(), this.isDemo()]);
    return { set_up: isSetUp, demo: isDemo ? { email: DEMO_AUDITOR, password: DEMO_PASSWORD } : null };
  }

  /** What the terminal says once the server listens: where it is and, until somebody used it, the link with the set-up token (behind `#`, so that no log gets it). */
  async welcome(address: string): Promise<string> {
    if (await this.isSetUp()) return `Daybook is ready at ${address}`;
    return `Daybook is ready at ${address}\nSet it up: ${address}/setup#${setupToken(this.settings.secret)}`;
  }
}
