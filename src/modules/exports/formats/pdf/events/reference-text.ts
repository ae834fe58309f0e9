import { rawMembers, textOf } from '../../../building/raw-members';

/** What a raw reference says, for one line or more: type, name, id. Empty for none. */
export function referenceText(raw: string | undefined): string {
  if (raw === undefined || raw === 'null') return '';
  const members = rawMembers(raw);
  const [type, id, name] = [textOf(members.type), textOf(members.id), textOf(members.name)];
  return [type, name, id !== undefined && id !== name ? (name ? `(${id})` : id) : undefined]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** What a raw actor says of who acted: name, address, role and kind. */
export function actorTexts(raw: string | undefined): string[] {
  if (raw === undefined || raw === 'null') return [];
  const members = rawMembers(raw);
  const said = (name: string): string | undefined => textOf(members[name]);
  const [type, name, email] = [said('type'), said('name'), said('email')];
  const kind = [said('role'), type === 'user' ? undefined : type].filter(Boolean).join(', ');
  const behalf = said('on_behalf_of');
  return [name, email, name || email ? '' : said('id'), kind, behalf && `for ${behalf}`].flatMap((text) =>
    text ? [text] : [],
  );
}

/** The elements of a raw array of references. */
export function relatedText(raw: string | undefined): string {
  if (raw === undefined || raw === 'null') return '';
  const list = JSON.parse(raw) as unknown[];
  return list.map((element) => referenceText(JSON.stringify(element))).join('; ');
}
