import { readReports } from './read-reports';

const OLD = {
  'csp-report': {
    'document-uri': 'https://daybook.example/invitations/s3cret-token?q=patient/4711',
    'violated-directive': 'script-src',
    'effective-directive': 'script-src-elem',
    'blocked-uri': 'https://evil.example/a.js?cookie=1',
    'source-file': 'https://daybook.example/assets/index-abc.js',
    'line-number': 12,
    'script-sample': 'alert(document.cookie)',
  },
};

describe('reports of browsers', () => {
  it('are read without tokens, searches, samples and paths of others', () => {
    expect(readReports(OLD)).toEqual([
      {
        directive: 'script-src-elem',
        page: '/invitations',
        blocked: 'https://evil.example',
        source: '/assets',
        line: 12,
      },
    ]);
  });

  it('come several at once by the newer format, ten at most, and only of policies', () => {
    const body = {
      documentURL: 'https://a.example/audit-log',
      effectiveDirective: 'img-src',
      blockedURL: 'inline',
    };
    const report = { type: 'csp-violation', body };
    expect(readReports([report, { type: 'deprecation', body }])).toEqual([
      { directive: 'img-src', page: '/audit-log', blocked: 'inline', source: '', line: null },
    ]);
    expect(readReports(Array.from({ length: 50 }, () => report))).toHaveLength(10);
  });

  it('say nothing that a terminal or a reader of logs would act on', () => {
    const text = '\u001b[2J\n{"level":"error"}\u202e\u2028é' + 'x'.repeat(500);
    const [read] = readReports({
      'csp-report': { 'effective-directive': text, 'blocked-uri': text, 'document-uri': text },
    });
    expect(read?.directive).toBe('other');
    for (const part of [read?.blocked, read?.page]) {
      expect(part).toMatch(/^[\x20-\x7e]{1,400}$/);
      expect(part).toContain('\\u001b[2J\\u000a');
      expect(part).toContain('\\u202e\\u2028\\u00e9');
    }
  });

  it.each([null, 7, 'x', [], {}, [null, 7], { 'csp-report': 'x' }, [{ type: 'csp-violation' }]])(
    'are none in %j',
    (body) => expect(readReports(body)).toEqual([]),
  );
});
