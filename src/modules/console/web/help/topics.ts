/** What there is help about: also the last part of its address, `/help/query-language`. */
export const TOPICS = [
  'audit-log',
  'find-an-incident',
  'query-language',
  'export-and-verify',
  'retention-holds-erasure',
  'roles',
  'keyboard',
  'first-event',
  'reach-support',
] as const;

export type Topic = (typeof TOPICS)[number];

/** Of operators, who have no log. */
export const OPERATOR_TOPICS: readonly Topic[] = ['keyboard'];

export const topicNamed = (name: string | undefined): Topic | undefined =>
  TOPICS.find((each) => each === name);

const BY_PAGE: readonly (readonly [page: string, topic: Topic])[] = [
  ['/audit-log', 'audit-log'],
  ['/activity', 'find-an-incident'],
  ['/alerts', 'find-an-incident'],
  ['/exports', 'export-and-verify'],
  ['/integrity', 'export-and-verify'],
  ['/support', 'reach-support'],
  ['/retention', 'retention-holds-erasure'],
  ['/api-keys', 'first-event'],
  ['/members', 'roles'],
  ['/settings', 'roles'],
];

/** What somebody is likely to wonder about on a page. */
export const topicAt = (path: string): Topic | undefined =>
  BY_PAGE.find(([page]) => path.startsWith(page))?.[1];
