/** Watch a day: a player for the engine's own trace of one day in one community. */
import type { Component } from "./component";
import { dayClock, wantsLessMotion, type Clock } from "./day_clock";
import { dayMap } from "./day_map";
import { dayLog, legend, storyOptions, storyParts } from "./day_panels";
import { agentStory, clockText, clockWords, requestStory } from "./day_story";
import { agentsOf, daySeconds, moverKinds, type Agent, type DayEvent } from "./day_time";
import type { DayData, DayRequest } from "./day_types";
import { dayWords as words } from "./day_words";
import { h, s } from "./dom";
import type { Language } from "./types";
import { say } from "./words";

/** Seconds of the day in a second. */
const speeds = [30, 60, 300, 900];
const startTime = 7 * 3600;

export interface DayOptions {
  /** Play as soon as there is a day; never for those who want less motion. Default: yes. */
  autoplay?: boolean;
  /** Which of the speeds it begins with, from 0. */
  speed?: number;
  /** Told about every new time, for pages that play two days side by side. */
  onTime?: (time: number) => void;
}

/** What stays when the language changes. */
interface Place {
  time: number;
  speed: number;
  hidden: Set<string>;
  chosen: Agent | DayRequest | null;
  following: boolean;
}

const signs = { play: "M3,1.5L14,8L3,14.5Z", pause: "M2.5,1.5H6.5V14.5H2.5ZM9.5,1.5H13.5V14.5H9.5Z",
  step: "M2,1.5L10.5,8L2,14.5ZM11.5,1.5H14.5V14.5H11.5Z", back: "M14,1.5L5.5,8L14,14.5ZM4.5,1.5H1.5V14.5H4.5Z" };

function sign(name: keyof typeof signs): SVGElement {
  return s("svg", { class: "day-sign", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, s("path", { d: signs[name] }));
}

/** One day as it is drawn in one language. */
class Player {
  readonly element: HTMLElement;
  private readonly map;
  private readonly legend;
  private readonly log;
  private readonly clock: Clock;
  private readonly options;
  private readonly playButton = h("button", { type: "button", "data-testid": "day-play", class: "day-play" });
  private readonly time = h("input", { type: "range", min: 0, max: daySeconds - 1, step: 60, class: "day-time", "data-testid": "day-time" });
  private readonly speed = h("select", { "data-testid": "day-speed" });
  private readonly select = h("select", { "data-testid": "day-story-of" });
  private readonly follow = h("input", { type: "checkbox", "data-testid": "day-follow" });
  private readonly face = h("p", { class: "day-clock" });
  private readonly figures = h("p", { class: "day-figures", "data-testid": "day-figures" });
  private readonly story = h("div", { class: "day-story", "data-testid": "day-story" });
  private storyText = "";
  private playText = "";

  constructor(private readonly root: HTMLElement, private readonly data: DayData, private readonly agents: Agent[],
    private readonly place: Place, private readonly language: Language, private readonly settings: DayOptions) {
    this.map = dayMap(data, agents, (what) => this.choose(what));
    this.map.name(language);
    this.legend = legend(data, agents, place.hidden, language, () => this.show());
    this.log = dayLog(data, agents, language, (event) => this.choose(event.request ?? event.agent ?? null));
    this.options = storyOptions(data, agents, language);
    this.clock = dayClock((seconds) => this.advance(seconds * speeds[place.speed]), () => this.step(1, false), () => this.showPlaying(),
      () => this.element.getClientRects().length > 0);
    this.fillControls();
    const text = (one: { en: string; zh: string }) => one[language];
    this.element = h("div", { class: "day-parts" },
      h("div", { class: "day-head" }, this.face, this.figures),
      h("div", { class: "day-picture" }, this.map.element),
      h("div", { class: "day-side" }, this.legend.element,
        h("div", { class: "day-telling" },
          h("div", { class: "day-column" }, h("h4", {}, text(words.log)), this.log.element),
          h("div", { class: "day-column" }, h("h4", {}, text(words.story)),
            h("div", { class: "day-choice" }, this.select, h("label", { class: "day-follow" }, this.follow, " " + text(words.follow))), this.story))),
      this.controls());
  }

  private fillControls(): void {
    const { language, place } = this;
    this.speed.append(...words.speeds.map((text, at) => h("option", { value: at, selected: at === place.speed }, text[language])));
    this.speed.setAttribute("aria-label", words.speed[language]);
    this.speed.addEventListener("change", () => (place.speed = Number(this.speed.value)));
    this.time.setAttribute("aria-label", words.timeOfDay[language]);
    this.time.addEventListener("input", () => this.goTo(Number(this.time.value)));
    this.select.setAttribute("aria-label", words.choose[language]);
    const groups = new Map<string, HTMLElement>();
    this.select.append(h("option", { value: "" }, `${words.choose[language]} …`));
    for (const { value, text, group } of this.options) {
      if (!groups.has(group)) groups.set(group, h("optgroup", { label: group }));
      groups.get(group)!.append(h("option", { value }, text));
    }
    this.select.append(...groups.values());
    this.select.addEventListener("change", () =>
      this.choose(this.options.find(({ value }) => value === this.select.value)?.what ?? null));
    this.follow.checked = place.following;
    this.follow.addEventListener("change", () => {
      place.following = this.follow.checked;
      this.show();
    });
    this.playButton.addEventListener("click", () => this.toggle());
  }

  private controls(): HTMLElement {
    const { language } = this;
    const button = (id: string, text: string, sign: SVGElement, does: () => void) =>
      h("button", { type: "button", "data-testid": id, "aria-label": text, title: text, onclick: does }, sign);
    return h("div", { class: "day-controls", title: words.keys[language] }, this.playButton,
      button("day-back", words.back[language], sign("back"), () => this.step(-1)), button("day-step", words.step[language], sign("step"), () => this.step(1)),
      h("div", { class: "day-scrubber" }, this.ticks(), this.time, h("div", { class: "day-hours", "aria-hidden": "true" },
        ...[0, 6, 12, 18, 24].map((hour) => h("span", {}, `${hour}:00`)))), this.speed);
  }

  /** Where in the day something happens. */
  private ticks(): SVGElement {
    const path = this.log.events.map(({ time }) => `M${((time / daySeconds) * 1000).toFixed(1)},0V10`).join("");
    return s("svg", { class: "day-ticks", viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" }, s("path", { d: path }));
  }

  /** Keys that the player answers to; what somebody types into has its own. */
  key(event: KeyboardEvent): void {
    const on = event.target as HTMLElement;
    const own = on.tagName === "SELECT" || on.tagName === "INPUT";
    const pressable = on.tagName === "BUTTON" && event.key === " ";
    if (own || pressable || event.ctrlKey || event.altKey || event.metaKey) return;
    const scrolls = on.closest(".day-log") !== null;
    const does: Record<string, (() => void) | undefined> = {
      " ": () => this.toggle(), ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1),
      ArrowDown: scrolls ? undefined : () => this.neighbour(1), ArrowUp: scrolls ? undefined : () => this.neighbour(-1),
      "+": () => this.faster(1), "=": () => this.faster(1), "-": () => this.faster(-1),
    };
    if (!does[event.key]) return;
    event.preventDefault();
    does[event.key]!();
  }

  private neighbour(step: number): void {
    const request = this.map.neighbour(this.place.chosen, step);
    if (!request) return;
    this.choose(request);
    this.map.focus(request);
  }

  private faster(by: number): void {
    this.place.speed = Math.min(speeds.length - 1, Math.max(0, this.place.speed + by));
    this.speed.value = String(this.place.speed);
  }

  private choose(what: Agent | DayRequest | null): void {
    if (what === this.place.chosen) return;
    this.place.chosen = what;
    this.select.value = this.options.find((option) => option.what === what)?.value ?? "";
    this.show();
  }

  private goTo(time: number): void {
    this.place.time = Math.min(daySeconds - 1, Math.max(0, time));
    this.show();
  }

  private advance(seconds: number): boolean {
    this.goTo(this.place.time + seconds);
    return this.place.time < daySeconds - 1;
  }

  /** To the next event or the one before, whose story is told. @returns whether there was one */
  private step(by: 1 | -1, byHand = true): boolean {
    if (byHand) this.clock.pause();
    const { events } = this.log;
    const now = Math.floor(this.place.time);
    const event: DayEvent | undefined = by > 0 ? events.find(({ time }) => time > now)
      : [...events].reverse().find(({ time }) => time < now);
    if (!event) return false;
    this.place.time = event.time;
    this.choose(event.request ?? event.agent ?? null);
    this.show();
    return true;
  }

  private toggle(): void {
    if (this.clock.playing) return this.clock.pause();
    if (this.place.time >= daySeconds - 1) this.goTo(startTime);
    this.clock.play();
  }

  play(): void {
    this.clock.play();
  }

  /** Ends the playing. @returns whether it played */
  stop(): boolean {
    const { playing } = this.clock;
    this.clock.pause();
    return playing;
  }

  private showPlaying(): void {
    const { playing } = this.clock;
    const over = this.place.time >= daySeconds - 1;
    const text = (playing ? words.pause : over ? words.again : words.play)[this.language];
    if (this.playText === text) return;
    this.playText = text;
    this.playButton.replaceChildren(sign(playing ? "pause" : "play"), " " + text);
    this.root.dataset.playing = String(playing);
    for (const told of [this.log.element, this.story]) told.setAttribute("aria-live", playing ? "off" : "polite");
  }

  resized(): void {
    this.map.fit();
    this.show();
  }

  show(): void {
    const { place, language, root } = this;
    const time = Math.floor(place.time);
    const { moving, states } = this.map.show(place.time, place);
    this.legend.update(moving, states);
    this.log.update(time);
    root.dataset.time = String(time);
    moverKinds.forEach((name, kind) => root.setAttribute(`data-${name}`, String(moving[kind])));
    const open = this.data.requests.length - states.fixed - states.left - this.data.requests.filter(({ onset }) => onset > time).length;
    const clock = clockWords(time, language);
    this.time.value = String(time);
    this.time.setAttribute("aria-valuetext", clock);
    this.showHead(clock, open, states.served, states.fixed, time);
    this.map.element.setAttribute("aria-label", say(words.map, language, { clock: clockText(time), open, moving: moving.reduce((a, b) => a + b, 0) }));
    this.showStory(time);
    this.showPlaying();
    this.settings.onTime?.(time);
  }

  private showHead(clock: string, open: number, served: number, fixed: number, time: number): void {
    const { language, data } = this;
    const day = say(words.dayN, language, { weekday: words.weekdays[data.weekday][language], n: data.day });
    this.face.replaceChildren(h("span", { class: "day-date" }, day), h("strong", {}, clock));
    const arisen = data.requests.filter(({ onset }) => onset >= 0 && onset <= time).length;
    const figure = (id: string, value: number, text: { en: string; zh: string }) =>
      h("span", { class: "day-figure", "data-testid": `day-${id}` }, h("strong", {}, String(value)), " " + text[language]);
    this.figures.replaceChildren(figure("open", open, words.openNow), figure("served", served, words.servedNow),
      figure("arisen", arisen, words.arisenToday), figure("fixed", fixed, words.fixedToday));
  }

  private showStory(time: number): void {
    const { chosen } = this.place;
    const story = chosen === null ? null : "trips" in chosen ? agentStory(this.data, chosen, time, this.language)
      : requestStory(this.data, this.agents, chosen, time, this.language);
    const text = JSON.stringify(story);
    if (text === this.storyText) return;
    this.storyText = text;
    this.story.replaceChildren(...storyParts(story, this.language));
    this.follow.disabled = chosen === null || !("trips" in chosen);
  }
}

/** A player of the day that `data` gives; without one, it says so. A new day begins at seven. */
export function dayPlayer(language: () => Language, data: () => DayData | null, options: DayOptions = {}): Component {
  const element = h("div", { class: "day", "data-testid": "day" });
  let player: Player | null = null;
  let drawn: { data: DayData | null; language: Language; agents: Agent[]; place: Place } | null = null;
  element.addEventListener("keydown", (event) => player?.key(event));
  new ResizeObserver(() => player?.resized()).observe(element);
  return {
    element,
    draw() {
      const now = data();
      if (drawn && drawn.data === now && drawn.language === language()) return player?.show();
      const same = drawn !== null && drawn.data === now;
      const playing = player?.stop() ?? false;
      const agents = same ? drawn!.agents : now ? agentsOf(now) : [];
      const place: Place = same ? drawn!.place : { time: startTime, speed: drawn?.place.speed ?? options.speed ?? 1, hidden: drawn?.place.hidden ?? new Set(),
        chosen: null, following: drawn?.place.following ?? false };
      drawn = { data: now, language: language(), agents, place };
      player = now ? new Player(element, now, agents, place, language(), options) : null;
      element.replaceChildren(player ? player.element : h("p", { class: "note" }, words.none[language()]));
      player?.resized();
      const begins = !same && options.autoplay !== false && !wantsLessMotion();
      if (player && (playing || begins)) player.play();
    },
  };
}
