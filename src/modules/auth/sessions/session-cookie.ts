import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-` makes browsers insist on https, no domain and the whole site; plain http (localhost) cannot have it. */
const nameFor = (publicUrl: string): string => (isHttps(publicUrl) ? '__Host-daybook' : 'daybook');
const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:');

export function readSessionCookie(request: FastifyRequest, publicUrl: string): string | undefined {
  const { cookie } = request.headers;
  return cookie === undefined ? undefined : parseCookie(cookie)[nameFor(publicUrl)];
}

export function setSessionCookie(reply: FastifyReply, publicUrl: string, token: string): void {
  reply.header('set-cookie', cookieText(publicUrl, token));
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  reply.header('set-cookie', cookieText(publicUrl, '', 0));
}

const cookieText = (publicUrl: string, value: string, maxAge?: number): string =>
  stringifySetCookie({
    name: nameFor(publicUrl),
    value,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isHttps(publicUrl),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
