/** The day in sentences: times, events, and the stories of requests and of people. */
import type { DayData, DayRequest } from "./day_types";
import { arrives, begins, daySeconds, goalOf, isOpen, lifeOf, metresUntil, standing, stateAt, type Agent, type DayEvent } from "./day_time";
import { dayWords as words } from "./day_words";
import type { Language } from "./types";
import { say } from "./words";

const hour = 3600;

/** "8:05", of seconds from some midnight. */
export function clockText(time: number): string {
  const minutes = Math.floor((((time % daySeconds) + daySeconds) % daySeconds) / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Hours at which the parts of the day end. */
const partEnds = [5, 12, 13, 18, 22, 24];

/** "8:05, morning". */
export function clockWords(time: number, language: Language): string {
  const part = words.parts[partEnds.findIndex((end) => time < end * hour)];
  return say(words.clock, language, { clock: clockText(time), part: part[language] });
}

/** A time of the day or before it: "3 days before, 8:05". */
export function whenText(time: number, language: Language): string {
  const day = Math.floor(time / daySeconds);
  const clock = clockText(time);
  if (day >= 0) return clock;
  if (day === -1) return say(words.dayBefore, language, { clock });
  return say(words.earlier, language, { n: -day, clock });
}

/** A span of time, as rough as it is long. */
export function spanText(seconds: number, language: Language): string {
  const days = Math.round(seconds / daySeconds);
  if (seconds >= 2 * daySeconds) return say(words.days, language, { n: days });
  if (seconds < hour) return say(words.minutes, language, { n: Math.max(1, Math.round(seconds / 60)) });
  const minutes = Math.round(seconds / 60);
  return say(words.hours, language, { h: Math.floor(minutes / 60), m: minutes % 60 });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function agentName(agent: Agent, language: Language): string {
  return say(words.kindOne[agent.kind], language, { n: agent.number });
}

export function requestName(data: DayData, request: DayRequest, language: Language): string {
  const gaps = { kind: data.kinds[request.kind][language], b: request.building + 1 };
  return capital(say(request.personal ? words.need : words.at, language, gaps));
}

/** Who of the staff works on a request: the grid worker by number where they go out on the day. */
function workerName(request: DayRequest, agents: Agent[], language: Language): string | null {
  const gridWorker = 0;
  const window = 1;
  if (request.server === window) return words.clerk[language];
  if (request.server !== gridWorker || request.worker === null) return null;
  const agent = agents.find(({ kind, who }) => kind === 1 && who === request.worker);
  return agent ? agentName(agent, language) : words.staff[language];
}

/** One event in a sentence, without what it is about. */
export function eventText(event: DayEvent, data: DayData, agents: Agent[], language: Language): string {
  const { request, agent, trip, what } = event;
  if (agent && trip) {
    const gaps = { who: agentName(agent, language), purpose: data.purposes[trip.purpose][language] };
    return say(words.setsOut, language, gaps);
  }
  const server = request!.server === null ? "" : data.servers[request!.server][language];
  const finder = data.finders[request!.finder][language];
  const who = workerName(request!, agents, language);
  const texts = words.events;
  if (what === "onset") return texts[request!.personal ? "need" : "onset"][language];
  if (what === "service") return say(who && request!.handOffs === 0 ? texts.serviceBy : texts.service, language, { who: who ?? "" });
  if (what === "ended") return texts[request!.withdrawn ? "withdrawn" : "gone"][language];
  return say(texts[what as "noticed" | "reported" | "dispatched" | "claimed" | "fixed"], language, { server, finder });
}

export interface Line {
  time: string;
  text: string;
}

export interface Story {
  title: string;
  lines: Line[];
  /** How it stands now. */
  end: string;
}

export function requestStory(data: DayData, agents: Agent[], request: DayRequest, time: number, language: Language): Story {
  const lines = lifeOf(request).filter((event) => event.time <= time)
    .map((event) => ({ time: whenText(event.time, language), text: eventText(event, data, agents, language) }));
  const begun = request.service !== null && request.service <= time;
  if (begun && request.attempts > 1) lines.push({ time: "", text: say(words.attempts, language, { n: request.attempts }) });
  const state = stateAt(request, time);
  const wait = spanText((isOpen(state) ? time : (request.fixed ?? request.ended ?? time)) - request.onset, language);
  const sentence = isOpen(state) ? words.waitsFor : state === "fixed" ? words.tookIn : words.endedAfter;
  return { title: requestName(data, request, language), lines, end: state === null ? words.notArisen[language] : say(sentence, language, { wait }) };
}

export function agentStory(data: DayData, agent: Agent, time: number, language: Language): Story {
  const title = agentName(agent, language);
  const now = standing(agent, time);
  const gone = agent.trips.filter((trip) => begins(trip) <= time);
  const lines: Line[] = [];
  if (now) {
    const { trip } = now;
    const goal = goalOf(data, trip);
    const gaps = { a: clockText(now.moving ? begins(trip) : arrives(trip)), b: clockText(arrives(trip)),
      purpose: data.purposes[trip.purpose][language] };
    lines.push({ time: clockText(time), text: say(now.moving ? words.underWay : words.isHere, language, gaps) +
      (goal ? (language === "en" ? " " : "") + say(words.goal, language, { request: requestName(data, goal, language) }) : "") });
  } else {
    lines.push({ time: clockText(time), text: (gone.length === 0 ? words.notYet : words.athome)[language] });
  }
  const km = gone.reduce((sum, trip) => sum + metresUntil(trip.path, time), 0) / 1000;
  return { title, lines, end: gone.length === 0 ? "" : say(words.soFar, language, { n: gone.length, km: km.toFixed(1) }) };
}
