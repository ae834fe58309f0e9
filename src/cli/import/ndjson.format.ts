import { v5 as uuidv5 } from 'uuid';
import { UnusableRecord, type Format } from './outgoing';

/** Ids that are made from content; any fixed UUID serves as the name space (RFC 9562 §5.5). */
export const CONTENT_IDS = '8d5f0e0e-7f0b-5b0a-9a53-3a2a6f1f2f4b';

/**
 * Events already in Daybook's shape are passed on as they are; the server judges them. One without an id gets one from its
 * text and its line, so that importing the file again, or a retry, stores nothing twice.
 */
export const ndjsonFormat: Format = (text, place) => {
  const line = text.trim();
  const { id, outcome } = parsed(line) as { id?: unknown; outcome?: unknown };
  return {
    line: id === undefined ? withId(line, uuidv5(`${place}\n${line}`, CONTENT_IDS)) : line,
    outcome: typeof outcome === 'string' ? outcome : 'success',
  };
};

/** The record as an object. @throws UnusableRecord */
export function parsed(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnusableRecord('is no valid JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new UnusableRecord('is no JSON object');
  return value;
}

const withId = (line: string, id: string): string => {
  const members = line.slice(1).trimStart();
  return `{"id":"${id}"${members === '}' ? '' : ','}${members}`;
};
