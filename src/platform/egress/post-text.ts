/** An answer from elsewhere, as far as it was read. `type`: the media type without parameters. */
export interface TextAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface PostOptions {
  readonly timeoutMs: number;
  /** An answer that is longer is refused. */
  readonly mostBytes: number;
}

/**
 * Sends text to an address that an operator has configured, and to no other: redirects are not followed.
 * @throws Error in words when there is no whole answer in time.
 */
export async function postText(
  url: string,
  body: string,
  { timeoutMs, mostBytes }: PostOptions,
): Promise<TextAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    return { status: answer.status, type, text: await limited(answer, mostBytes) };
  } catch (error) {
    throw new Error(reasonOf(error as FetchError, timeoutMs), { cause: error });
  }
}

interface FetchError extends Error {
  readonly cause?: { readonly code?: string; readonly message?: string };
}

async function limited(answer: Response, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of answer.body ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) throw new Error(`the answer is longer than ${mostBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

const reasonOf = ({ name, message, cause }: FetchError, timeoutMs: number): string =>
  name === 'TimeoutError'
    ? `no answer within ${timeoutMs / 1000} s`
    : (cause?.code ?? cause?.message ?? message);
