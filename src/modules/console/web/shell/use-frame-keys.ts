import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { zoneChoice, ZONES } from '../preferences/preferences';
import { useKeys } from '../preferences/use-keys';

const nextZone = (): void =>
  zoneChoice.set(ZONES[(ZONES.indexOf(zoneChoice.get()) + 1) % ZONES.length] ?? 'utc');

/** Keys that mean the same on every page. The palette has its own (Ctrl or ⌘ with K). */
export function useFrameKeys(onSheet: () => void): void {
  const navigate = useNavigate();
  const keys = useMemo(
    () => ({
      '?': onSheet,
      u: nextZone,
      'g a': () => void navigate({ to: '/audit-log' }),
    }),
    [navigate, onSheet],
  );
  useKeys(keys);
}
