/** What made a file, as files say it. The same as in package.json. */
export const SOFTWARE = { name: 'daybook', version: '0.1.0' } as const;
