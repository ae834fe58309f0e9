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

  it('has a cell for each name in the first line', () => {
    expect(csvLine([...header, null, null, null, null]).split(',')).toHaveLength(CSV_HEAD.split(',').length);
  });

  it('takes its cells out of the parts', () => {
    const actor = '{"actor":{"email":"j@x","id":"u1","name":"J \\"D\\"","role":null,"type":"user"}}';
    const context = '{"http":{"ip":"no","path":"/a,b}"},"ip":"10.0.0.1","user_agent":"=x"}';
    const target = '{"related":[{"id":"1"}],"resource":{"id":"r","type":"note"},"summary":"S\\n"}';
    const content =
      '{"changes":{"after":{"a":1},"before":null},"details":{"b":"}\\\\"},"outcome_reason":"why"}';
    expect(csvLine([...header, actor, context, target, content])).toBe(
      '7,id,t1,t2,ehr,note.read,read,,success,why,"S\n",user,u1,"J ""D""",j@x,,note,r,,,,,10.0.0.1,\'=x,,,critical;phi,' +
        '"{""after"":{""a"":1},""before"":null}","{""b"":""}\\\\""}","[{""id"":""1""}]",' +
        '"{""http"":{""ip"":""no"",""path"":""/a,b}""},""ip"":""10.0.0.1"",""user_agent"":""=x""}"\r\n',
    );
  });
});
