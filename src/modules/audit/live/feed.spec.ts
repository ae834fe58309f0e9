import { setImmediate as turn } from 'node:timers/promises';
import type { AuditEvent } from '../audit.contract';
import { Feed } from './feed';
import { Follower } from './follower';
import { Slots } from './slots';

const OPTIONS = { pageEvents: 10, portionBytes: 1_000, silentStretch: 30 };

/** A log of so many events, of which every `nth` matches; a message has about 100 bytes. */
function logOf(head: number, nth = 1) {
  const reads: number[] = [];
  const following = (_organization: string, _where: unknown, after: number, limit: number) => {
    reads.push(after);
    const matching = Array.from({ length: head }, (_, n) => n + 1).filter((n) => n > after && n % nth === 0);
    const events = matching
      .slice(0, limit)
      .map((sequence) => ({ sequence, summary: 'x'.repeat(40) }) as unknown as AuditEvent);
    return Promise.resolve({
      events,
      through: events.length < limit ? head : (events.at(-1)?.sequence ?? head),
    });
  };
  return { reads, following };
}

function open(log: ReturnType<typeof logOf>) {
  const failures: unknown[] = [];
  const feed = new Feed('o', {
    reader: { following: log.following },
    slots: new Slots(1),
    options: OPTIONS,
    failed: (error) => void failures.push(error),
  });
  const follow = (after: number, query = 'q') => {
    const follower = new Follower({ organizationId: 'o', holder: 'h', query, after, retryMs: 1 }, () =>
      feed.wake(),
    );
    feed.add(follower, []);
    return follower;
  };
  return { feed, follow, failures };
}

/** Reads all that there is now. */
async function drain(follower: Follower): Promise<string> {
  let text = '';
  follower
    .setEncoding('utf8')
    .on('data', (chunk: string) => (text += chunk))
    .resume();
  for (let n = 0; n < 200; n++) await turn();
  follower.pause().removeAllListeners('data');
  return text;
}

const idsIn = (text: string, event = 'event'): number[] =>
  [...text.matchAll(new RegExp(`id: (\\d+)\\nevent: ${event}\\n`, 'g'))].map(([, id]) => Number(id));

describe('a feed', () => {
  it('hands out what follows the place of its follower, in portions, each event once', async () => {
    const { feed, follow } = open(logOf(45));
    const follower = follow(3);
    feed.reach(45);
    expect(idsIn(await drain(follower))).toEqual(Array.from({ length: 42 }, (_, n) => n + 4));
  });

  it('reads once for all who ask the same from the same place', async () => {
    const log = logOf(8);
    const { feed, follow } = open(log);
    const followers = [follow(0), follow(0), follow(0), follow(0, 'another query')];
    const texts = Promise.all(followers.map(drain));
    await turn();
    feed.reach(8);
    expect((await texts).map((text) => idsIn(text).length)).toEqual([8, 8, 8, 8]);
    expect(log.reads).toEqual([0, 0]);
  });

  it('gives a reader who takes nothing one portion and no more', async () => {
    const { feed, follow } = open(logOf(500));
    const follower = follow(0);
    follower.once('readable', () => undefined);
    feed.reach(500);
    for (let n = 0; n < 200; n++) await turn();
    expect(follower.readableLength).toBeLessThan(2 * OPTIONS.portionBytes);
    expect(follower.position).toBeLessThan(30);
  });

  it('goes no further than the head, so that all meet there', async () => {
    const { feed, follow } = open(logOf(100));
    const [one, other] = [follow(0), follow(17)];
    feed.reach(20);
    await Promise.all([drain(one), drain(other)]);
    expect([one.position, other.position]).toEqual([20, 20]);
  });

  it('tells how far it is after a long stretch without a match, and with the next sign of life', async () => {
    const { feed, follow } = open(logOf(100, 1_000));
    const [far, near] = [follow(0), follow(80)];
    feed.reach(100);
    const told = await drain(far);
    expect([idsIn(told), idsIn(told, 'through')]).toEqual([[], [0, 100]]);
    expect(idsIn(await drain(near), 'through')).toEqual([80]);
    near.beat();
    expect(idsIn(await drain(near), 'through')).toEqual([100]);
    near.beat();
    expect(await drain(near)).toBe(': still here\n\n');
  });

  it('stops where the database fails, and goes on from there at the next look', async () => {
    const log = logOf(5);
    const works = log.following;
    log.following = () => Promise.reject(new Error('away'));
    const { feed, follow, failures } = open({ ...log, following: (...args) => log.following(...args) });
    const follower = follow(0);
    const nothing = drain(follower);
    feed.reach(5);
    expect([idsIn(await nothing), failures.length]).toEqual([[], 1]);
    log.following = works;
    const rest = drain(follower);
    feed.reach(5);
    expect(idsIn(await rest)).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not turn in circles when the log is shorter than its head was', async () => {
    const log = logOf(5);
    const { feed, follow } = open(log);
    const follower = follow(5);
    const text = drain(follower);
    feed.reach(9);
    await text;
    expect(log.reads.length).toBeLessThan(3);
  });
});

describe('a follower', () => {
  it('is told once why it ends, however often it is found without access before it has gone', async () => {
    const { follow } = open(logOf(0));
    const follower = follow(0);
    const failures: unknown[] = [];
    follower.on('error', (error) => failures.push(error));
    follower.read();
    for (let n = 0; n < 20; n++) await turn();
    follower.end(new Error('over'));
    follower.end(new Error('over'));
    expect((await drain(follower)).split('event: end').length - 1).toBe(1);
    expect(failures).toEqual([]);
  });

  it('hears why it ends, after what is under way', async () => {
    const { feed, follow } = open(logOf(3));
    const follower = follow(0);
    feed.reach(3);
    const text = drain(follower);
    for (let n = 0; n < 20; n++) await turn();
    follower.end(new Error('over'));
    expect(await text).toMatch(/id: 3\n[^]*\n\nevent: end\ndata: \{.*"code":"internal".*\}\n\n$/);
    expect(follower.readableEnded || follower.destroyed).toBe(true);
  });
});
