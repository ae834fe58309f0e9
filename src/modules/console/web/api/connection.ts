import { createStore } from './store';

/** How the last request went, as far as it concerns all of them. */
export type Connection = 'fine' | 'offline' | 'unavailable';

export const connection = createStore<Connection>('fine');

const SEEN = 'daybook.seen';

/** When this browser last did something that keeps the session alive, in any of its tabs. Milliseconds. */
export const lastSeen = (): number => Number(localStorage.getItem(SEEN) ?? 0);

export const markSeen = (): void => localStorage.setItem(SEEN, String(Date.now()));
