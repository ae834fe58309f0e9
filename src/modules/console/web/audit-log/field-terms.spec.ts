import { FILTER_FIELDS, textIn, withText, type FieldName } from './field-terms';

const fieldOf = (name: FieldName) => FILTER_FIELDS.find((each) => each.name === name) ?? FILTER_FIELDS[0];

describe('the fields of the filter', () => {
  it.each([
    ['action', 'member.ro', 'action:member.ro*'],
    ['action', 'member.*', 'action:member.*'],
    ['action', 'a, b', 'action:a*,b*'],
    ['actor', 'jane', 'actor:jane'],
    ['actor', 'Jane Doe', 'actor:"Jane Doe"'],
    ['ip', '203.0.113.0/24', 'ip:203.0.113.0/24'],
    ['summary', 'moved appo', 'summary:moved* summary:appo*'],
    ['record', 'patient/12', 'resource:patient/12*'],
  ] as const)('writes %s %s as %s beside what is asked already', (name, text, term) => {
    expect(withText('-outcome:failure', fieldOf(name), text)).toBe(`-outcome:failure ${term}`);
  });

  it('reads back what it wrote, and takes it away when a field is emptied', () => {
    for (const field of FILTER_FIELDS.filter((each) => !['ip', 'outcome'].includes(each.name))) {
      const query = withText('flag:phi', field, 'jane') ?? '';
      expect([field.field, textIn(query, field)]).toEqual([field.field, 'jane']);
      expect(withText(query, field, '')).toBe('flag:phi');
    }
  });

  it('asks nothing while what is typed cannot be asked', () => {
    expect(withText('', fieldOf('ip'), '203.0.')).toBeNull();
    expect(withText('', fieldOf('ip'), '203.0.113.7')).toBe('ip:203.0.113.7');
  });

  it('leaves exclusions and alternatives of the same field as they are', () => {
    expect(textIn('-action:x (action:a OR action:b)', fieldOf('action'))).toBe('');
    expect(withText('-action:x', fieldOf('action'), 'y')).toBe('-action:x action:y*');
  });
});
