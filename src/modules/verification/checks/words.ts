import { searchText } from '../../audit/audit.search-text';

export interface Named {
  readonly id?: string | null;
  readonly name?: string | null;
}

export interface ActorPart {
  readonly actor?: {
    readonly type?: string;
    readonly id?: string | null;
    readonly email?: string | null;
    readonly name?: string | null;
    readonly role?: string | null;
  };
  readonly reported_by?: { readonly api_key_id?: string };
}

export interface TargetPart {
  readonly summary?: string;
  readonly resource?: Named & { readonly type?: string };
  readonly subject?: Named & { readonly type?: string };
  readonly related?: readonly Named[];
}

/**
 * `search_text`: the summary on the first line, then, each on a line of its own where it says something, name, e-mail and id of the actor,
 * name and id of the resource, the name of the subject, the names of what is related; folded as searches are. Null without any of it.
 */
export function wordsFrom({ actor }: ActorPart, { summary, resource, subject, related }: TargetPart): string | null {
  let text = summary === undefined ? '' : oneLine(summary);
  if (actor) text += line(actor.name) + line(actor.email) + line(actor.id);
  if (resource) text += line(resource.name) + line(resource.id);
  if (subject) text += line(subject.name);
  if (related) for (const { name } of related) text += line(name);
  return text === '' ? null : searchText(text);
}

const line = (name: string | null | undefined): string => (name ? `\n${name}` : '');
const oneLine = (text: string): string => (/[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, ' ') : text);
