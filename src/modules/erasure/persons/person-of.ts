import { conflict, invalidField } from '../../../platform/errors/daybook-error';
import type { PersonView } from '../erasure.contract';
import type { PersonDto } from '../http/subject-erasure.dto';
import { identifiersOf } from './identifiers';
import { mentions } from './mentions';

/** @throws DaybookError unless something is said of who it is */
export function personOf({ actor_id, email, name, record }: PersonDto): PersonView {
  const person = {
    ...(actor_id == null ? {} : { actor_id }),
    ...(email == null ? {} : { email }),
    ...(name == null ? {} : { name }),
    ...(record == null ? {} : { record: { type: record.type, id: record.id } }),
  };
  if (Object.keys(person).length === 0)
    throw invalidField('/person', 'must say who it is: actor_id, email, name or record');
  return person;
}

/** The reason is kept for ever, in the log and here: it would keep whom it erases. */
export function requireUnnamed(reason: string, person: PersonView): void {
  if (mentions({ id: reason, reason }, identifiersOf(person)))
    throw invalidField('/reason', 'must not name the person: it is kept after they are erased');
}

export function requireWhole(complete: boolean, partial: boolean): void {
  if (complete || partial) return;
  throw conflict(
    'erasure.search_incomplete',
    'The log is too long to look through all its texts in time. With partial_search, what is found by actor, record, subject and words of summaries is erased; paths, changes and details of older events may still name the person.',
  );
}
