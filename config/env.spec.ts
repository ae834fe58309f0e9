import { EnvironmentError, envExample, readConfig } from './env';
import { variables } from './env.variables';

describe('the environment', () => {
  it('may be empty', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      role: 'all',
      dataDirectory: '.data',
      secret: undefined,
      http: { host: '127.0.0.1', port: 3000, publicUrl: 'http://localhost:3000' },
      database: { url: undefined, allowUnsafe: false },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  it('is told all of its mistakes at once, each by name', () => {
    const env = {
      PORT: '70000',
      DAYBOOK_ROLE: 'cook',
      DATABASE_URL: 'mysql://localhost/x',
      TRUSTED_PROXIES: '10.0.0.0/8, 10.0.0.0/64',
      ORGANIZATION_CREATION: 'yes',
      DAYBOOK_SECRET: 'short',
      LOG_LEVEL: 'loud',
    };
    const { mistakes, message } = mistakesOf(env);
    expect(new Set(mistakes.map((mistake) => mistake.split(' ', 1)[0]))).toEqual(new Set(Object.keys(env)));
    expect(message).toContain('The environment has 7 mistakes:\n  ');
    expect(message).toContain('PORT must be a whole number from 0 to 65535');
    expect(message).toContain('"10.0.0.0/64" is neither');
  });

  it('says nothing of the values that may be secrets', () => {
    expect(
      mistakesOf({ DAYBOOK_SECRET: 'hunter2', DATABASE_URL: 'http://u:hunter2@h' }).message,
    ).not.toContain('hunter2');
  });

  it('needs a secret in production', () => {
    expect(mistakesOf({ NODE_ENV: 'production' }).mistakes).toEqual([
      expect.stringContaining('DAYBOOK_SECRET must be given in production'),
    ]);
    const secret = 'x'.repeat(32);
    expect(readConfig({ NODE_ENV: 'production', DAYBOOK_SECRET: secret }).secret).toBe(secret);
  });

  it('names a missing secret in production beside the other mistakes', () => {
    expect(mistakesOf({ NODE_ENV: 'production', PORT: 'x' }).mistakes).toHaveLength(2);
  });

  it('has an example that lists every variable, each commented out', () => {
    const listed = [...envExample().matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(listed).toEqual(Object.keys(variables));
  });

  it('can be read from its own example', () => {
    const lines = [...envExample().matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(() => readConfig(Object.fromEntries(lines) as NodeJS.ProcessEnv)).not.toThrow();
  });
});

function mistakesOf(env: NodeJS.ProcessEnv): EnvironmentError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
  }
  throw new Error('nothing was found wrong');
}
