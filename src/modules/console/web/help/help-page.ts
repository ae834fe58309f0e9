/** A part of a help page. In texts, `code` stands in backticks and a link is `[words](/address)`. */
export type HelpBlock =
  | string
  | { readonly heading: string }
  | { readonly list: readonly string[] }
  | { readonly steps: readonly string[] }
  | { readonly code: string }
  /** What is drawn from the program itself, so that it cannot be out of date. */
  | { readonly shows: 'fields' | 'keys' | 'first-event' | 'ask-support' };

export interface HelpPage {
  /** The day on which the text was last changed, as `help-pages.spec.ts` makes sure. */
  readonly updated: string;
  readonly blocks: readonly HelpBlock[];
}
