/** Watching a day: which policy, which day, and the day itself. */
import type { Component } from "./component";
import { dayPlayer } from "./day";
import type { DayData } from "./day_types";
import { h } from "./dom";
import { short } from "./format";
import { problemParts } from "./live_card";
import type { Model } from "./live_model";
import type { Shown } from "./live_tools";
import { post, problemsOf } from "./live_stream";
import { live } from "./live_words";
import type { Language } from "./types";
import { say } from "./words";

export class WatchDay {
  readonly element: HTMLElement;
  private readonly heading = h("h2", { id: "watch-title", tabindex: -1 });
  private readonly lead = h("p", { class: "lead" });
  private readonly policy = h("select", { id: "day-policy", "data-testid": "day-policy" });
  private readonly day: HTMLInputElement;
  private readonly labels = [h("label", { for: "day-policy" }), h("label", { for: "day-number" })];
  private readonly open: HTMLButtonElement;
  private readonly status = h("p", { class: "note", role: "status" });
  /** What the status says, in any language. */
  private said: (language: Language) => (Node | string)[] = () => [];
  private drawn?: Language;
  private readonly player: Component;
  private asked?: AbortController;
  private data?: DayData;

  constructor(private readonly model: Model, private readonly shown: Shown) {
    this.day = h("input", { type: "number", id: "day-number", "data-testid": "day-number", min: 0, max: model.start.days - 1, step: 1,
      value: Math.min(30, model.start.days - 1) });
    this.open = h("button", { type: "button", id: "play-day", "data-testid": "play-day", onclick: () => void this.ask() });
    this.player = dayPlayer(() => this.model.language, () => this.data ?? null);
    this.element = h("section", { id: "watch", "data-testid": "watch", "aria-labelledby": "watch-title" }, this.heading, this.lead,
      h("div", { class: "controls" }, this.labels[0], this.policy, this.labels[1], this.day, this.open), this.status, this.player.element);
    this.player.element.hidden = true;
  }

  draw(): void {
    const { language, start } = this.model;
    this.heading.textContent = live.watch[language];
    this.lead.textContent = live.watchLead[language];
    this.labels[0].textContent = live.watchPolicy[language];
    this.labels[1].textContent = say(live.watchDay, language, { n: start.days - 1 });
    this.open.textContent = live.watchOpen[language];
    const chosen = this.policy.value || "1";
    const names = this.shown.data()?.policies.map(({ name }) => name) ?? [start.presets[0].name, "A", "B"];
    this.policy.replaceChildren(...names.map((name, at) => h("option", { value: at }, short(name, 60))));
    this.policy.value = chosen;
    // Said anew only in the other language: a screen reader reads it each time.
    if (this.drawn !== language) this.tell(this.said);
    if (this.data) this.player.draw();
  }

  /** The settings have changed: what is being watched is of others. */
  outdated(): void {
    if (this.data) this.tell((language) => [live.watchOld[language]]);
  }

  private tell(said: (language: Language) => (Node | string)[]): void {
    const { language } = this.model;
    [this.said, this.drawn] = [said, language];
    this.status.replaceChildren(...said(language));
  }

  private async ask(): Promise<void> {
    const { start } = this.model;
    const day = Math.max(0, Math.min(start.days - 1, Math.round(this.day.valueAsNumber || 0)));
    this.day.value = String(day);
    this.asked?.abort();
    const control = (this.asked = new AbortController());
    this.tell((language) => [live.watchLoading[language]]);
    const answer = await post("day", { state: this.shown.state(), policy: Number(this.policy.value), day }, control.signal).catch(() => null);
    if (control.signal.aborted) return;
    if (!answer || !answer.ok) {
      const problems = answer && await problemsOf(answer);
      if (control.signal.aborted) return;
      return this.tell((language) => (problems ? problemParts(problems, language) : [live.lost[language]]));
    }
    this.data = (await answer.json()) as DayData;
    if (control.signal.aborted) return;
    this.tell(() => []);
    this.player.element.hidden = false;
    this.player.draw();
  }
}
