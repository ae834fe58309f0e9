/** In which formats an event can be had back exactly as it was stored: to these, evidence can be given. */
const EVIDENCED: ReadonlySet<string> = new Set(['ndjson', 'json']);

export const hasEvidence = (format: string): boolean => EVIDENCED.has(format);
