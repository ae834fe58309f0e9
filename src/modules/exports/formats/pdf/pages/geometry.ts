/** All measures in tenths of a point, on A4 landscape. */
export const LEFT = 280;
export const RIGHT = 8140;
export const WIDTH = RIGHT - LEFT;

/** Base lines of the head, the head of the table, and the foot. */
export const HEAD = 5640;
export const TABLE_HEAD = 5480;
export const FOOT = 190;
/** Where events may stand: base line of the first line, and what no base line goes below. */
export const TOP = 5340;
export const BOTTOM = 340;

export const SIZE = 66;
export const LEADING = 82;
/** Room between two events, for the rule. */
export const GAP = 44;

/** Where the number of the last page begins: "Page 3 of " ends here. */
export const PAGE_COUNT_AT = RIGHT - 260;

export interface Column {
  readonly title: string;
  readonly x: number;
  readonly width: number;
}

const SPACE = 90;
const COLUMNS = [
  ['#', 440],
  ['Time', 910],
  ['Actor', 1240],
  ['Action, source', 1180],
  ['Resource, subject', 1290],
  ['Result', 600],
  ['Address', 650],
  ['Summary', 1550],
] as const;

export const TABLE: readonly Column[] = COLUMNS.map(([title, width], i) => ({
  title,
  width: width - SPACE,
  x: LEFT + COLUMNS.slice(0, i).reduce((sum, [, before]) => sum + before, 0),
}));

/** Where what stands below an event begins. */
export const BELOW = LEFT + COLUMNS[0][1];
