/** A member of what a pointer names (RFC 6901 §3). */
export function pointerTo(parent: string, member: string | number): string {
  const name = String(member);
  return `${parent}/${/[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name}`;
}
