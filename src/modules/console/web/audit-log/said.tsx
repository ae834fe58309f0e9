import { useEffect } from 'react';
import { createStore, useStore } from '../api/store';
import classes from './page.module.css';

const said = createStore<{ readonly text: string } | null>(null);
const SHOWN_MS = 4_000;

/** Says that something was done which is not to be seen otherwise. */
export const say = (text: string): void => said.set({ text });

/** Into the clipboard, and says so. */
export function copy(text: string, done: string): void {
  void written(text, done);
}

async function written(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch (error) {
    say(String(error));
  }
}

/** Where it is said: shown for a few seconds, and spoken. */
export function Said() {
  const what = useStore(said);
  useEffect(() => {
    if (!what) return undefined;
    const timer = setTimeout(() => said.set(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [what]);
  return (
    <div role="status" className={classes.saidPlace}>
      {what ? <span className={classes.said}>{what.text}</span> : null}
    </div>
  );
}
