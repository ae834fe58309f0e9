/** Runs one statement in a transaction that has entered the organization; rows come back as objects. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
