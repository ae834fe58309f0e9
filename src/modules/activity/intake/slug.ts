const MOST_ID = 128;

/** `Monthly recalls (PDF)` → `monthly-recalls-pdf`; letters of any script stay. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, MOST_ID)
    .replace(/[\ud800-\udbff]$/, '');
