import { createStore } from '../api/store';
import type { Topic } from './topics';

/** What the help panel shows: a topic, or `all` of them; null while it is closed. */
export const helpPanel = createStore<Topic | 'all' | null>(null);

let cameFrom: Element | null = null;

/** Beside the page, which stays as it is. */
export function openHelp(topic: Topic | 'all' = 'all'): void {
  if (helpPanel.get() === null) cameFrom = document.activeElement;
  helpPanel.set(topic);
}

/** The focus goes back to where it was. */
export function closeHelp(): void {
  helpPanel.set(null);
  if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
}
