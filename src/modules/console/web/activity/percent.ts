/** `38 %`; a dash for a share of nothing. */
export const percent = (share: number | null): string =>
  share === null ? '–' : new Intl.NumberFormat('en', { style: 'percent' }).format(share);
