import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { faultOf, type Problem } from '../api/problem';
import { faultOfQuery } from '../audit-log/query-terms';
import { FormatSelect } from '../exports/format-select';
import { QueryInput } from '../ui/query-input';
import classes from './support.module.css';

/** `2026-11-01`; what is longer says a moment, and stays as exact as it was. */
const DAY_LENGTH = 10;

interface Wish {
  readonly from: string;
  readonly to: string;
  readonly format: string;
  readonly q: string;
}

interface Props {
  readonly draft: Wish;
  readonly problem: Problem | null;
  readonly onChange: (patch: Partial<Wish>) => void;
}

/** Which export: days, format, and which events of them. As customers ask for it and as support proposes it. */
export function ExportFields({ draft, problem, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.pair}>
        {(['from', 'to'] as const).map((name) => (
          <TextInput
            key={name}
            type={draft[name].length > DAY_LENGTH ? 'text' : 'date'}
            label={t(`support.${name}`)}
            required
            withAsterisk={false}
            error={faultOf(problem, name)}
            value={draft[name]}
            onChange={(event) => onChange({ [name]: event.target.value })}
          />
        ))}
      </div>
      <FormatSelect value={draft.format} onChange={(format) => onChange({ format })} />
      <QueryInput
        value={draft.q}
        fault={faultOfQuery(draft.q)?.message ?? faultOf(problem, 'query/q')}
        onChange={(q) => onChange({ q })}
      />
    </>
  );
}
