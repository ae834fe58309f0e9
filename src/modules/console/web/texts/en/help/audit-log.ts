import type { HelpPage } from '../../../help/help-page';

export const auditLogHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'The audit log shows what people, API keys and Daybook itself did in your organization: who, what, when, from where, and whether it worked. Two things write into it: the product that you use with Daybook, and Daybook for its own sign-ins, settings, exports and everything else that is done here.',
    { heading: 'What each row says' },
    {
      list: [
        '**Timestamp**: when it happened, to the millisecond, in the zone that you choose at the top (`u` on the keyboard).',
        '**Source**: the part of the product, such as Patient Activity or Security.',
        '**Action**: what was done, as a name such as `member.invited`.',
        '**User**: who did it, with the name, address and role that they had at that moment.',
        '**Record** and **Summary**: what it was done to, and the same in a sentence.',
        '**Status**: success, failure, or denied, which means that somebody was not allowed to.',
      ],
    },
    { heading: 'What you see first' },
    'The last seven days, the newest first, 50 to a page. The range, the columns and every filter are in the address of the page: send it to a colleague, who sees what their own role allows.',
    'Reading the log is recorded, too. The views and searches of you and your colleagues are events like others.',
    { heading: 'What is never in it' },
    {
      list: [
        'Passwords, tokens, cookies and keys: they are taken out before an event is stored, and the event says that something was.',
        'Anything of another organization.',
        'Events older than your retention policy keeps. The page says since when there are events. See [retention, holds and erasure](/help/retention-holds-erasure).',
      ],
    },
    { heading: 'Can it be changed?' },
    'No. Events are only added. Each stands in a signed, numbered log, and the tab “Proof” of an event lets your own browser check that it is unchanged. What is erased by law leaves a marked gap that is signed, too.',
  ],
};
