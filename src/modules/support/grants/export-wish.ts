import { invalidField } from '../../../platform/errors/daybook-error';
import type { EventQuery } from '../../audit/audit.event-query';
import { parseQuery } from '../../audit/audit.event-filter';
import type { WantedExport } from '../support.contract';

type Filter = Parameters<typeof parseQuery>[0];

/** An export as it is asked for or proposed; its range stands beside the query, because it has to be given. */
export interface ExportWish {
  readonly format: string;
  readonly from: string;
  readonly to: string;
  readonly query?: Filter | undefined;
}

/** What is meant, absolute: dates are those of `zone`, words such as `after:7d` count from now. @throws DaybookError naming what is wrong */
export function meaningOf({ from, to, query = {} }: ExportWish, zone: string, now: Date): EventQuery {
  for (const bound of ['from', 'to'] as const)
    if (query[bound] !== undefined)
      throw invalidField(`/query/${bound}`, 'is given beside the query, not in it');
  const meant = parseQuery({ ...query, from, to, tz: query.tz ?? zone }, now);
  if (meant.from >= meant.to)
    throw invalidField('/to', 'must be later than from, by what the query says of time, too');
  return meant;
}

/** As it was said, without what was not. */
export const said = ({ format, from, to, query = {} }: ExportWish): WantedExport => ({
  format,
  from,
  to,
  query: JSON.parse(JSON.stringify(query)) as object,
});
