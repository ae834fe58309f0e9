import type { Message } from './mail-outbox';

/** When and from where something was done. */
export interface Occasion {
  readonly at: Date;
  readonly ip: string | null;
  readonly device: string | null;
}

export interface Letter {
  readonly to: string;
  /** Of whoever is addressed; null for somebody we do not know. */
  readonly name: string | null;
  readonly subject: string;
  /** What happened, a paragraph each. */
  readonly paragraphs: readonly string[];
  readonly occasion?: Occasion;
  /** The last paragraph: what to do if it was somebody else. */
  readonly advice: string;
}

/** A mail in plain words: who, what, when, from where, and what to do about it. */
export const letter = ({ to, name, subject, paragraphs, occasion, advice }: Letter): Message => ({
  to,
  subject: oneLine(subject),
  text: `${[
    name === null ? 'Hello,' : `Hello ${oneLine(name)},`,
    ...paragraphs,
    ...(occasion ? [particulars(occasion)] : []),
    advice,
  ].join('\n\n')}\n`,
});

/** Text from elsewhere within a mail: no name may add lines to it. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** `2026-11-21 02:13 UTC` */
export const momentText = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const particulars = ({ at, ip, device }: Occasion): string =>
  [
    `When: ${momentText(at)}`,
    `From: ${ip ?? 'an unknown address'}`,
    `With: ${oneLine(device ?? 'an unknown device')}`,
  ].join('\n');
