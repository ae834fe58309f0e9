/** What the form is to begin with, in the address, so that any page can link to it. */
export interface SupportSearch {
  /** `question` or `export`: the form is open. */
  readonly new?: string;
  /** The address of the page on which help was asked for. */
  readonly page?: string;
  readonly type?: string;
  readonly id?: string;
}

const NAMES = ['new', 'page', 'type', 'id'] as const;

/** Texts alone; the rest is dropped. */
export const readSupportSearch = (given: Record<string, unknown>): SupportSearch =>
  Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = given[name];
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
    }),
  );
