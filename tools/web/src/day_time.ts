/** What a watched day is at a time: where everybody is, and how each request stands. Pure: times in, states out. */
import type { DayData, DayRequest, DayTrip } from "./day_types";

export const daySeconds = 86400;

/** In the order of DayTrip.mover; also the names of the data attributes that count who is moving. */
export const moverKinds = ["residents", "grid-workers", "volunteers", "couriers", "partners"] as const;
export type MoverKind = (typeof moverKinds)[number];
const [resident, , volunteer] = [0, 1, 2];
const homePurpose = 4;
const requestPurpose = 0;

/** How a request stands, from the first to the last. */
export const requestStates = ["silent", "noticed", "reported", "given", "served", "claimed", "fixed", "left"] as const;
export type RequestStateName = (typeof requestStates)[number];

/** Somebody who goes somewhere on the day, with all their ways in order of time. */
export interface Agent {
  kind: number;
  who: number;
  /** Among those of their kind, from 1. */
  number: number;
  trips: DayTrip[];
}

export interface Standing {
  x: number;
  y: number;
  moving: boolean;
  /** Degrees clockwise from north. */
  heading: number;
  /** Being gone on, or the last. */
  trip: DayTrip;
}

export const begins = (trip: DayTrip) => trip.path[0];
export const arrives = (trip: DayTrip) => trip.path[trip.path.length - 3];

export function agentsOf(data: DayData): Agent[] {
  const agents = new Map<string, Agent>();
  for (const trip of data.trips) {
    const key = `${trip.mover} ${trip.who}`;
    const agent = agents.get(key) ?? { kind: trip.mover, who: trip.who, number: 0, trips: [] };
    agent.trips.push(trip);
    agents.set(key, agent);
  }
  const all = [...agents.values()].sort((a, b) => a.kind - b.kind || a.who - b.who);
  const count = new Map<number, number>();
  for (const agent of all) {
    agent.trips.sort((a, b) => begins(a) - begins(b));
    agent.number = (count.get(agent.kind) ?? 0) + 1;
    count.set(agent.kind, agent.number);
  }
  return all;
}

/** The last index at which `of` is at most `value`; −1: none. */
export function lastAtMost(length: number, of: (at: number) => number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(middle) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where somebody is; null: at home, or nobody can tell yet. */
export function standing(agent: Agent, time: number): Standing | null {
  const at = lastAtMost(agent.trips.length, (i) => begins(agent.trips[i]), time);
  if (at < 0) return null;
  const trip = agent.trips[at];
  const path = trip.path;
  const corners = path.length / 3;
  const corner = Math.min(corners - 2, Math.max(0, lastAtMost(corners, (i) => path[3 * i], time)));
  const [t0, x0, y0, t1, x1, y1] = path.slice(3 * corner, 3 * corner + 6);
  const share = Math.min(1, Math.max(0, (time - t0) / (t1 - t0)));
  const moving = time < arrives(trip);
  const homebody = agent.kind === resident || agent.kind === volunteer;
  if (!moving && homebody && trip.purpose === homePurpose) return null;
  return { x: x0 + share * (x1 - x0), y: y0 + share * (y1 - y0), moving, trip,
    heading: (Math.atan2(x1 - x0, y1 - y0) * 180) / Math.PI };
}

/** Whether work that has begun goes on. It doesn't once the request was given to another. Of several attempts only the
 *  first is known by its time: it may have lasted until the end of its day. */
function stillServed({ dispatched, attempts }: DayRequest, service: number, time: number): boolean {
  if (dispatched !== null && dispatched > service && dispatched <= time) return false;
  return attempts <= 1 || time < (Math.floor(service / daySeconds) + 1) * daySeconds;
}

/** How it stands; null: not yet arisen. */
export function stateAt(request: DayRequest, time: number): RequestStateName | null {
  const past = (t: number | null) => t !== null && t <= time;
  if (request.onset > time) return null;
  if (past(request.fixed)) return "fixed";
  if (past(request.ended)) return "left";
  if (past(request.closed)) return "claimed";
  if (past(request.service)) return stillServed(request, request.service!, time) ? "served" : "given";
  if (past(request.dispatched)) return "given";
  if (past(request.reported)) return "reported";
  return past(request.noticed) ? "noticed" : "silent";
}

/** When it last changed. */
export function changedAt(request: DayRequest, time: number): number {
  const { onset, noticed, reported, dispatched, service, closed, fixed, ended } = request;
  return Math.max(onset, ...[noticed, reported, dispatched, service, closed, fixed, ended].map((t) => (t !== null && t <= time ? t : onset)));
}

export const isOpen = (state: RequestStateName | null) => state !== null && state !== "fixed" && state !== "left";

/** Metres gone on a path until a time. */
export function metresUntil(path: number[], time: number): number {
  let metres = 0;
  for (let i = 3; i < path.length; i += 3) {
    const [t0, x0, y0, t1, x1, y1] = path.slice(i - 3, i + 3);
    const share = Math.min(1, Math.max(0, (time - t0) / (t1 - t0)));
    metres += share * Math.hypot(x1 - x0, y1 - y0);
  }
  return metres;
}

/** The request to which a way leads, found by place and time; none where work on it had begun before. */
export function goalOf(data: DayData, trip: DayTrip): DayRequest | undefined {
  if (trip.purpose !== requestPurpose) return undefined;
  const arrival = arrives(trip);
  const [x, y] = trip.path.slice(-2);
  return data.requests.find((request) => {
    const [bx, by] = data.place.buildings[request.building];
    return request.service !== null && Math.abs(request.service - arrival) <= 5 && Math.hypot(bx - x, by - y) <= 3;
  });
}

export type Happening = "onset" | "noticed" | "reported" | "dispatched" | "service" | "claimed" | "fixed" | "ended" | "sets-out";

/** Something that the log tells: about a request, or somebody who sets out. */
export interface DayEvent {
  time: number;
  what: Happening;
  request?: DayRequest;
  agent?: Agent;
  trip?: DayTrip;
}

/** What became of a request, in order of time; the same second tells causes before effects. */
export function lifeOf(request: DayRequest): DayEvent[] {
  const life: DayEvent[] = [];
  const add = (what: Happening, time: number | null) => time !== null && life.push({ time, what, request });
  add("onset", request.onset);
  add("noticed", request.noticed);
  add("reported", request.reported);
  add("dispatched", request.dispatched);
  add("service", request.service);
  if (request.closed !== request.fixed) add("claimed", request.closed);
  add("fixed", request.fixed);
  add("ended", request.ended);
  return life.sort((a, b) => a.time - b.time);
}

/** Everything that happens on the day. Patrols and orders go on all day: nobody would read of each stretch. */
export function eventsOf(data: DayData, agents: Agent[]): DayEvent[] {
  const patrol = 2;
  const courier = 3;
  const events = data.requests.flatMap(lifeOf);
  for (const agent of agents) {
    if (agent.kind === courier) continue;
    for (const trip of agent.trips) {
      if (trip.purpose !== patrol && trip.purpose !== homePurpose) events.push({ time: begins(trip), what: "sets-out", agent, trip });
    }
  }
  return events.filter(({ time }) => time >= 0 && time < daySeconds).sort((a, b) => a.time - b.time);
}
