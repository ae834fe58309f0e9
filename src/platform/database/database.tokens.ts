/** The bulkheads of F15. Requests and jobs use TypeORM's own pool; these three are for the log's hot paths. */
export const WRITE_POOL = Symbol('pool of the group-commit writer');
export const READ_POOL = Symbol('pool of searches');
export const JOB_POOL = Symbol('pool of exports, purges and other long work');
