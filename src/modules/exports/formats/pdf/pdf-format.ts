import type { FileFormat } from '../file-writer';
import { loadFaces } from './fonts/typeface';
import { PdfWriter, type PdfState } from './pdf-writer';

/** Pages for people who read events on paper or on a screen ([ADR 17](docs/adr/0017-a-pdf-writer-of-our-own.md)). */
export const pdfFormat: FileFormat = {
  type: 'application/pdf',
  extension: 'pdf',
  open: async (facts, state) => new PdfWriter(facts, await loadFaces(), state as PdfState | null),
};
