export const holds = {
  holds: {
    place: 'Place a hold',
    placeTitle: 'Place a legal hold',
    placeLead:
      'Nothing that it matches is purged or erased, whatever the policy says, and neither is what is recorded later. Its end takes two people.',
    name: 'Name',
    namePlaceholder: 'Case 2026-118',
    reason: 'Reason',
    reasonHelp: 'Kept for ever, for whoever has to decide on its end.',
    query: 'What it protects',
    queryHelp:
      'Words and filters as in the audit log; it cannot be changed later. Without a time it is all of the past and the future; “7d” means the seven days before now, for ever. Empty: everything.',
    review: 'Review on',
    reviewHelp:
      'On that day those who manage holds are asked by mail whether it is still needed. It does not end by itself.',
    matches_one: 'Protects {{formatted}} event that is in the log now',
    matches_other: 'Protects {{formatted}} events that are in the log now',
    matches_zero: 'Matches nothing that is in the log now; it will protect what comes.',
    about: 'about {{number}}',
    counting: 'Counting…',
    uncounted: 'That takes too long to be counted. It can be placed all the same.',
    show: 'show them',
  },
} as const;
