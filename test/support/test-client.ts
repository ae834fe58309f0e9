import request, { type Test } from 'supertest';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Somebody who talks to the API: with a session's token, an API key, or as nobody. */
export class TestClient {
  constructor(
    private readonly url: string,
    readonly token: string | null = null,
  ) {}

  get = (path: string): Test => this.#send('get', path);
  delete = (path: string): Test => this.#send('delete', path);
  post = (path: string, body?: object): Test => this.#send('post', path, body);
  put = (path: string, body?: object): Test => this.#send('put', path, body);
  patch = (path: string, body?: object): Test => this.#send('patch', path, body);

  #send(method: Method, path: string, body?: object): Test {
    const test = request(this.url)[method](path);
    if (this.token !== null) void test.set('authorization', `Bearer ${this.token}`);
    return body === undefined ? test : test.send(body);
  }
}
