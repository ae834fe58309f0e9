import type { HelpPage } from '../../../help/help-page';

export const queryHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'A search is words, filters, or both. Words are looked for in the whole text of an event; a filter is a field, a colon and a value. All of them have to be true, unless you write `OR`.',
    { code: 'actor:jane source:security -result:success after:7d' },
    { heading: 'How values are written' },
    {
      list: [
        'Several values of one field: `source:security,ai` or `result:(failure OR denied)`.',
        'Not: `-source:flow`, or `NOT source:flow`.',
        'A beginning: `action:member.*`. In quotes a star is a star.',
        'With spaces: `source:"Patient Activity"`. A phrase of words: `"opened the chart"`.',
        'Together: `(source:security OR source:ai) -actor:system`.',
        'A day: `on:2026-11-05`, `on:yesterday`. A range: `on:2026-11-01..2026-11-10`. Back from now: `after:24h`, `after:7d`, `after:2w`.',
        'A network: `ip:10.0.0.0/8`.',
      ],
    },
    'At most 2,000 characters and 30 terms. While you write, the search bar offers fields and values, and says at which letter something is wrong.',
    { heading: 'All fields' },
    { shows: 'fields' },
  ],
};
