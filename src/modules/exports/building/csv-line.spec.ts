import { CSV_HEAD, csvLine } from './csv-line';
import { textCell } from '../../../platform/files/csv-cell';

describe('a cell of CSV', () => {
  it.each(['=1', '+1', '-1', '@x', '\tx', '\0x', '＝1', '＋1', '－1', '＠x'])('is no formula: %j', (text) => {
    expect(textCell(text)).toBe(`'${text}`);
  });

  it.each([
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['\r', '"\'\r"'],
    ['a=b', 'a=b'],
    ['', ''],
    [null, ''],
  ])('is quoted by RFC 4180: %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });
});

describe('a line of CSV', () => {
  const header = ['7', 'id', 't1', 't2', 'ehr', 'note.read', 'read', null, 'success', 'critical;phi'];

  const parts = (...four: (string | null)[]) => [...four, 'aa', '2027-01-01', null];

  it('has a cell for each name in the first line', () => {
    expect(csvLine([...header, ...parts(null, null, null, null)], new Map()).split(',')).toHaveLength(
      CSV_HEAD.split(',').length,
    );
  });

  it('takes its cells out of the parts', () => {
    const actor = '{"actor":{"email":"j@x","id":"u1","name":"J \\"D\\"","role":null,"type":"user"}}';
    const context = '{"http":{"ip":"no","path":"/a,b}"},"ip":"10.0.0.1","user_agent":"=x"}';
    const target = '{"related":[{"id":"1"}],"resource":{"id":"r","type":"note"},"summary":"S\\n"}';
    const content =
      '{"changes":{"after":{"a":1},"before":null},"details":{"b":"}\\\\"},"outcome_reason":"why"}';
    expect(csvLine([...header, ...parts(actor, context, target, content)], new Map())).toBe(
      '7,id,t1,t2,ehr,note.read,read,,success,why,"S\n",user,u1,"J ""D""",j@x,,note,r,,,,,10.0.0.1,\'=x,,,critical;phi,' +
        '"{""after"":{""a"":1},""before"":null}","{""b"":""}\\\\""}","[{""id"":""1""}]",' +
        '"{""http"":{""ip"":""no"",""path"":""/a,b}""},""ip"":""10.0.0.1"",""user_agent"":""=x""}",,,2027-01-01,aa,\r\n',
    );
  });

  it('says who reported it, and what was removed or erased of it', () => {
    const erasure = {
      digests: { target: 'ab' },
      by: [{ event_id: 'e1', at: '2026-11-20T10:00:00.000Z', parts: ['target'] }],
    };
    const actor = '{"actor":{"id":"u1","type":"user"},"reported_by":{"id":"k1"}}';
    const content = '{"redaction":{"keys":["x"]}}';
    const row = [...header, actor, null, null, content, 'aa', '2027-01-01', JSON.stringify(erasure)];
    const known = new Map();
    const line = csvLine(row, known);
    expect(line).toContain(
      ',"{""id"":""k1""}","{""keys"":[""x""]}",2027-01-01,aa,"[{""event_id"":""e1"",""at"":""2026-11-20T10:00:00.000Z"",""parts"":[""target""]}]"\r\n',
    );
    expect(csvLine(row, known)).toBe(line);
  });
});
