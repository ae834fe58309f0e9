import type { ReactNode } from 'react';
import classes from './setting-line.module.css';

interface Props {
  readonly name: string;
  readonly help?: ReactNode;
  /** Of the control that the name belongs to; none where there is nothing to change. */
  readonly controlId?: string;
  readonly children?: ReactNode;
}

/** What is set on the left, to what on the right; its control is described by the words. */
export function SettingLine({ name, help, controlId, children }: Props) {
  return (
    <div className={classes.line}>
      <div className={classes.words}>
        {controlId === undefined ? (
          <span className={classes.name}>{name}</span>
        ) : (
          <label className={classes.name} htmlFor={controlId}>
            {name}
          </label>
        )}
        {help === undefined ? null : (
          <span className={classes.help} id={controlId === undefined ? undefined : `${controlId}-help`}>
            {help}
          </span>
        )}
      </div>
      {children === undefined ? null : <div className={classes.control}>{children}</div>}
    </div>
  );
}
