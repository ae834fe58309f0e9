import type { FastifyReply } from 'fastify';

export const TLOG_PROOF = 'text/vnd.c2sp.tlog-proof';
export const PLAIN_TEXT = 'text/plain';

/** Whether a header `Accept` names this type, and not JSON as well. What it weighs its types by does not matter: there are two. */
export const asksFor = (accept: string | undefined, type: string): boolean => {
  const types = (accept ?? '').split(',').map((range) => (range.split(';', 1)[0] ?? '').trim().toLowerCase());
  return types.includes(type) && !types.includes('application/json');
};

/** Sends text as it is, where JSON would be the rule. */
export function asText(reply: FastifyReply, type: string, text: string): string {
  reply.header('content-type', `${type}; charset=utf-8`).header('vary', 'accept');
  return text;
}
