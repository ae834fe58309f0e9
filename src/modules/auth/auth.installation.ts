import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG } from '../../platform/platform.tokens';
import type { Settings } from '../../platform/settings';
import { setupToken } from './auth.setup-token';

/** Whether anybody has set this installation up yet. */
@Injectable()
export class InstallationState {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly settings: Settings,
  ) {}

  async isSetUp(): Promise<boolean> {
    const [row]: { yes: boolean }[] = await this.dataSource.query('SELECT any_organization_exists() AS yes');
    return row?.yes === true;
  }

  /** What the terminal says once the server listens: where it is and, until somebody used it, the link with the set-up token (behind `#`, so that no log gets it). */
  async welcome(address: string): Promise<string> {
    if (await this.isSetUp()) return `Daybook is ready at ${address}`;
    return `Daybook is ready at ${address}\nSet it up: ${address}/setup#${setupToken(this.settings.secret)}`;
  }
}
