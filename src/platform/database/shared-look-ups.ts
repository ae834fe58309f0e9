/**
 * Looks the same thing up once for all who ask at the same time. Whoever asks while a look-up is under way shares the next
 * one, never the running one: every answer is newer than its question, so what was revoked before a request is seen by it.
 */
export class SharedLookUps<T> {
  readonly #running = new Map<string, Promise<T>>();
  readonly #next = new Map<string, Promise<T>>();

  constructor(private readonly load: (key: string) => Promise<T>) {}

  find(key: string): Promise<T> {
    const running = this.#running.get(key);
    if (!running) return this.#start(key);
    const next = this.#next.get(key) ?? this.#after(running, key);
    this.#next.set(key, next);
    return next;
  }

  async #after(running: Promise<T>, key: string): Promise<T> {
    await running.catch(() => undefined);
    this.#next.delete(key);
    return this.#start(key);
  }

  #start(key: string): Promise<T> {
    const started = this.load(key).finally(() => {
      if (this.#running.get(key) === started) this.#running.delete(key);
    });
    this.#running.set(key, started);
    return started;
  }
}
