/** Beside the map of a day: what can be seen on it, the log of events, and the story of whom or what was chosen. */
import { ringRadius, keys } from "./day_map";
import { agentName, clockText, eventText, requestName, type Story } from "./day_story";
import { eventsOf, moverKinds, requestStates, type Agent, type DayEvent, type Happening, type RequestStateName } from "./day_time";
import type { DayData, DayRequest } from "./day_types";
import { dayWords as words } from "./day_words";
import { h, s } from "./dom";
import type { Language } from "./types";
import { say } from "./words";

/** What a request has become by each event. */
const becomes: Record<Exclude<Happening, "sets-out">, RequestStateName> = { onset: "silent", noticed: "noticed", reported: "reported",
  dispatched: "given", service: "served", claimed: "claimed", fixed: "fixed", ended: "left" };

/** Lines of the log that are kept in the page. */
const longestLog = 80;

export interface Legend {
  element: HTMLElement;
  update(moving: number[], states: Record<RequestStateName, number>): void;
}

/** Every kind of mover, and every state of a request, with how many there are now; a click hides it. */
export function legend(data: DayData, agents: Agent[], hidden: Set<string>, language: Language, changed: () => void): Legend {
  const counts = new Map<string, HTMLElement>();
  const entry = (name: string, mark: SVGElement, text: string, off = false) => {
    const count = h("span", { class: "day-count" });
    counts.set(name, count);
    const button = h("button", { type: "button", class: "day-entry", "data-testid": `day-legend-${name}`, disabled: off,
      "aria-pressed": String(!hidden.has(name)), title: off ? undefined : say(words.hide, language, { what: text }) },
      mark, h("span", {}, text), count);
    button.addEventListener("click", () => {
      if (!hidden.delete(name)) hidden.add(name);
      button.setAttribute("aria-pressed", String(!hidden.has(name)));
      changed();
    });
    return button;
  };
  const all = moverKinds.map((_, kind) => agents.filter((agent) => agent.kind === kind).length);
  const partner = 4;
  const movers = moverKinds.map((name, kind) => kind === partner && all[kind] === 0 ? null
    : entry(name, keys.mover(kind), all[kind] > 0 ? words.kinds[kind][language]
      : say(words.noneToday, language, { who: words.noneGoes[kind][language] }), all[kind] === 0));
  const ringKey = (days: number) => s("svg", { class: "day-key", viewBox: "-21 -21 42 42", width: 42, height: 42, "aria-hidden": "true" },
    s("circle", { r: ringRadius(days), class: "day-ring" }), s("circle", { r: 4, fill: "#fff", stroke: "#6a747b" }));
  const place = (kind: "building" | "centre" | "shop" | "station") =>
    h("span", { class: "day-place" }, keys.place(kind), words[kind][language]);
  const element = h("div", { class: "day-legend" },
    h("div", { role: "group", "aria-label": words.movers[language] }, h("h4", {}, words.movers[language]), ...movers),
    h("div", { role: "group", "aria-label": words.requests[language] }, h("h4", {}, words.requests[language]),
      ...requestStates.map((state) => entry(state, keys.request(state), words.states[state][language]))),
    h("p", { class: "day-places" }, place("building"), place("centre"), data.place.shops.length > 0 && place("shop"),
      data.place.restStation && place("station"),
      h("span", { class: "day-place" }, ringKey(7), ringKey(90), say(words.ring, language, { a: 7, b: 90 }))));
  return {
    element,
    update(moving, states) {
      moverKinds.forEach((name, kind) => {
        const count = counts.get(name);
        if (count && all[kind] > 0) count.textContent = say(words.ofAll, language, { n: moving[kind], all: all[kind] });
      });
      for (const state of requestStates) counts.get(state)!.textContent = String(states[state]);
    },
  };
}

export interface Log {
  element: HTMLElement;
  events: DayEvent[];
  /** Shows what has happened until a time; how it is read out loud is the caller's to say. */
  update(time: number): void;
}

export function dayLog(data: DayData, agents: Agent[], language: Language, choose: (event: DayEvent) => void): Log {
  const events = eventsOf(data, agents);
  const list = h("ol", { class: "day-log", "data-testid": "day-log", role: "log", "aria-label": words.log[language], tabindex: 0 });
  let shown = -1;
  const line = (event: DayEvent) => {
    const about = event.request ? requestName(data, event.request, language) : agentName(event.agent!, language);
    return h("li", {}, h("button", { type: "button", onclick: () => choose(event) },
      h("span", { class: "day-log-time" }, clockText(event.time)), event.what === "sets-out" ? keys.mover(event.agent!.kind) : keys.request(becomes[event.what]),
      h("span", {}, event.request ? h("span", { class: "day-log-about" }, about + (language === "zh" ? "。" : ". ")) : null,
        eventText(event, data, agents, language))));
  };
  return {
    element: list,
    events,
    update(time) {
      let count = 0;
      while (count < events.length && events[count].time <= time) count += 1;
      if (count === shown) return;
      if (shown < 0 || count < shown) {
        list.replaceChildren(...events.slice(Math.max(0, count - longestLog), count).reverse().map(line));
        if (count === 0) list.replaceChildren(h("li", { class: "quiet" }, words.logEmpty[language]));
      } else {
        if (shown === 0) list.replaceChildren();
        for (const event of events.slice(shown, count)) list.prepend(line(event));
        while (list.childElementCount > longestLog) list.lastElementChild!.remove();
      }
      shown = count;
    },
  };
}

/** A story, line by line; without one, how to choose. */
export function storyParts(story: Story | null, language: Language): HTMLElement[] {
  if (!story) return [words.mapHint, words.keys].map((text) => h("p", { class: "note" }, text[language]));
  return [h("h4", { class: "day-story-title" }, story.title),
    h("ol", { class: "day-story-lines" }, ...story.lines.map(({ time, text }) =>
      h("li", {}, h("span", { class: "day-log-time" }, time), " ", text))),
    h("p", { class: "day-story-end" }, story.end)];
}

/** Everything whose story can be told, as a list to choose from: people first, then requests by building. */
export function storyOptions(data: DayData, agents: Agent[], language: Language): { value: string; what: Agent | DayRequest; text: string; group: string }[] {
  const people = agents.map((agent, at) => ({ value: `a${at}`, what: agent, text: agentName(agent, language),
    group: words.kinds[agent.kind][language] }));
  const requests = data.requests.map((request, at) => ({ value: `r${at}`, what: request, text: requestName(data, request, language),
    group: words.requests[language], order: request.building })).sort((a, b) => a.order - b.order);
  return [...people, ...requests];
}
