import { HASHING_COST } from '../../src/modules/auth/accounts/passwords';

/** For tests of what surrounds hashing: the least that argon2 takes, a fraction of a millisecond. */
export const CHEAP_HASHING = { token: HASHING_COST, value: { memoryCost: 64, timeCost: 1, parallelism: 1 } };
