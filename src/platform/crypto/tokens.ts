import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters: guessing is hopeless, so a plain SHA-256 of it is safe to store. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token. */
export const hashToken = (token: string): Buffer => hash('sha256', token, 'buffer');

/** Compares secrets in a time that tells nothing of where they differ, nor of their lengths. */
export const sameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(hashToken(left), hashToken(right));
