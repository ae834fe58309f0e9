/** The Redis that `.ci/run` starts; undefined where there is none. */
export const redisUrl = (): string | undefined => process.env.TEST_REDIS_URL ?? process.env.REDIS_URL;
