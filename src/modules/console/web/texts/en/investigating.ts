/** The audit log: following it live, saved views, what is picked, single fields, the numbers between rows. */
export const investigating = {
  live: {
    start: 'Live tail',
    live_zero: 'Live',
    live_one: 'Live · {{formatted}} new',
    live_other: 'Live · {{formatted}} new',
    paused_zero: 'Paused',
    paused_one: 'Paused · {{formatted}} waiting',
    paused_other: 'Paused · {{formatted}} waiting',
    broken: 'Live · connecting again…',
    ended: 'Live has ended: {{why}}',
    pause: 'Pause',
    resume: 'Go on',
    toTop: 'Newest',
    stop: 'Stop following',
    over: 'The range ends in the past: nothing new falls into it. Choose one that lasts until now.',
  },
} as const;
