/** What an export can be asked for as. */
export { FORMATS as EXPORT_FORMATS } from './building/formats';
