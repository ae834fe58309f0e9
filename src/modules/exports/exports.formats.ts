/** The kinds of files that can be asked for. */
export { EXPORT_FORMATS, type Format } from './formats/export-formats';
