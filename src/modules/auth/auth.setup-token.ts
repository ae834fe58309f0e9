import { deriveKey } from '../../platform/crypto/derive-key';

/** The token that set-up asks for. It follows from the secret, so every process and every restart knows the same one. */
export const setupToken = (secret: string): string => deriveKey(secret, 'setup token').toString('base64url');
