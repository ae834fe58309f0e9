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

/** What a raw actor says of who acted: who, and on the next line address, role and kind. */
export function actorTexts(raw: string | undefined): string[] {
  if (raw === undefined || raw === 'null') return [];
  const members = rawMembers(raw);
  const said = (name: string): string | undefined => textOf(members[name]);
  const [type, name, email, behalf] = [said('type'), said('name'), said('email'), said('on_behalf_of')];
  const known = [name, email].filter((text) => text);
  const [who = said('id'), address] = known;
  const more = [address, said('role'), type === 'user' ? '' : type, behalf && `for ${behalf}`];
  return [who, more.filter((text) => text).join(' · ')].flatMap((text) => (text ? [text] : []));
}

/** The elements of a raw array of references. */
export function relatedText(raw: string | undefined): string {
  if (raw === undefined || raw === 'null') return '';
  const list = JSON.parse(raw) as unknown[];
  return list.map((element) => referenceText(JSON.stringify(element))).join('; ');
}
