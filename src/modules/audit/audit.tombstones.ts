/** What is left of events that were erased: how it is told, and what searches still find of it. */
export { erasureOf, withErased } from './storage/erasure';
export { PART_NAMES, type PartName } from './recording/parts';
export { remainingWords } from './recording/remaining-words';
