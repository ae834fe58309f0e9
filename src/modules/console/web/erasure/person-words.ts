import type { PersonView } from '../../../erasure/erasure.contract';

/** Whatever is known of whom it is about. */
export const personWords = ({ name, email, actor_id: id, record }: PersonView): string =>
  [name, email, id, record ? `${record.type}/${record.id}` : undefined].filter(Boolean).join(' · ');
