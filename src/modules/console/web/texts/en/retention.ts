export const retention = {
  retention: {
    tab: { policy: 'Policy', holds: 'Legal holds', purges: 'Purges', erasures: 'Erasures' },
  },
} as const;
