import type { ClientBase } from 'pg';

/**
 * For every connection of every pool, once. A connection emits `error` when its server goes; without a listener that ends
 * the process (F25). Whoever borrows it listens, but not yet at the moment of the hand-over: the last words of a server that
 * was killed may come in the very packet that made the connection free. Borrowers learn of it by their next statement.
 */
export function surviveErrors(client: ClientBase): void {
  client.on('error', () => undefined);
}
