import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock';
import { hashToken } from '../../../../platform/crypto/tokens';

const VALID_MS = 5 * 60_000;
const BYTES = 32;

export type ChallengePurpose = 'registration' | 'verification' | 'sign_in';

/** Random numbers for authenticators to sign: each answered once, within five minutes, by the session it was given to. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Kept by its hash, as every secret is. */
  async issue(purpose: ChallengePurpose, sessionId: string | null): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(BYTES));
    const expiresAt = new Date(this.clock.now().getTime() + VALID_MS);
    await this.dataSource.query(
      'INSERT INTO passkey_challenges (challenge_hash, purpose, session_id, expires_at) VALUES ($1, $2, $3, $4)',
      [hashToken(Buffer.from(challenge).toString('base64url')), purpose, sessionId, expiresAt],
    );
    return challenge;
  }

  /** True once. `challenge` is base64url, as authenticators give it back. */
  async take(purpose: ChallengePurpose, sessionId: string | null, challenge: string): Promise<boolean> {
    const [taken]: unknown[][] = await this.dataSource.query(
      `DELETE FROM passkey_challenges
        WHERE challenge_hash = $1 AND purpose = $2 AND session_id IS NOT DISTINCT FROM $3 AND expires_at > $4
        RETURNING 1`,
      [hashToken(challenge), purpose, sessionId, this.clock.now()],
    );
    return taken?.length === 1;
  }

  async forgetOld(): Promise<void> {
    await this.dataSource.query('DELETE FROM passkey_challenges WHERE expires_at <= $1', [this.clock.now()]);
  }
}
