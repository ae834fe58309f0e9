import { printable } from './event-line';

it('a line for a terminal commands it nothing', () => {
  expect(printable('\u001B[2J\u0007a\nb\u009B31m\u202Etxt.exe 😀 é')).toBe(
    '\\u001b[2J\\u0007a\\u000ab\\u009b31m\\u202etxt.exe 😀 é',
  );
});
