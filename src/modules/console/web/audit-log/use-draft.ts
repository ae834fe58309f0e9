import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { asBeginning, faultOfQuery, queryOf, termsOf, type QueryFault } from './query-terms';
import type { LogState } from './use-log';

const PATIENCE_MS = 250;

export interface Draft {
  readonly chips: readonly string[];
  readonly text: string;
  /** What keeps the whole from being asked; null while it can be. */
  readonly fault: QueryFault | null;
  readonly write: (text: string) => void;
  /** What is written becomes chips. */
  readonly commit: (text?: string) => void;
  readonly remove: (index: number) => void;
  /** A chip becomes text again. */
  readonly edit: (index: number) => void;
  readonly clear: () => void;
}

interface State {
  readonly chips: readonly string[];
  readonly text: string;
}

/** The word that is being written asks for what begins so; null while the whole cannot be asked. */
function askable({ chips, text }: State): string | null {
  const forms = [asBeginning(text), text.trim()].map((each) => queryOf([...chips, each]));
  return forms.find((query) => faultOfQuery(query) === null) ?? null;
}

/** What is being written, beside what is asked already. Asked 250 ms after the last key, if it can be. */
export function useDraft({ q, ask }: LogState): Draft {
  const [{ chips, text }, setState] = useState<State>({ chips: termsOf(q), text: '' });
  const [seen, setSeen] = useState(q);
  const [own] = useState({ query: q });
  if (q !== seen) {
    setSeen(q);
    // What came from here is on the screen already; what came from elsewhere replaces it.
    if (q !== own.query) setState({ chips: termsOf(q), text: '' });
    own.query = q;
  }
  const send = (next: State, replace: boolean): void => {
    const query = askable(next);
    if (query === null || query === own.query) return;
    own.query = query;
    ask({ q: query }, { replace });
  };
  const sendSoon = useDebouncedCallback((next: State) => send(next, true), PATIENCE_MS);
  const set = (next: State): void => {
    // What was to be asked soon is older than this.
    sendSoon.cancel();
    setState(next);
    send(next, false);
  };
  return {
    chips,
    text,
    fault: text === '' ? null : faultOfQuery(queryOf([...chips, text.trim()])),
    write: (written) => {
      setState({ chips, text: written });
      sendSoon({ chips, text: written });
    },
    commit: (written = text) => set({ chips: termsOf(queryOf([...chips, written.trim()])), text: '' }),
    remove: (index) => set({ chips: chips.filter((_, at) => at !== index), text }),
    edit: (index) => {
      sendSoon.cancel();
      setState({ chips: chips.filter((_, at) => at !== index), text: chips[index] ?? '' });
    },
    clear: () => set({ chips: [], text: '' }),
  };
}
