import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import { deriveKey } from '../../../platform/crypto/derive-key';
import { newToken } from '../../../platform/crypto/tokens';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';
import { DEMO_PASSWORD } from '../auth.demo';
import { refuse } from '../passwords/password-refusal';
import { TOO_COMMON } from '../passwords/password-rules';
import { HashingQueue } from './hashing-queue';

/** OWASP's argon2id (the package's default algorithm) with more memory: 47 ms on one core. */
export const STANDARD_COST: Options = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** The token under which tests give a lower one. */
export const HASHING_COST = Symbol('hashing cost');

/** Argon2id over HMAC(pepper, password): the table alone, without the installation's secret, cannot be guessed at. */
@Injectable()
export class Passwords {
  readonly #pepper: Buffer;
  readonly #queue = new HashingQueue();
  #dummy: Promise<string> | undefined;

  constructor(
    @Inject(CONFIG) private readonly settings: Settings,
    @Inject(HASHING_COST) private readonly cost: Options,
  ) {
    this.#pepper = deriveKey(settings.secret, 'password pepper');
  }

  /** @throws DaybookError `password.too_common` for the demo's, wherever no demo is made */
  async hash(password: string): Promise<string> {
    if (password === DEMO_PASSWORD && !this.settings.makesDemo) refuse(TOO_COMMON);
    return this.#queue.run(() => hash(this.#peppered(password), this.cost));
  }

  /** Takes the same time whether or not there is a hash, so that nobody learns which addresses are known (A12). */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const against = passwordHash ?? (await this.#dummyHash());
    const matches = await this.#queue.run(() => verify(against, this.#peppered(password)));
    return matches && passwordHash !== null;
  }

  /** Made at boot, so that the first unknown address does not wait for it. */
  async onModuleInit(): Promise<void> {
    await this.#dummyHash();
  }

  #dummyHash(): Promise<string> {
    this.#dummy ??= this.hash(newToken());
    return this.#dummy;
  }

  #peppered(password: string): string {
    return createHmac('sha256', this.#pepper).update(password.normalize('NFC')).digest('base64url');
  }
}
