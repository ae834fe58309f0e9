import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from '../ui/page.module.css';
import type { RetentionTab } from './address';

/** The way to a tab of retention and holds. */
export function RetentionLink({ tab, children }: { tab?: RetentionTab; children: ReactNode }) {
  return (
    <Link to="/retention" search={tab === undefined ? {} : { tab }} className={classes.link}>
      {children}
    </Link>
  );
}
