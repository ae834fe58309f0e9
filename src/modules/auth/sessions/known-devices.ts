import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { deriveKey } from '../../../platform/crypto/derive-key';
import { newToken, sameSecret } from '../../../platform/crypto/tokens';
import { normalizeEmail } from '../../../platform/http/fields';
import { CONFIG } from '../../../platform/platform.tokens';
import type { Settings } from '../../../platform/settings';

/** As long as browsers keep any cookie (RFC 6265bis). */
const LIFETIME_SECONDS = 400 * 86_400;
/** Accounts that one browser is remembered for. */
const MOST_ACCOUNTS = 5;

/**
 * Browsers that have signed in before, by a signed cookie: a random name, and a proof for each account. It lets nobody in: it only
 * parts its owner's wrong passwords from those of strangers.
 */
@Injectable()
export class KnownDevices {
  readonly #key: Buffer;
  readonly #publicUrl: string;

  constructor(@Inject(CONFIG) { secret, http }: Settings) {
    this.#key = deriveKey(secret, 'known devices');
    this.#publicUrl = http.publicUrl;
  }

  /** The name of the device if it has signed in to this account before. Says nothing of whether there is such an account. */
  find(request: FastifyRequest, email: string): string | null {
    const { name, proofs } = this.#read(request);
    if (name === null) return null;
    const wanted = this.#proof(name, email);
    return proofs.some((proof) => sameSecret(proof, wanted)) ? `device ${name}` : null;
  }

  remember(request: FastifyRequest, reply: FastifyReply, email: string): void {
    const { name, proofs } = this.#read(request);
    const used = name ?? newToken();
    const kept = proofs.filter((proof) => proof !== this.#proof(used, email)).slice(-(MOST_ACCOUNTS - 1));
    const https = this.#publicUrl.startsWith('https:');
    const cookie = stringifySetCookie({
      name: this.#cookieName(),
      value: [used, ...kept, this.#proof(used, email)].join('.'),
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      secure: https,
      maxAge: LIFETIME_SECONDS,
    });
    reply.header('set-cookie', cookie);
  }

  #read({ headers }: FastifyRequest): { name: string | null; proofs: string[] } {
    const value = headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[this.#cookieName()];
    const [name, ...proofs] = value?.split('.') ?? [];
    if (name === undefined || !/^[\w-]{43}$/.test(name)) return { name: null, proofs: [] };
    return { name, proofs: proofs.slice(0, MOST_ACCOUNTS) };
  }

  #proof(name: string, email: string): string {
    return createHmac('sha256', this.#key)
      .update(`${name} ${normalizeEmail(email)}`)
      .digest('base64url');
  }

  #cookieName(): string {
    return this.#publicUrl.startsWith('https:') ? '__Host-daybook-device' : 'daybook-device';
  }
}
