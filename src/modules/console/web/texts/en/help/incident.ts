import type { HelpPage } from '../../../help/help-page';

export const incidentHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    'Begin wide, then take away. Each click on a facet, a bar of the chart or a value in an event narrows the same search; the chips above the rows say what is narrowed, and each can be removed by itself.',
    { heading: 'Somebody may have looked at a record without a reason' },
    {
      steps: [
        'Open the [audit log](/audit-log) and choose the range, for example the last 30 days.',
        'Search for the record: `patient:4711` finds what was done to it or was about it.',
        'Look at the facet “User”: who is there that you do not expect?',
        'Open one of their events. “Related” shows what else happened in the same session, “History” all that happened to the record.',
      ],
    },
    { heading: 'An account may be in wrong hands' },
    {
      steps: [
        'Search `source:security result:(failure OR denied)` over some days. A tall bar in the chart is many at once: drag over it, or use “Earlier”, “Later” and the range, to look at that time alone.',
        'Add `user:` and the address. Was there a success after the failures, from the same address?',
        'Search `flag:new_ip` or `flag:off_hours` for what was noticed by itself.',
        'Follow the session: `session:` and its id show everything that was done in it.',
      ],
    },
    { heading: 'Something was deleted, or a right was given' },
    {
      list: [
        '`operation:delete` finds deletions, `action:member.*` and `action:role.*` changes of people and rights.',
        'The tab “Changes” of an event shows each field before and after.',
        '`flag:critical` finds what is always worth a look.',
      ],
    },
    { heading: 'Then keep it' },
    'Export what you found, with the reason, before it expires. If it may be needed in a dispute, place a legal hold on the search: nothing that it matches is deleted or erased until the hold is released. Save the search as a view, or make an [alert](/alerts) of it, so that you hear when it happens again.',
  ],
};
