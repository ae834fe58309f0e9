import { createStore, type Store } from '../api/store';

/** What a person chose in this browser; a browser without storage forgets it with the page. */
function kept<T extends string>(name: string, values: readonly T[], fallback: T): Store<T> {
  const read = (): T => {
    const found = localStorage.getItem(name) as T | null;
    return found !== null && values.includes(found) ? found : fallback;
  };
  const store = createStore<T>(read());
  return {
    ...store,
    set: (value) => {
      localStorage.setItem(name, value);
      store.set(value);
    },
  };
}

export const ZONES = ['utc', 'local', 'organization'] as const;
export type Zone = (typeof ZONES)[number];

/** In which zone times are shown and days begin. S1: UTC unless somebody chooses another. */
export const zoneChoice = kept<Zone>('daybook.zone', ZONES, 'utc');

/** Whether keys without a modifier do anything (WCAG 2.1.4). */
export const singleKeys = kept('daybook.keys', ['on', 'off'] as const, 'on');
