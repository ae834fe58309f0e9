/** How many rounds of a drill are run: a part of them in `npm test`, all by hand with `TEST_FULL=1 npm test <path>`. */
export const rounds = ({ all, part }: { all: number; part: number }): number =>
  process.env.TEST_FULL === undefined ? part : all;
