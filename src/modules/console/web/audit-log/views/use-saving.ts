import { useMemo, useState } from 'react';

export interface Saving {
  /** Which dialog is open. */
  readonly which: 'save' | 'manage' | null;
  readonly save: () => void;
  readonly manage: () => void;
  readonly close: () => void;
}

export function useSaving(): Saving {
  const [which, setWhich] = useState<Saving['which']>(null);
  return useMemo(
    () => ({
      which,
      save: () => setWhich('save'),
      manage: () => setWhich('manage'),
      close: () => setWhich(null),
    }),
    [which],
  );
}
