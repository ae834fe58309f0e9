import type { HelpPage } from '../../../help/help-page';

export const retentionHelp: HelpPage = {
  updated: '2026-11-28',
  blocks: [
    { heading: 'Retention: how long events stay' },
    'Without a policy events stay for ever. A policy says so many days, for all events or for a source or category, and may have a floor below which nobody can set it. Of the rules that apply to an event, the longest counts. Days count from when it happened.',
    {
      list: [
        'A longer policy holds at once.',
        'A shorter one needs a second person and waits a day, so that nobody can hide something in a hurry. A preview says before how many events would go, and when.',
        'What has gone is listed with dates and counts, and what was signed stays: the log still verifies.',
      ],
    },
    { heading: 'Holds: what must not go' },
    'A legal hold is a search with a reason. Whatever it matches, also what comes later, is neither deleted by the policy nor erased, until the hold is released; that takes a second person. A hold that was released stays on record, with who and why.',
    { heading: 'Erasure: what must go' },
    'Somebody may have the right to be forgotten. An erasure takes the content of chosen events, or of all events about a person, for good: who, what and where. The event itself stays as a marked, numbered gap with its time, so that the log can still be proven complete.',
    {
      list: [
        'It takes the permission `audit:erase`, a reason, a count to be typed, a fresh proof, and a second person where there is one.',
        'What a hold covers, and what the floor of the policy protects, is not erased.',
        'The erasure is an event, and every gap points to it.',
      ],
    },
  ],
};
