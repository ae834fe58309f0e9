import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal, RequestRecord } from './request-record';
import { unauthenticated } from '../errors/daybook-error';

const storage = new AsyncLocalStorage<RequestRecord>();

/** Runs the rest of a request with its record at hand. */
export const withRequest = <T>(record: RequestRecord, work: () => T): T => storage.run(record, work);

/** Runs what a request begins but many others share: it belongs to none, so it does not end with the one that came first. */
export const withoutRequest = <T>(work: () => T): T =>
  (storage as AsyncLocalStorage<RequestRecord | undefined>).run(undefined, work);

/** The record of the request being served; undefined in jobs and commands. */
export const currentRequest = (): RequestRecord | undefined => storage.getStore();

/** Who is asking. @throws DaybookError `session.required` where nobody is signed in. */
export function currentPrincipal(): Principal {
  const principal = currentRequest()?.principal;
  if (!principal) throw unauthenticated('session.required', 'Sign in, or send an API key as a bearer token.');
  return principal;
}
