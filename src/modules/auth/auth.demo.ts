/**
 * What everybody in a demo signs in with. It is printed, so it is refused wherever no demo is made. Long enough to be used alone;
 * who is an Owner or Admin needs a second factor beside it as everywhere.
 */
export const DEMO_PASSWORD = 'walk-through-the-demo';

/** Who sees everything and changes nothing, and needs no second factor: where a newcomer begins. */
export const DEMO_AUDITOR = 'audrey.finch@acme.example';
export const DEMO_OWNER = 'olivia.hartley@acme.example';
