import type { EntityManager } from 'typeorm';
import type { EventDraft } from '../../../platform/context/request-record';
import { forbidden, type DaybookError } from '../../../platform/errors/daybook-error';

/** Something that is right as far as looking can tell; using it decides. */
export interface FactorProof {
  /** In the transaction that it is for. @throws DaybookError `factor.wrong` when somebody was faster. */
  use(manager: EntityManager): Promise<EventDraft>;
  /** After the commit. */
  accepted(): Promise<void>;
}

/** Wrong, used before, too old: the same answer. */
export const wrongFactor = (): DaybookError =>
  forbidden('factor.wrong', 'That is wrong, or has been used already.');

export const nothingMore = (): Promise<void> => Promise.resolve();
