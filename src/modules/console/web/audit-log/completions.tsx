import { Combobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { complete } from '../../../audit/audit.query-language';
import type { EventCompletion, WireOption } from '../../../audit/audit.contract';
import { api } from '../api/api';
import classes from './query-bar.module.css';
import { titleOf } from './words';

export type Offer = EventCompletion;

/** Fields and fixed values at once, by the query language itself; values that the log has as soon as the server names them. */
export function useCompletion(text: string, caret: number, isOpen: boolean): Offer {
  const local = complete(text, caret);
  const [asked] = useDebouncedValue(text.slice(0, caret), 150);
  const isAsked = isOpen && local.expected === 'value' && local.options.length === 0;
  const { data } = useQuery({
    queryKey: ['completion', asked],
    queryFn: ({ signal }) =>
      api<EventCompletion>('GET', '/v1/events/completions', { query: { q: asked }, signal }),
    enabled: isAsked && asked !== '',
    placeholderData: keepPreviousData,
  });
  const values = isAsked && data?.field === local.field ? data.options : [];
  return { ...local, options: [...local.options, ...values].slice(0, MOST) };
}

const MOST = 10;

export function Completions({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  const { options, expected, field } = offer;
  if (options.length === 0) return null;
  const heading =
    expected === 'term'
      ? t('log.fields')
      : t('log.values', { field: titleOf((field ?? '').replace('.', ' ')) });
  return (
    <Combobox.Dropdown>
      <Combobox.Options mah={320} className={classes.options}>
        <Combobox.Group label={heading}>
          {options.map((option) => (
            <Combobox.Option key={option.text} value={option.text}>
              <OptionText option={option} />
            </Combobox.Option>
          ))}
        </Combobox.Group>
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
      <b className="mono">{text}</b> {help === null ? null : <span className={classes.help}>{help}</span>}
    </span>
  );
}
