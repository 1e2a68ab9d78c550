/** What stands above everything: the name, and what can be kept, sent and saved. */
import { download, h } from "./dom";
import { differencesCsv } from "./exports";
import type { Model } from "./live_model";
import { problemParts } from "./live_card";
import { post, problemsOf } from "./live_stream";
import type { LiveState } from "./live_types";
import { live } from "./live_words";
import type { Language, ReportData, Text } from "./types";
import { say, words } from "./words";

export interface Shown {
  /** What the numbers on the page are of; undefined before the first. */
  data(): ReportData | undefined;
  /** The settings that gave them, as they were sent. */
  state(): LiveState;
}

const languageTag = (language: Language) => (language === "zh" ? "zh-CN" : "en");

export class Tools {
  readonly element = h("div", { class: "tools" });
  private readonly house = h("span", { class: "house" }, "cogov");
  private readonly status = h("span", { class: "tools-says", role: "status", "data-testid": "tools-status" });
  /** What the status says, in any language. */
  private said: (language: Language) => (Node | string)[] = () => [];
  private readonly buttons: { button: HTMLButtonElement; text: Text; hint: Text; needsData: boolean }[] = [];
  private readonly language: HTMLButtonElement;

  constructor(private readonly model: Model, private readonly shown: Shown, switchLanguage: () => void) {
    this.language = h("button", { type: "button", id: "language", "data-testid": "language", onclick: switchLanguage });
    this.add("share", live.share, live.share, false, () => void this.share());
    this.add("save-scenario", live.scenario, live.scenarioHint, true, () => void this.save("scenario", "scenario.toml", "application/toml"));
    this.add("save-report", live.report, live.reportHint, true, () => void this.save("report", "report.html", "text/html"));
    this.add("save-differences", live.differences, live.differencesHint, true, () => this.saveDifferences());
    this.add("print", words.print, words.print, false, () => window.print());
    this.element.append(this.house, this.status, ...this.buttons.map(({ button }) => button), this.language);
  }

  draw(): void {
    const { language } = this.model;
    // Said anew only in the other language: a screen reader reads it each time.
    if (this.status.lang !== languageTag(language)) this.drawStatus();
    for (const { button, text, hint, needsData } of this.buttons) {
      button.textContent = text[language];
      button.title = hint[language];
      button.disabled = needsData && !this.shown.data();
    }
    this.language.textContent = words.language[language];
    this.language.lang = language === "zh" ? "en" : "zh-CN";
    this.language.setAttribute("aria-label", words.languageHint[language]);
  }

  private add(id: string, text: Text, hint: Text, needsData: boolean, does: () => void): void {
    this.buttons.push({ button: h("button", { type: "button", id, "data-testid": id, onclick: does }), text, hint, needsData });
  }

  private tell(text: Text, gaps: Record<string, string | number> = {}): void {
    this.said = (language) => [say(text, language, gaps)];
    this.drawStatus();
  }

  private drawStatus(): void {
    const { language } = this.model;
    this.status.lang = languageTag(language);
    this.status.replaceChildren(...this.said(language));
  }

  private async share(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      this.tell(live.copied);
    } catch {  // not allowed here
      this.tell(live.copyByHand);
    }
  }

  /** Has the program make a file of what is shown. */
  private async save(what: "scenario" | "report", file: string, type: string): Promise<void> {
    const data = this.shown.data();
    if (!data) return;
    this.tell(live.preparing);
    const { replicates, worlds } = data;
    const asked = { state: this.shown.state(), replicates, worlds };
    const answer = await post(what, what === "report" ? { ...asked, language: this.model.language } : asked).catch(() => null);
    if (!answer) return this.tell(live.lost);
    if (!answer.ok) {
      const problems = await problemsOf(answer);
      this.said = (language) => [live.saveFailed[language], " ", ...problemParts(problems, language)];
      return this.drawStatus();
    }
    download(file, await answer.text(), type);
    this.tell(live.saved, { f: file, r: replicates, w: worlds });
  }

  private saveDifferences(): void {
    const data = this.shown.data();
    if (!data) return;
    download("differences.csv", differencesCsv(data), "text/csv;charset=utf-8");
    this.tell(live.saved, { f: "differences.csv", r: data.replicates, w: data.worlds });
  }
}
