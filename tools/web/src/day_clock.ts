/** Lets the time of a watched day pass: smoothly, or from event to event for those who want less motion. */

export interface Clock {
  readonly playing: boolean;
  play(): void;
  pause(): void;
}

export const wantsLessMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Seconds: no more is made up for after a pause of the browser. */
const longestGap = 0.25;
/** Seconds for which an event stands still. */
const glance = 2;

/** @param advance  lets so many real seconds pass; false: the day is over
 *  @param next  goes to the next event; false: there is none
 *  @param changed  playing has begun or ended
 *  @param there  whether what is played can still be seen in the page */
export function dayClock(advance: (seconds: number) => boolean, next: () => boolean, changed: () => void, there: () => boolean): Clock {
  let handle = 0;
  let before = 0;
  let playing = false;
  const stop = () => {
    cancelAnimationFrame(handle);
    if (!playing) return;
    playing = false;
    changed();
  };
  const tick = (now: number) => {
    if (!playing) return;
    const wait = (now - before) / 1000;
    const due = !wantsLessMotion() || wait >= glance;
    if (due) before = now;
    if (!there() || (due && !(wantsLessMotion() ? next() : advance(Math.min(longestGap, wait))))) return stop();
    handle = requestAnimationFrame(tick);
  };
  return {
    get playing() {
      return playing;
    },
    play() {
      if (playing) return;
      playing = true;
      before = performance.now();
      handle = requestAnimationFrame(tick);
      changed();
    },
    pause: stop,
  };
}
