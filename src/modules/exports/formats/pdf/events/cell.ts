/** How a text looks. */
export type Look = 'ink' | 'grey' | 'bold';

/** A text of a cell, beginning on a line of its own. */
export interface CellText {
  readonly text: string;
  readonly look: Look;
}

export interface Cell {
  /** Cells of one column say the same if and only if they have the same key; null where that hardly happens. */
  readonly key: string | null;
  readonly texts: () => readonly CellText[];
}

/** What stands below the row of an event, across the page. */
export interface Note {
  readonly label: string;
  readonly text: string;
  readonly look: Look;
}
