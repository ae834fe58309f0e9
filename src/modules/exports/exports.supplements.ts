/** One more file in the ZIP of an export: lines of text, a record each. */
export interface SupplementFile {
  readonly name: string;
  /** With their line ends. */
  readonly lines: AsyncIterable<string>;
}

/** What goes into the export of an organization that leaves, beside its events. A port: what it is, only higher modules know. */
export abstract class ExportSupplements {
  /** Hands over each file; `write` reads it to the end before the next one comes. */
  abstract each(organizationId: string, write: (file: SupplementFile) => Promise<void>): Promise<void>;
}
