/** A bucket of S3, or of something that speaks its language, and the prefix under which our files lie. */
export interface S3Location {
  readonly bucket: string;
  /** Empty, or ending in `/`. */
  readonly prefix: string;
  /** Unset: as the SDK finds it (AWS_REGION, its configuration files). */
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`: what most servers but Amazon's want. */
  readonly pathStyle: boolean;
  /** Unset: as the SDK finds them (AWS_ACCESS_KEY_ID and so on, files, the role of the machine). */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

const FORM =
  's3://bucket/prefix?region=eu-central-1, with endpoint=https://… and path_style=true where it is not Amazon’s';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*$/;
const OPTIONS = ['region', 'endpoint', 'path_style'];

/** @throws Error whose message completes "STORAGE_URL must be …"; it never quotes the URL, which may hold a secret. */
export function parseStorageUrl(text: string): S3Location {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 's3:' || url.hash !== '') throw new Error(FORM);
  const option = (name: string): string | undefined => url.searchParams.get(name) ?? undefined;
  const strange = [...url.searchParams.keys()].find((name) => !OPTIONS.includes(name));
  if (strange !== undefined) throw new Error(`${FORM} ("${strange}" is no option)`);
  if (!BUCKET.test(url.host)) throw new Error(`${FORM} (that is no name of a bucket)`);
  const prefix = `${url.pathname.replace(/^\/|\/$/g, '')}/`.replace(/^\/$/, '');
  if (!PREFIX.test(prefix)) throw new Error(`${FORM} (a prefix is made of letters, digits, -, _, . and /)`);
  const endpoint = option('endpoint');
  return {
    bucket: url.host,
    prefix,
    // Whoever is not Amazon has no regions, but signs with one.
    region: option('region') ?? (endpoint === undefined ? undefined : 'us-east-1'),
    endpoint: endpoint === undefined ? undefined : endpointOf(endpoint),
    pathStyle: flagOf(option('path_style')),
    credentials: credentialsOf(url),
  };
}

function endpointOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new Error(`${FORM} (the endpoint is https:// or http:// and a host, no more)`);
  return text;
}

function flagOf(text = 'false'): boolean {
  if (text !== 'true' && text !== 'false') throw new Error(`${FORM} (path_style is true or false)`);
  return text === 'true';
}

function credentialsOf({ username, password }: URL): S3Location['credentials'] {
  if (username === '' && password === '') return undefined;
  if (username === '' || password === '')
    throw new Error(`${FORM} (credentials are s3://KEY:SECRET@bucket, each percent-encoded)`);
  try {
    return {
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
    };
  } catch {
    throw new Error(`${FORM} (credentials are s3://KEY:SECRET@bucket, each percent-encoded)`);
  }
}
