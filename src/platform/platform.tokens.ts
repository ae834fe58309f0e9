/** The configuration of this process, with its secret resolved. */
export const CONFIG = Symbol('configuration');
