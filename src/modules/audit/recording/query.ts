/** Runs one statement in the transaction that the append belongs to; rows come back as objects. */
export type Query = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
