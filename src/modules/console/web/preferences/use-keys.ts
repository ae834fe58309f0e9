import { useEffect, useRef } from 'react';
import { singleKeys } from './preferences';

/** `g a` is two keys in turn, `mod+k` Ctrl or ⌘ with one; `?` and `/` are what they write. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const TURN_MS = 1_000;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  !isTick(target) &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const isTick = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type);

/** Runs what a key stands for, unless somebody is writing, a dialog is open, or single keys are turned off. */
export function useKeys(keys: Keys): void {
  // What the keys do may change between two keys in turn.
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  }, [keys]);
  useEffect(() => {
    let before = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent): void => {
      const mod = event.ctrlKey || event.metaKey;
      const name = mod ? `mod+${event.key.toLowerCase()}` : event.key;
      if (event.altKey || (!mod && isBarred(event))) return;
      const turn = Date.now() - before.at < TURN_MS ? `${before.key} ${name}` : '';
      before = { key: name, at: Date.now() };
      const act = latest.current[turn] ?? latest.current[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

const isBarred = ({ key, target }: KeyboardEvent): boolean =>
  (key !== 'Escape' && singleKeys.get() === 'off') ||
  isWriting(target) ||
  document.querySelector('[aria-modal="true"]') !== null;
