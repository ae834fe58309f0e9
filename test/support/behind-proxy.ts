import type { Settings } from '../../src/platform/settings';

/** A server that believes what a proxy on this machine says of its clients, so that a test can be many of them. */
export const behindProxy = (publicUrl = 'https://audit.example.com'): Pick<Settings, 'http'> => ({
  http: { host: '127.0.0.1', port: 0, publicUrl, trustedProxies: ['127.0.0.1'] },
});
