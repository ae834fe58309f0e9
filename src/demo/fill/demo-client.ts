type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Somebody, or a program, that speaks to Daybook as anybody may: over HTTP, by its public API. */
export class DemoClient {
  constructor(
    private readonly url: string,
    private readonly ip: string,
    private readonly agent: string,
    private readonly token: string | null = null,
  ) {}

  with(token: string): DemoClient {
    return new DemoClient(this.url, this.ip, this.agent, token);
  }

  post = <T = unknown>(path: string, body?: object): Promise<T> => this.#send('POST', path, body);
  put = <T = unknown>(path: string, body?: object): Promise<T> => this.#send('PUT', path, body);
  patch = <T = unknown>(path: string, body?: object): Promise<T> => this.#send('PATCH', path, body);
  get = <T = unknown>(path: string): Promise<T> => this.#send('GET', path);
  delete = <T = unknown>(path: string): Promise<T> => this.#send('DELETE', path);

  /** @throws Error with what the server said, if it is no success */
  async #send<T>(method: Method, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        'x-forwarded-for': this.ip,
        'user-agent': this.agent,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`The demo could not be made: ${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
