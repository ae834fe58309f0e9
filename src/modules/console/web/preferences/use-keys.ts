import { useEffect } from 'react';
import { singleKeys } from './preferences';

/** `g a` is two keys in turn, `mod+k` Ctrl or ⌘ with one; `?` and `/` are what they write. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const TURN_MS = 1_000;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Runs what a key stands for, unless somebody is writing, a dialog is open, or single keys are turned off. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    let before = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent): void => {
      const mod = event.ctrlKey || event.metaKey;
      const name = mod ? `mod+${event.key.toLowerCase()}` : event.key;
      if (event.altKey || (!mod && isBarred(event))) return;
      const turn = Date.now() - before.at < TURN_MS ? `${before.key} ${name}` : '';
      before = { key: name, at: Date.now() };
      const act = keys[turn] ?? keys[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}

const isBarred = ({ key, target }: KeyboardEvent): boolean =>
  (key !== 'Escape' && singleKeys.get() === 'off') ||
  isWriting(target) ||
  document.querySelector('[aria-modal="true"]') !== null;
