/** One message of a stream of server-sent events; `id` is the place to go on from. */
export interface Message {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** The whole messages of what has come so far, and the rest, which is not whole yet. Daybook ends lines by `\n`, and data has one line. */
export function readMessages(text: string): { readonly messages: readonly Message[]; readonly rest: string } {
  const parts = text.split('\n\n');
  const rest = parts.pop() ?? '';
  return { messages: parts.map(messageOf).filter(({ event }) => event !== ''), rest };
}

function messageOf(block: string): Message {
  const found = new Map(
    block.split('\n').map((line) => {
      const [, name = '', value = ''] = /^(\w*): ?(.*)$/s.exec(line) ?? [];
      return [name, value];
    }),
  );
  return { id: found.get('id') ?? null, event: found.get('event') ?? '', data: found.get('data') ?? '' };
}
