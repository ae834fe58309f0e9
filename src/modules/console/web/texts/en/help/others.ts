import type { HelpPage } from '../../../help/help-page';

export const keyboardHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'Everything can be done by keyboard. `Tab` goes to what can be pressed, `Enter` presses it, `Esc` closes what is open. `Ctrl K` or `⌘ K` finds every page, view and choice by its name.',
    { shows: 'keys' },
  ],
};

export const firstEventHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'Events come from your own product over HTTP. It takes an API key and one request.',
    {
      steps: [
        'Make an API key with the scope `events:write`. It is shown once: keep it where your product keeps its secrets.',
        'Send an event. Only `action` and `actor` have to be there; `source` says which part of your product it comes from.',
        'Open the [audit log](/audit-log): it is there when the request is answered.',
      ],
    },
    { shows: 'first-event' },
    {
      list: [
        'Several at once: `{"events": […]}`, up to 1,000 and 8 MiB, or one a line as `application/x-ndjson`.',
        'Give each event an `id` of your own (a UUID) and send it again after a lost connection: it is stored once.',
        'Say what changed in `changes.before` and `changes.after`, which record in `resource`, and which patient or person it is about in `subject`: then people find it.',
        'Passwords and tokens are taken out, whatever you send.',
      ],
    },
    'All members of an event, limits and answers are in the [API documentation](/docs).',
  ],
};

export const supportHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'Everybody in your organization can write to support. The first answer comes within 24 hours; a file, if you ask for one, within three business days of your organization. Both clocks are on the request, and support sees the same.',
    { shows: 'ask-support' },
    'The form begins with the address of the page that you are on, and the record that is open. Take out what support need not know.',
    {
      list: [
        'Support reads what you write in the request and nothing else of your organization.',
        'A file is only made after an Owner has approved exactly which; the approval has to come within 12 hours and be used within four. Support does not get the file: it is among your exports.',
        'Every step is an event in your own audit log: `action:support_*`.',
        'Once it is done, say whether it helped. A closed request can be opened again.',
      ],
    },
  ],
};
