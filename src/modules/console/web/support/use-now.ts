import { useEffect, useState } from 'react';

/** Often enough for what is said in minutes. */
const TICK_MS = 20_000;

/** The time, in milliseconds, as clocks on the page go on. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
