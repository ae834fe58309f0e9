import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, Not, type EntityManager, type Repository } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock';
import { wrongFactor, type FactorProof } from '../factor-proof';
import type { Turn } from '../factor-attempts';
import { TotpAuthenticator } from './totp-authenticator.entity';
import { matchingStep } from './totp-code';
import { TotpVault } from './totp-vault';

/** Codes of the authenticator app that counts. */
@Injectable()
export class TotpVerifier {
  constructor(
    @InjectRepository(TotpAuthenticator) private readonly authenticators: Repository<TotpAuthenticator>,
    private readonly vault: TotpVault,
    private readonly clock: Clock,
  ) {}

  /** @throws DaybookError `factor.wrong` */
  async evaluate(accountId: string, code: string, turn: Turn): Promise<FactorProof> {
    const found = await this.authenticators.findOneBy({ accountId, confirmedAt: Not(IsNull()) });
    const step = found && matchingStep(this.vault.open(found.secret, accountId), code, this.clock.now());
    if (!found || step === null) throw wrongFactor();
    return {
      use: async (manager) => {
        await useStep(manager, found.id, step);
        return {};
      },
      accepted: () => turn.forgive(),
    };
  }
}

/** Each code once, also among a hundred requests at once: the row's lock lets one of them through (A10). */
async function useStep(manager: EntityManager, id: string, step: number): Promise<void> {
  const { affected } = await manager.update(
    TotpAuthenticator,
    { id, lastStep: LessThan(step) },
    { lastStep: step },
  );
  if (affected !== 1) throw wrongFactor();
}
