import { Combobox, useCombobox, type ComboboxStore } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from './chip';
import { Completions, useCompletion, type Offer } from './completions';
import classes from './query-bar.module.css';
import { faultOfQuery, queryOf, typedWord } from './query-terms';
import { useDraft, type Draft } from './use-draft';
import type { LogState } from './use-log';

export const QUERY_INPUT = 'query';

/** The one place where the search is written; everything that is clicked writes here too. */
export function QueryBar({ log }: { log: LogState }) {
  const draft = useDraft(log);
  const combobox = useCombobox();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(0);
  const offer = useCompletion(draft.text, caret, combobox.dropdownOpened);
  const accept = (option: string): void => acceptOption(option, offer, draft, combobox, setCaret);
  return (
    <div className={classes.whole}>
      <Combobox store={combobox} onOptionSubmit={accept} width={380} position="bottom-start" shadow="md">
        <Combobox.DropdownTarget>
          <div className={classes.bar} onClick={() => input.current?.focus()} role="presentation">
            <IconSearch size={16} aria-hidden className={classes.glass} />
            {draft.chips.map((term, index) => (
              <Chip
                key={`${index} ${term}`}
                term={term}
                onRemove={() => draft.remove(index)}
                onEdit={() => {
                  draft.edit(index);
                  input.current?.focus();
                }}
              />
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <QueryInput ref={input} draft={draft} combobox={combobox} onCaret={setCaret} />
            </Combobox.EventsTarget>
            <ClearAll draft={draft} />
          </div>
        </Combobox.DropdownTarget>
        <Completions offer={offer} typed={typedWord(draft.text)} />
      </Combobox>
      <Fault draft={draft} />
    </div>
  );
}

function ClearAll({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  if (draft.chips.length === 0 && draft.text === '') return null;
  return (
    <button type="button" className={classes.clear} onClick={draft.clear}>
      <IconX size={14} aria-hidden /> {t('log.clearAll')}
    </button>
  );
}

function acceptOption(
  option: string,
  { from, to, expected }: Offer,
  draft: Draft,
  combobox: ComboboxStore,
  setCaret: (caret: number) => void,
): void {
  const text = draft.text.slice(0, from) + option + draft.text.slice(to);
  const isWhole = expected === 'value' && faultOfQuery(queryOf([...draft.chips, text])) === null;
  combobox.resetSelectedOption();
  if (isWhole) {
    draft.commit(text);
    combobox.closeDropdown();
    return setCaret(0);
  }
  const spaced = /^(AND|OR|NOT)$/.test(option) ? `${text} ` : text;
  draft.write(spaced);
  setCaret(from + option.length + (spaced.length - text.length));
}

interface InputProps extends Omit<React.ComponentProps<'input'>, 'value' | 'onChange'> {
  readonly draft: Draft;
  readonly combobox: ComboboxStore;
  readonly onCaret: (caret: number) => void;
}

function QueryInput({ draft, combobox, onCaret, onKeyDown, ...rest }: InputProps) {
  const { t } = useTranslation();
  const isEmpty = draft.chips.length === 0;
  return (
    <input
      {...rest}
      id={QUERY_INPUT}
      className={classes.input}
      aria-label={t('log.query')}
      placeholder={isEmpty ? t('log.queryPlaceholder') : t('log.morePlaceholder')}
      autoComplete="off"
      spellCheck={false}
      maxLength={2_000}
      value={draft.text}
      onChange={(event) => {
        draft.write(event.target.value);
        onCaret(event.target.selectionStart ?? event.target.value.length);
        combobox.openDropdown();
        combobox.resetSelectedOption();
      }}
      onBlur={() => combobox.closeDropdown()}
      onKeyDown={(event) => {
        if (!finish(event, draft, combobox)) onKeyDown?.(event);
      }}
    />
  );
}

/** Keys that turn text into chips and back; true when that was done. */
function finish(event: KeyboardEvent<HTMLInputElement>, draft: Draft, combobox: ComboboxStore): boolean {
  const { key, currentTarget } = event;
  const isWhole = draft.text.trim() !== '' && draft.fault === null;
  if (key === 'Backspace' && draft.text === '' && draft.chips.length > 0) draft.edit(draft.chips.length - 1);
  else if (key === ' ' && isWhole && currentTarget.selectionStart === draft.text.length) draft.commit();
  else if (key === 'Enter' && isWhole && combobox.getSelectedOptionIndex() < 0) {
    draft.commit();
    combobox.closeDropdown();
  } else if (key === 'Escape' && !combobox.dropdownOpened) currentTarget.blur();
  else return false;
  event.preventDefault();
  return true;
}

/** Said while the text cannot be asked and is not merely unfinished. */
function Fault({ draft: { fault, chips, text } }: { draft: Draft }) {
  const { t } = useTranslation();
  const isUnfinished = fault !== null && fault.offset >= queryOf([...chips, text.trim()]).length;
  return (
    <div role="status" className={classes.fault}>
      {fault === null || isUnfinished
        ? null
        : t('log.expected', { at: fault.offset + 1, message: fault.message })}
    </div>
  );
}
