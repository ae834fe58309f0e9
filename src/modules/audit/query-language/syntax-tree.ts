/** What the grammar makes of a text. Places (`at`) count UTF-16 units from the beginning of the text. */
export type Tree =
  | { readonly kind: 'all' | 'any'; readonly items: readonly Tree[] }
  | { readonly kind: 'not'; readonly item: Tree }
  | Text
  | Pair;

/** A word or, in quotes, a phrase. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
}

/** `field:value`; `at` is where the field stands. */
export interface Pair {
  readonly kind: 'pair';
  readonly field: string;
  readonly at: number;
  readonly values: ValueTree;
}

export type ValueTree =
  | { readonly kind: 'all' | 'any'; readonly items: readonly ValueTree[] }
  | { readonly kind: 'not'; readonly item: ValueTree }
  | Range
  | Value;

export interface Value {
  readonly kind: 'value';
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
}

/** `[from TO to]` */
export interface Range {
  readonly kind: 'range';
  readonly from: Value;
  readonly to: Value;
  readonly at: number;
}
