import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A stretch of text where it stands on its page, in points. */
interface PdfItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** What an independent reader finds in a PDF. */
export interface PdfContent {
  readonly info: Readonly<Record<string, unknown>>;
  readonly scripts: unknown;
  readonly pages: readonly { readonly items: readonly PdfItem[]; readonly annotations: number }[];
  /** What it had to say about the file itself; empty if all is well. */
  readonly complaints: string;
}

/** In a process of its own: pdf.js is an ES module that wants to load others while it runs. */
export async function readPdf(pdf: Uint8Array): Promise<PdfContent> {
  const child = spawn(process.execPath, [join(__dirname, 'pdf-reader.cjs')]);
  child.stdin.end(pdf);
  const [said, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (said === '') throw new Error(`pdf.js cannot read it: ${complaints}`);
  return { ...(JSON.parse(said) as Omit<PdfContent, 'complaints'>), complaints };
}

/** The text of some pages without white space: a reader of pages cannot tell a space from the end of a line. */
export const solid = (shown: string): string => shown.replace(/\s+/gu, '');

export const textOfPages = ({ pages }: PdfContent): string =>
  solid(pages.flatMap(({ items }) => items.map((item) => item.text)).join(''));
