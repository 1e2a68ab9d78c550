/** The map of a day: streets and places stand still; people move along the streets, requests change at their buildings. */
import { keyMark, moverMark, placeMark, requestMark, type PlaceKind } from "./day_marks";
import { agentName, requestName } from "./day_story";
import type { DayData, DayRequest } from "./day_types";
import { changedAt, daySeconds, isOpen, lastAtMost, lifeOf, moverKinds, standing, stateAt, type Agent, type RequestStateName } from "./day_time";
import { dayWords as words } from "./day_words";
import { h, s } from "./dom";
import type { Language } from "./types";
import { say } from "./words";

const border = 26;
const ringFromDays = 3;
/** Seconds for which what has just changed is larger than the rest. */
const freshFor = 1200;
/** Pixels by which everybody keeps a little to some side: who share a street are seen one by one. */
const apart = 3;

/** What the page has chosen to show. */
export interface DayView {
  hidden: Set<string>;
  chosen: DayRequest | Agent | null;
  following: boolean;
}

export interface DayMap {
  element: HTMLElement;
  /** Shows a time. @returns how many of each kind are moving, and how many requests stand in each state */
  show(time: number, view: DayView): { moving: number[]; states: Record<RequestStateName, number> };
  /** Fits marks to the size of the map, which has changed. */
  fit(): void;
  /** Names in a language, for readers and pointers. */
  name(language: Language): void;
  /** The next or last request that can be seen, for the keyboard. */
  neighbour(of: DayRequest | Agent | null, step: number): DayRequest | null;
  focus(request: DayRequest): void;
}

interface Spot {
  x: number;
  y: number;
}

/** Beside the street on which it stands, so that who passes can be seen. */
function beside(data: DayData, [x, y]: number[], metres: number): Spot {
  let best = { far: Infinity, nx: 0, ny: 1 };
  for (const points of data.place.streets) {
    for (let i = 0; i + 3 < points.length; i += 4) {
      const [ax, ay, bx, by] = points.slice(i, i + 4);
      const long = Math.hypot(bx - ax, by - ay) || 1;
      const along = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (long * long)));
      const far = Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y);
      if (far >= best.far) continue;
      const side = bx - ax < 0 || (bx === ax && by > ay) ? -1 : 1;
      best = { far, nx: (-(by - ay) / long) * side, ny: ((bx - ax) / long) * side };
    }
  }
  return { x: x + best.nx * metres, y: y + best.ny * metres };
}

function streetPaths(data: DayData): SVGElement[] {
  const { streets, height } = data.place;
  return streets.map((points, kind) => {
    let path = "";
    for (let i = 0; i + 3 < points.length; i += 4) {
      path += `M${points[i]},${height - points[i + 1]}L${points[i + 2]},${height - points[i + 3]}`;
    }
    return s("path", { d: path, class: `day-street-${kind}` });
  });
}

/** Metres between neighbours: what a building may take. */
function spacing(buildings: number[][]): number {
  const nearest = buildings.map(([x, y]) => Math.min(...buildings.map(([u, v]) => Math.hypot(u - x, v - y)).filter((far) => far > 3)));
  nearest.sort((a, b) => a - b);
  return Math.min(60, Math.max(14, nearest[Math.floor(nearest.length / 2)] || 30));
}

/** Sets an attribute if it is new: nothing is drawn again for what stays. */
function put(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

class Layers implements DayMap {
  readonly element: HTMLElement;
  private readonly sheets: SVGSVGElement[];
  /** When requests change, in order of time. */
  private readonly stamps: number[];
  private shownStates = "";
  private states: Record<RequestStateName, number> = noStates();
  private readonly marks = new Map<DayRequest, { at: SVGGElement; body: SVGGElement; ring: SVGElement; state: RequestStateName | null }>();
  private readonly people = new Map<Agent, { at: SVGGElement; body: SVGGElement }>();
  private readonly trail = s("path", { class: "day-trail" });
  private readonly halo = s("circle", { r: 13, class: "day-halo" });
  private readonly rings = s("g", {});
  private readonly spots: Spot[];
  private readonly titles: { title: SVGElement; text: (language: Language) => string }[] = [];
  /** Metres a unit of a mark: a pixel on a map of usual size. */
  private scale = 1;
  /** Closer by, marks needn't grow as much as streets do. */
  private zoom = 1;
  private readonly fixtures: SVGElement[] = [];
  private readonly requests: DayRequest[];

  constructor(private readonly data: DayData, private readonly agents: Agent[], choose: (what: DayRequest | Agent) => void) {
    const { buildings } = data.place;
    const deep = Math.min(12, spacing(buildings) * 0.34);
    this.spots = buildings.map((building) => beside(data, building, deep * 0.95));
    this.requests = data.requests.filter((request) => request.onset < daySeconds);
    const still = s("g", { "aria-hidden": "true" }, ...streetPaths(data));
    buildings.forEach((building, at) => still.append(this.building(building, at, spacing(buildings) * 0.66, deep)));
    const fixtures = s("g", {});
    const add = (kind: PlaceKind, at: number[]) => fixtures.append(this.fixture(kind, at));
    for (const shop of data.place.shops) add("shop", shop);
    add("centre", data.place.centre);
    still.append(this.ruler());
    if (data.place.restStation) add("station", data.place.restStation);
    const layer = s("g", { class: "day-requests" }, ...this.requests.map((request) => this.request(request, choose)));
    const crowd = s("g", { class: "day-people" }, ...agents.map((agent) => this.person(agent, choose)));
    this.stamps = this.requests.flatMap((request) => lifeOf(request).map(({ time }) => time)).sort((a, b) => a - b);
    // Who moves is on a sheet of its own, so that what stands still isn't drawn again with every step.
    this.sheets = [s("svg", { class: "day-sheet" }, still, this.rings, fixtures, layer),
      s("svg", { class: "day-sheet day-above" }, this.trail, this.halo, crowd)];
    this.element = h("div", { class: "day-map", "data-testid": "day-map", role: "group" }, ...this.sheets);
  }

  private text(title: SVGElement, text: (language: Language) => string) {
    this.titles.push({ title, text });
    return title;
  }

  private ruler(): SVGElement {
    const { width, height } = this.data.place;
    const metres = [20, 50, 100, 200, 500, 1000].find((one) => one >= width / 6) ?? 2000;
    const text = this.text(s("text", { x: metres + 5, y: height + 20, class: "day-ruler-text" }), (language) => say(words.metres, language, { n: metres }));
    return s("g", {}, s("path", { d: `M0,${height + 12}v5h${metres}v-5`, class: "day-ruler" }), text);
  }

  private building([, , households]: number[], at: number, long: number, deep: number): SVGElement {
    const { x, y } = this.spots[at];
    return s("rect", { x: x - long / 2, y: this.data.place.height - y - deep / 2, width: long, height: deep, rx: 1, class: "day-building" },
      this.text(s("title"), (language) => `${words.building[language]} ${at + 1} (${households})`));
  }

  private fixture(kind: PlaceKind, [x, y]: number[]): SVGElement {
    const mark = s("g", { class: "day-fixture", "data-x": x, "data-y": this.data.place.height - y }, placeMark(kind),
      this.text(s("title"), (language) => words[kind][language]));
    this.fixtures.push(mark);
    return mark;
  }

  private request(request: DayRequest, choose: (what: DayRequest) => void): SVGElement {
    const title = this.text(s("title"), (language) => requestName(this.data, request, language));
    const ring = s("circle", { r: 0, class: "day-ring" });
    const body = s("g");
    const at = s("g", { class: "day-request", tabindex: -1, role: "button", onclick: () => choose(request), onfocus: () => choose(request) },
      title, body);
    this.rings.append(ring);
    this.marks.set(request, { at, body, ring, state: null });
    return at;
  }

  private person(agent: Agent, choose: (what: Agent) => void): SVGElement {
    const title = this.text(s("title"), (language) => agentName(agent, language));
    const body = moverMark(agent.kind);
    const at = s("g", { class: "day-mover", "data-mover": moverKinds[agent.kind], "data-number": agent.number, role: "button", tabindex: -1,
      onclick: () => choose(agent), onfocus: () => choose(agent) }, title, body);
    this.people.set(agent, { at, body });
    return at;
  }

  name(language: Language): void {
    for (const { title, text } of this.titles) title.textContent = text(language);
  }

  neighbour(of: DayRequest | Agent | null, step: number): DayRequest | null {
    const seen = this.requests.filter((request) => this.marks.get(request)!.at.getAttribute("display") !== "none");
    if (seen.length === 0) return null;
    const at = of === null || "trips" in of ? -1 : seen.indexOf(of);
    return seen[(at < 0 ? (step > 0 ? 0 : seen.length - 1) : at + step + seen.length) % seen.length];
  }

  focus(request: DayRequest): void {
    (this.marks.get(request)!.at as unknown as HTMLElement).focus();
  }

  fit(): void {
    const box = this.element.getBoundingClientRect();
    const { width, height } = this.data.place;
    if (box.width === 0) return;
    const metres = Math.max((width + 2 * border) / box.width, (height + 2 * border) / box.height);
    this.scale = metres * Math.min(1.15, Math.max(0.62, Math.min(box.width, box.height) / 540));
  }

  /** @param x, y  metres east, and south of the north-west corner */
  private placed(x: number, y: number): string {
    return `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(this.scale * this.zoom).toFixed(3)})`;
  }

  show(time: number, view: DayView) {
    const near = view.following && view.chosen !== null && "trips" in view.chosen && standing(view.chosen, time) !== null;
    this.zoom = near ? 0.62 : 1;
    for (const fixture of this.fixtures) put(fixture, "transform", this.placed(Number(fixture.dataset.x), Number(fixture.dataset.y)));
    const moving = this.showPeople(time, view);
    const states = this.showRequests(time, view);
    this.showChosen(time, view);
    return { moving, states };
  }

  private showPeople(time: number, { hidden, chosen }: DayView): number[] {
    const moving = moverKinds.map(() => 0);
    for (const agent of this.agents) {
      const { at, body } = this.people.get(agent)!;
      const now = standing(agent, time);
      if (now?.moving) moving[agent.kind] += 1;
      const seen = now !== null && !hidden.has(moverKinds[agent.kind]);
      put(at, "display", seen ? "inline" : "none");
      if (!now || !seen) continue;
      put(at, "transform", this.placed(now.x, this.data.place.height - now.y));
      const [aside, along] = [apart * Math.cos(2.4 * agent.number), apart * Math.sin(2.4 * agent.number)];
      put(body, "transform", `translate(${aside.toFixed(1)} ${along.toFixed(1)}) rotate(${now.heading.toFixed(0)})`);
      at.classList.toggle("day-still", !now.moving && agent !== chosen);
      put(at, "data-moving", String(now.moving));
    }
    return moving;
  }

  private showRequests(time: number, { hidden }: DayView): Record<RequestStateName, number> {
    const past = lastAtMost(this.stamps.length, (at) => this.stamps[at], time);
    const shows = [past, Math.floor(time / 60), this.scale, this.zoom, ...hidden].join(" ");
    if (shows === this.shownStates) return this.states;
    this.shownStates = shows;
    const states = noStates();
    const shown = new Map<number, DayRequest[]>();
    for (const request of this.requests) {
      const state = stateAt(request, time);
      const mark = this.marks.get(request)!;
      if (state !== null) states[state] += 1;
      const seen = state !== null && !hidden.has(state);
      put(mark.at, "display", seen ? "inline" : "none");
      const days = (time - request.onset) / daySeconds;
      put(mark.ring, "r", seen && isOpen(state) && days >= ringFromDays ? ringRadius(days).toFixed(1) : "0");
      if (!seen) continue;
      shown.set(request.building, [...(shown.get(request.building) ?? []), request]);
      if (mark.state !== state) {
        mark.body.replaceChildren(requestMark(state));
        mark.at.dataset.state = state;
        mark.state = state;
      }
      const fresh = Math.max(0, 1 - (time - changedAt(request, time)) / freshFor);
      put(mark.body, "transform", `scale(${(1 + 0.8 * fresh).toFixed(2)})`);
    }
    for (const [building, all] of shown) this.arrange(building, all);
    this.states = states;
    return states;
  }

  /** Side by side over their building, three in a row. */
  private arrange(building: number, requests: DayRequest[]): void {
    const { x, y } = this.spots[building];
    const step = 12.5 * this.scale * this.zoom;
    const rows = Math.ceil(requests.length / 3);
    requests.forEach((request, at) => {
      const row = Math.floor(at / 3);
      const inRow = Math.min(3, requests.length - 3 * row);
      const left = x + ((at % 3) - (inRow - 1) / 2) * step;
      const up = this.data.place.height - y + (row - (rows - 1) / 2) * step;
      const { at: mark, ring } = this.marks.get(request)!;
      for (const one of [mark, ring]) put(one, "transform", this.placed(left, up));
    });
  }

  private showChosen(time: number, { chosen, following }: DayView): void {
    const { width, height } = this.data.place;
    const group = chosen === null ? undefined : "trips" in chosen ? this.people.get(chosen)?.at : this.marks.get(chosen)?.at;
    const seen = group !== undefined && group.getAttribute("display") !== "none";
    put(this.halo, "display", seen ? "inline" : "none");
    if (seen) put(this.halo, "transform", group.getAttribute("transform") ?? "");
    const now = chosen !== null && "trips" in chosen ? standing(chosen, time) : null;
    put(this.trail, "d", now?.moving ? this.path(now.trip.path) : "");
    let box = [-border, -border, width + 2 * border, height + 2 * border];
    if (following && now) {
      const [w, h] = [box[2] / 2, box[3] / 2];
      const within = (middle: number, size: number, all: number) => Math.min(all + border - size, Math.max(-border, middle - size / 2));
      box = [within(now.x, w, width), within(height - now.y, h, height), w, h];
    }
    for (const sheet of this.sheets) put(sheet, "viewBox", box.map((one) => one.toFixed(1)).join(" "));
  }

  private path(points: number[]): string {
    let path = "";
    for (let i = 0; i < points.length; i += 3) path += `${i ? "L" : "M"}${points[i + 1]},${this.data.place.height - points[i + 2]}`;
    return path;
  }
}

const noStates = (): Record<RequestStateName, number> =>
  ({ silent: 0, noticed: 0, reported: 0, given: 0, served: 0, claimed: 0, fixed: 0, left: 0 });

/** Pixels; grows with the days of waiting, up to a year. */
export function ringRadius(days: number): number {
  return 6 + 0.75 * Math.sqrt(Math.min(365, days));
}

export function dayMap(data: DayData, agents: Agent[], choose: (what: DayRequest | Agent) => void): DayMap {
  return new Layers(data, agents, choose);
}

/** A place, somebody or a request as legends show it. */
export const keys = { place: (kind: PlaceKind) => keyMark(placeMark(kind)), mover: (kind: number) => keyMark(moverMark(kind)),
  request: (state: RequestStateName) => keyMark(requestMark(state)) };
