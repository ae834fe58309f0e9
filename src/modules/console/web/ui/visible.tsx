import type { ReactNode } from 'react';
import classes from './visible.module.css';
import { partsOf } from './hidden-characters';

/** Text of an event with what would not be seen of it marked. What has nothing of the kind is the text itself. */
export function visible(text: string): ReactNode {
  const parts = partsOf(text);
  if (!parts.some(({ isMark }) => isMark)) return text;
  return parts.map((part, index) =>
    part.isMark ? (
      <span key={index} className={classes.mark}>
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}
