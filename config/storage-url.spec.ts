import { parseStorageUrl } from './storage-url';

describe('the URL of the file storage', () => {
  it('names a bucket, and leaves the rest to the SDK', () => {
    expect(parseStorageUrl('s3://my-bucket')).toEqual({
      bucket: 'my-bucket',
      prefix: '',
      region: undefined,
      endpoint: undefined,
      pathStyle: false,
      credentials: undefined,
    });
  });

  it.each(['s3://b.c-d/a/b', 's3://b.c-d/a/b/'])('has a prefix: %s', (url) => {
    expect(parseStorageUrl(url)).toMatchObject({ bucket: 'b.c-d', prefix: 'a/b/' });
  });

  it('says where another server is, and who asks', () => {
    const url = 's3://KEY:se%2Fcr%3Aet@files/daybook?endpoint=http%3A%2F%2F127.0.0.1%3A9000&path_style=true';
    expect(parseStorageUrl(url)).toEqual({
      bucket: 'files',
      prefix: 'daybook/',
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:9000',
      pathStyle: true,
      credentials: { accessKeyId: 'KEY', secretAccessKey: 'se/cr:et' },
    });
    expect(parseStorageUrl('s3://files?endpoint=https://s3.example.com&region=de')).toMatchObject({
      endpoint: 'https://s3.example.com',
      region: 'de',
    });
  });

  it.each([
    ['https://files', 's3://bucket/prefix'],
    ['s3://', 'bucket'],
    ['s3://Files', 'no name of a bucket'],
    ['s3://files:9000', 'no name of a bucket'],
    ['s3://a', 'no name of a bucket'],
    ['s3://files/a//b', 'a prefix is made of'],
    ['s3://files/..%2fb', 'a prefix is made of'],
    ['s3://files/.a', 'a prefix is made of'],
    ['s3://files?regin=x', '"regin" is no option'],
    ['s3://files?path_style=yes', 'path_style is true or false'],
    ['s3://files?endpoint=files.example.com', 'the endpoint is'],
    ['s3://files?endpoint=ftp://files', 'the endpoint is'],
    ['s3://files?endpoint=http://u:p@files', 'the endpoint is'],
    ['s3://KEY@files', 'credentials are'],
    ['s3://KEY:%ff@files', 'credentials are'],
    ['s3://files#x', 's3://bucket/prefix'],
  ])('is refused: %s', (url, reason) => {
    expect(() => parseStorageUrl(url)).toThrow(reason);
  });

  it('is not repeated when it is refused, for it may hold a secret', () => {
    expect(() => parseStorageUrl('s3://KEY:hunter2@files/?x=1')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
