/** Where a caret stands in a text that may not be finished. */
export interface Caret {
  /** The field whose value is being written; null where a term may begin. */
  readonly field: string | null;
  /** What is written already of the field or value, without its quotation mark. */
  readonly written: string;
  /** The part of the text that a completion replaces: from there to the end of the word. UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly quoted: boolean;
}

interface State {
  /** Where the token began. */
  from: number;
  field: string | null;
  quoted: boolean;
  /** Of each parenthesis that is open, the field before it. */
  readonly fields: (string | null)[];
}

const SPACE = /[\s\u0085]/;

/** Reads the text up to the caret, character by character: it may end anywhere, and be wrong before. */
export function caretAt(text: string, caret: number): Caret {
  const at = Math.min(Math.max(caret, 0), text.length);
  const state: State = { from: 0, field: null, quoted: false, fields: [] };
  for (let index = 0; index < at; index++) step(state, text, index);
  const from = state.from + (state.quoted ? 1 : 0);
  const field = state.field ?? state.fields.at(-1) ?? null;
  return {
    field,
    written: text.slice(from, at),
    from: state.from,
    to: endOf(text, at, { quoted: state.quoted, isTerm: field === null }),
    quoted: state.quoted,
  };
}

function step(state: State, text: string, index: number): void {
  const letter = text.charAt(index);
  if (state.quoted) return closeQuote(state, text, index);
  if (letter === '"') return void Object.assign(state, { quoted: true, from: index });
  if (SPACE.test(letter)) return begin(state, index + 1, null);
  if (letter === '(') {
    state.fields.push(state.field ?? state.fields.at(-1) ?? null);
    return begin(state, index + 1, null);
  }
  if (letter === ')') {
    state.fields.pop();
    return begin(state, index + 1, null);
  }
  if (letter === ',' && state.field !== null) return begin(state, index + 1, state.field);
  if (letter === '-' && index === state.from && state.field === null) return begin(state, index + 1, null);
  const inField = state.field ?? state.fields.at(-1) ?? null;
  if (letter === ':' && inField === null && index > state.from)
    begin(state, index + 1, text.slice(state.from, index));
}

function closeQuote(state: State, text: string, index: number): void {
  const escaped = text.charAt(index - 1) === '\\';
  if (text.charAt(index) === '"' && index > state.from && !escaped) {
    state.quoted = false;
    state.from = index + 1;
  }
}

function begin(state: State, from: number, field: string | null): void {
  state.from = from;
  state.field = field;
}

/** The rest of the word behind the caret is replaced, too: of a field with its colon, of a phrase with its quotation mark. */
function endOf(text: string, at: number, { quoted, isTerm }: { quoted: boolean; isTerm: boolean }): number {
  const rest = text.slice(at);
  const close = rest.indexOf('"');
  if (quoted) return close < 0 ? text.length : at + close + 1;
  const word = isTerm ? /^[^\s\u0085()",:]*:?/ : /^[^\s\u0085()",]*/;
  return at + (word.exec(rest)?.[0].length ?? 0);
}
