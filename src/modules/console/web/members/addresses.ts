export interface Address {
  /** From 1. */
  readonly line: number;
  /** As it was written. */
  readonly text: string;
  readonly email: string;
  readonly fault: 'invalid' | 'twice' | null;
}

/** Rough: the server is the one that decides. */
const SHAPE = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;
const IN_BRACKETS = /<([^<>]*)>/g;

/** One address a line, several with commas between them, or as address books copy them: `Ada Byron <ada@example.com>`. */
export function readAddresses(text: string): Address[] {
  const seen = new Set<string>();
  return text.split('\n').flatMap((written, index) =>
    partsOf(written).map((part): Address => {
      const email = part.toLowerCase();
      const isTwice = seen.has(email);
      seen.add(email);
      const fault = SHAPE.test(email) ? (isTwice ? 'twice' : null) : 'invalid';
      return { line: index + 1, text: part, email, fault };
    }),
  );
}

function partsOf(line: string): string[] {
  const bracketed = [...line.matchAll(IN_BRACKETS)].map(([, inside = '']) => inside);
  return (bracketed.length > 0 ? bracketed : line.split(/[,;\t]/)).map((part) => part.trim()).filter(Boolean);
}
