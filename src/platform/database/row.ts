/** An entity as plain data, which may be spread: what is read, changed and written again needs no class. */
export type Row<T> = { [K in keyof T]: T[K] };
