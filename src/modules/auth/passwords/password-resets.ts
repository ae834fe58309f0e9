import { Injectable } from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, MINUTE_MS } from '../../../platform/clock/clock';
import { normalizeEmail } from '../../../platform/http/fields';
import { SignIn } from '../sessions/sign-in';
import { PasswordResetMailer } from './password-reset-mailer';
import { PasswordReset } from './password-reset.entity';

/** security.md: 15 minutes. */
const VALID_MS = 15 * MINUTE_MS;
/** Mails to one address within that time; more wishes are heard and come to nothing. */
const MOST = 3;

const ASK = `INSERT INTO password_resets (id, email, requested_at, expires_at)
  SELECT $1::uuid, $2::text, $3::timestamptz, $4::timestamptz
   WHERE (SELECT count(*) FROM password_resets p WHERE p.email = $2 AND p.expires_at > $3) < ${MOST}`;

/**
 * Wishes for a new password. For every address the same is done and said: its account is looked up, one wish is stored, one
 * event is written. Whether anybody is there shows only in the mail, which is written later.
 */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signIn: SignIn,
    private readonly mailer: PasswordResetMailer,
    private readonly clock: Clock,
  ) {}

  async ask(email: string): Promise<void> {
    await this.signIn.announce(email);
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + VALID_MS);
    await this.dataSource.query(ASK, [uuidv7(), normalizeEmail(email), now, expiresAt]);
    this.mailer.handleSoon();
  }

  /** The sweeper: wishes whose process went away before it answered them. */
  answerDue(): Promise<number> {
    return this.mailer.handleDue();
  }

  /** Housekeeping. */
  async forgetOld(): Promise<void> {
    await this.dataSource.manager.delete(PasswordReset, { expiresAt: LessThanOrEqual(this.clock.now()) });
  }
}
