/** The door to the tiles of the trees. */
export { readTiles } from './storage/tile-store';
