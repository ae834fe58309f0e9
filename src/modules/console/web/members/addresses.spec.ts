import { readAddresses } from './addresses';

describe('addresses that somebody pastes', () => {
  const emails = (text: string) => readAddresses(text).map(({ email, fault }) => fault ?? email);

  it('are read from lines, lists and address books, in lower case', () => {
    expect(
      emails('Ada@Example.com\nomar@example.com, lena@example.com;\n\n"Byron, A" <ab@example.com>'),
    ).toEqual(['ada@example.com', 'omar@example.com', 'lena@example.com', 'ab@example.com']);
  });

  it('say at which line something is wrong', () => {
    expect(readAddresses('ada@example.com\nomar at example\nADA@example.com')).toEqual([
      { line: 1, text: 'ada@example.com', email: 'ada@example.com', fault: null },
      { line: 2, text: 'omar at example', email: 'omar at example', fault: 'invalid' },
      { line: 3, text: 'ADA@example.com', email: 'ada@example.com', fault: 'twice' },
    ]);
  });
});
