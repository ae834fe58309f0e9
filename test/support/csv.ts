/** An independent reader of RFC 4180: records as objects by the names in the first line. */
export function readCsv(text: string): Record<string, string>[] {
  const [head = [], ...records] = parse(text);
  return records.map((record) => Object.fromEntries(head.map((name, index) => [name, record[index] ?? ''])));
}

function parse(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') {
      record.push(cell);
      cell = '';
      if (c === '\n') records.push(record.splice(0));
    } else if (c !== '\r') cell += c;
  }
  return records;
}
