import { createHash } from 'node:crypto';
import { FIELDS, readQuery } from '../../../audit/audit.query-language';
import { helpPages } from '../texts/en/help/pages';
import { EXAMPLES } from './field-examples';
import type { HelpBlock, HelpPage } from './help-page';
import { TOPICS } from './topics';

/**
 * The day of each page, and the beginning of the SHA-256 of its text. A text that is changed gets the day on which that is done: write it
 * there and here.
 */
const KEPT: Readonly<Record<string, string>> = {
  'audit-log': '2026-11-28 7e2932e68f03',
  'find-an-incident': '2026-11-28 797d46d79407',
  'query-language': '2026-11-28 c6195bf25104',
  'export-and-verify': '2026-11-28 840588d296a3',
  'retention-holds-erasure': '2026-11-28 99938c5e5051',
  roles: '2026-11-28 7f950161dc12',
  keyboard: '2026-11-28 003fe7826c53',
  'first-event': '2026-11-28 2106d8fbc586',
  'reach-support': '2026-11-28 2b0608136c68',
};

const digestOf = ({ blocks }: HelpPage): string =>
  createHash('sha256').update(JSON.stringify(blocks)).digest('hex').slice(0, 12);

const NOW = new Date('2026-11-28T12:00:00Z');
const reads = (text: string) => () => readQuery(text, { now: NOW, zone: 'UTC' });

const textsOf = (block: HelpBlock): readonly string[] => {
  if (typeof block === 'string') return [block];
  if ('list' in block) return block.list;
  return 'steps' in block ? block.steps : [];
};

describe('the help', () => {
  it.each(TOPICS)('%s carries the day on which its text was changed', (topic) => {
    const page = helpPages[topic];
    expect([topic, `${page.updated} ${digestOf(page)}`]).toEqual([topic, KEPT[topic]]);
  });

  it.each(TOPICS)('%s was not changed in the future', (topic) => {
    expect(Date.parse(helpPages[topic].updated)).toBeLessThanOrEqual(Date.now());
  });

  it('shows one example of each field of the query language, and all of them can be asked', () => {
    expect(Object.keys(EXAMPLES)).toEqual(FIELDS.map(({ name }) => name));
    for (const example of Object.values(EXAMPLES)) expect(reads(example)()).not.toEqual([]);
  });

  it('writes only searches that can be asked', () => {
    const pages = ['find-an-incident', 'query-language'] as const;
    const codes = pages.flatMap((topic) =>
      helpPages[topic].blocks.flatMap((block) =>
        textsOf(block).flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)),
      ),
    );
    const searches = codes.filter((code) => /[:"]/.test(code) && !code.endsWith(':'));
    expect(searches.length).toBeGreaterThan(15);
    for (const search of searches) expect(reads(search)()).not.toEqual([]);
  });

  it('links to nothing but pages, other help and what the server has', () => {
    const links = TOPICS.flatMap((topic) =>
      helpPages[topic].blocks.flatMap((block) =>
        textsOf(block).flatMap((text) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to)),
      ),
    );
    const known = [
      ...TOPICS.map((topic) => `/help/${topic}`),
      '/audit-log',
      '/alerts',
      '/exports',
      '/integrity',
      '/docs',
      '/verifier/daybook-verify.mjs',
    ];
    expect(links.filter((link) => !known.includes(link))).toEqual([]);
  });
});
