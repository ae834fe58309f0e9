import type { EntityManager } from 'typeorm';
import type { Query } from '../integrity.query';

/** The statements of a unit of work, as the doors of integrity ask. What UPDATE and DELETE return is of another shape: do not look. */
export const queryIn =
  (manager: EntityManager): Query =>
  (sql, values) =>
    manager.query(sql, values as unknown[]);
