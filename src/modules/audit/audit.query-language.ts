/** The query language, free of Nest and of Node: the server reads queries by it, a browser checks and completes them by it. */
export { readQuery } from './query-language/read-query';
export { ALIASES, FIELDS } from './query-language/fields';
export { complete, writtenValue } from './query-language/complete';
