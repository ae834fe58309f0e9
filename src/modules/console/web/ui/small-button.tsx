import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly loading?: boolean;
  /** Why it cannot be pressed; undefined when it can. */
  readonly whyNot?: string | undefined;
  /** Where the words on it are not enough. */
  readonly label?: string;
  readonly className?: string | undefined;
  /** Of one that shows or hides what is below. */
  readonly isExpanded?: boolean;
  /** Of one that is on or off. */
  readonly isPressed?: boolean;
}

/** One of several things that can be done with a line of a list. */
export function SmallButton({
  children,
  onClick,
  loading = false,
  whyNot,
  label,
  className = '',
  isExpanded,
  isPressed,
}: Props) {
  return (
    <Button
      variant={isPressed === true ? 'light' : 'default'}
      size="compact-sm"
      className={className}
      loading={loading}
      disabled={whyNot !== undefined}
      title={whyNot}
      aria-label={label}
      aria-expanded={isExpanded}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}

/** Adds one to the list below it. */
export function AddButton({ children, onClick, whyNot }: Pick<Props, 'children' | 'onClick' | 'whyNot'>) {
  return (
    <Button
      size="xs"
      leftSection={<IconPlus size={15} aria-hidden />}
      disabled={whyNot !== undefined}
      title={whyNot}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
