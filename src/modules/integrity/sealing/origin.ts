/** The name of a log in its checkpoints; it does not change when the installation moves to another host, because the first seal keeps it. */
export const originOf = (publicUrl: string, organizationId: string): string =>
  `${new URL(publicUrl).hostname}/logs/${organizationId}`;

/** The same in a later epoch: what was signed before must not be held against it. */
export const originInEpoch = (origin: string, epoch: number): string =>
  `${origin.replace(/(\/logs\/[^/]+)\/\d+$/, '$1')}/${epoch}`;
