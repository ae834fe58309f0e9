import { Combobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryClient } from '../api/session';
import { plainly } from '../ui/hidden-characters';
import { visible } from '../ui/visible';
import { useTranslation } from 'react-i18next';
import { complete } from '../../../audit/audit.query-language';
import type { EventCompletion, WireOption } from '../../../audit/audit.contract';
import { api } from '../api/api';
import classes from './query-bar.module.css';
import { titleOf } from './words';

export type Offer = EventCompletion;

const PAUSE_MS = 300;
/** As many as the server gives at most: fewer are all there are. */
const ALL_GIVEN = 20;
const COMPLETION = 'completion';

interface Asked {
  readonly field: string;
  readonly written: string;
}

/**
 * Fields and fixed values at once, by the query language itself; values that the log has when the server names them. It is asked after
 * a pause, and not again for what an answer to fewer letters holds already.
 */
export function useCompletion(text: string, caret: number, isOpen: boolean): Offer {
  const local = complete(text, caret);
  const isAsked = isOpen && local.expected === 'value' && local.options.length === 0 && local.field !== null;
  const now: Asked = { field: local.field ?? '', written: local.written };
  const [{ field, written }] = useDebouncedValue(now, PAUSE_MS);
  const known = isAsked ? givenFor(now) : undefined;
  const { data } = useQuery({
    queryKey: [COMPLETION, field, written],
    queryFn: ({ signal }) =>
      api<EventCompletion>('GET', '/v1/events/completions', { query: { q: `${field}:${written}` }, signal }),
    enabled: isAsked && known === undefined && field === now.field && written === now.written,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
  const answered = data?.field === local.field ? narrowed(data.options, local.written) : [];
  const values = isAsked ? (known ?? answered) : [];
  return { ...local, options: [...local.options, ...values].slice(0, MOST) };
}

/** What an answer for these letters, or for fewer of them, gives; undefined when the server has to say. */
function givenFor({ field, written }: Asked): readonly WireOption[] | undefined {
  for (let length = written.length; length >= 0; length--) {
    const given = queryClient.getQueryData<EventCompletion>([COMPLETION, field, written.slice(0, length)]);
    if (given && (length === written.length || given.options.length < ALL_GIVEN))
      return narrowed(given.options, written);
  }
  return undefined;
}

/** As the server chooses: what begins so, or has a word in its name that does. */
function narrowed(options: readonly WireOption[], written: string): readonly WireOption[] {
  const asked = written.replace(/^"/, '').toLowerCase();
  return options.filter(({ text, help }) =>
    [text.replace(/^"/, ''), ...(help ?? '').split(' '), help ?? ''].some((each) =>
      each.toLowerCase().startsWith(asked),
    ),
  );
}

const MOST = 10;

/** `typed` is the word whose beginning is being asked for. */
export function Completions({ offer, typed }: { offer: Offer; typed: string | null }) {
  const { t } = useTranslation();
  const { options, expected, field } = offer;
  if (options.length === 0 && typed === null) return null;
  const heading =
    expected === 'term'
      ? t('log.fields')
      : t('log.values', { field: titleOf((field ?? '').replace('.', ' ')) });
  return (
    <Combobox.Dropdown>
      <Combobox.Options mah={320} className={classes.options}>
        {options.length === 0 ? null : (
          <Combobox.Group label={heading}>
            {options.map((option) => (
              <Combobox.Option key={option.text} value={option.text}>
                <OptionText option={option} />
              </Combobox.Option>
            ))}
          </Combobox.Group>
        )}
        {typed === null ? null : (
          <div className={classes.typed}>{t('log.typed', { word: plainly(typed) })}</div>
        )}
      </Combobox.Options>
      <Combobox.Footer>
        <span className={classes.hints}>
          <kbd>-</kbd> {t('log.hint')} <kbd>*</kbd> {t('log.hintWild')} <kbd>a,b</kbd> {t('log.hintAny')}{' '}
          <kbd>..</kbd> {t('log.hintRange')}
        </span>
      </Combobox.Footer>
    </Combobox.Dropdown>
  );
}

function OptionText({ option: { text, help } }: { option: WireOption }) {
  return (
    <span className={classes.option}>
      <b className="mono">{visible(text)}</b>{' '}
      {help === null ? null : <span className={classes.help}>{visible(help)}</span>}
    </span>
  );
}
