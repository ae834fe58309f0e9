/** How texts are folded to be found: for whoever has to derive `events.search_text` again. */
export { searchText } from './recording/search-text';
