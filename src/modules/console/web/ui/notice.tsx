import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const ICONS = { good: IconCircleCheck, note: IconAlertTriangle, bad: IconAlertOctagon, wait: IconHourglass };

interface Props {
  readonly kind: keyof typeof ICONS;
  readonly title: string;
  readonly children?: ReactNode;
}

/** A verdict: icon, words and colour. What is wrong is said at once by a screen reader, the rest when it is its turn. */
export function Notice({ kind, title, children }: Props) {
  const Icon = ICONS[kind];
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'bad' ? 'alert' : 'status'}>
      <Icon size={20} aria-hidden />
      <div className="foreign">
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
