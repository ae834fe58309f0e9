import { createHmac } from 'node:crypto';

/** A 256-bit key for one purpose, from the installation's secret: keys of different purposes tell nothing of each other. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  createHmac('sha256', secret).update(purpose).digest();
