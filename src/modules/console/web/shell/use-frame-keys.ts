import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { openHelp } from '../help/help-store';
import { zoneChoice, ZONES } from '../preferences/preferences';
import { useKeys } from '../preferences/use-keys';
import { usePages } from './operators';

const nextZone = (): void =>
  zoneChoice.set(ZONES[(ZONES.indexOf(zoneChoice.get()) + 1) % ZONES.length] ?? 'utc');

/** Keys that mean the same on every page. The palette has its own (Ctrl or ⌘ with K). */
export function useFrameKeys(): void {
  const navigate = useNavigate();
  const pages = usePages();
  const keys = useMemo(
    () => ({
      '?': () => openHelp('keyboard'),
      u: nextZone,
      ...Object.fromEntries(
        pages.flatMap(({ to, key }) =>
          key === undefined ? [] : [[`g ${key}`, () => void navigate({ to })] as const],
        ),
      ),
    }),
    [navigate, pages],
  );
  useKeys(keys);
}
