/** What several steps of the classroom page need: names, numbers in words, steps as components. */
import { losers, type ClassStore, type Loser } from "./classroom_store";
import { say, shortNames } from "./classroom_words";
import { h } from "./dom";
import { cell, level, short, withUnit } from "./format";
import { swatch } from "./palette";
import type { Cell, Language, Measure, Row, Text } from "./types";
import { marks, say as fill } from "./words";

/** A step of the lesson: an element, and how to bring it up to date. */
export interface Step {
  element: HTMLElement;
  draw(): void;
}

export function text(store: ClassStore, words: Text, gaps: Record<string, string | number> = {}): string {
  return fill(words, store.state.language, gaps);
}

export function policyName(store: ClassStore, policy: number, most = 32): string {
  return short(store.data.policies[policy].name[store.state.language], most);
}

export function named(store: ClassStore, policy: number, most = 32): HTMLElement {
  return h("span", { class: "named", title: store.data.policies[policy].name[store.state.language] }, swatch(policy),
    h("span", {}, policyName(store, policy, most)));
}

export function shortName(measure: Measure, language: Language): string {
  return (shortNames[measure.name] ?? measure.label)[language];
}

/** "days a year" → "days": what stands in a narrow column, where the measure's name says the rest. */
export function shortUnit(measure: Measure): Text {
  return { en: measure.unit.en.replace(/ a year$/, ""), zh: measure.unit.zh.replace(/\/年$|（每年）$/, "") };
}

/** Most policies that a step has room for, the baseline included. */
export const mostShown = 6;

export function shownPolicies(store: ClassStore): number[] {
  return store.data.policies.map((_, policy) => policy).slice(0, mostShown);
}

/** Where a class of losers shows in the results; "nobody" shows nowhere. */
const loserMeasures: Record<Loser, string[]> = {
  vulnerable: ["unmet_days_vulnerable", "unmet_days_gap"],
  workers: ["time_with_residents_share", "burnt_out_share"],
  unpaid: ["unpaid_hours", "rider_minutes_lost"],
  purse: ["yearly_cost_yuan"],
  nobody: [],
};

/** Whether a difference is large enough to be named: half a percentage point of a share, 1 % of anything else. */
export function worthNaming(row: Row, c: Cell): boolean {
  const [change, base] = [Math.abs(c[1] ?? 0), Math.abs(row.base ?? 0)];
  return row.scale === 100 ? change * 100 >= 0.5 : change >= 0.01 * base && change > 0;
}

/** The effect of what is large enough to be named. A difference that is the same in every run (a fixed sum of money) has no
 *  interval, and is what it is. */
function namedEffect(row: Row, c: Cell): number {
  const effect = cell.effect(c);
  const fixed = effect === 4 && (c[1] ?? 0) !== 0 && (c[2] ?? null) === null && row.better !== 0;
  const told = fixed ? ((c[1] ?? 0) * row.better > 0 ? 0 : 1) : effect;
  return told <= 2 && !worthNaming(row, c) ? 3 : told;
}

/** Effect of a policy on a class of losers at the start: worse if any of its measures is, else better if any is, else luck. */
export function effectOn(store: ClassStore, loser: Loser, policy: number): number {
  const effects = store.data.tables.rows.filter((row) => !row.group && loserMeasures[loser].includes(row.name)).map((row) => {
    const c = row.cells[policy - 1];
    return cell.is(c) ? namedEffect(row, c) : 5;
  });
  return [1, 0, 3].find((effect) => effects.includes(effect)) ?? effects[0] ?? 5;
}

export const countedLosers = losers.filter((loser) => loser !== "nobody");

/** Whether a measure that decides is told from luck to be better or worse, but by less than is worth noticing. */
export function isLittle(store: ClassStore, row: Measure, c: Cell): boolean {
  return cell.effect(c) <= 1 && row.name === store.data.tables.rows[0].name && Math.abs(c[1] ?? 0) < store.data.smallest;
}

/** "shortens the days …: 20.0 → 18.9 days": what a policy does to a measure, in a sentence. */
export function sentence(store: ClassStore, row: Row, policy: number): string {
  const { language } = store.state;
  const c = row.cells[policy - 1];
  const p = policyName(store, policy, 40);
  if (!cell.is(c)) return text(store, say.same, { p });
  const effect = cell.effect(c);
  const [lo = "", hi = ""] = cell.interval(row, c, language).split(language === "zh" ? "至" : " to ");
  const gaps = { p, a: level(row, 0), b: withUnit(cell.mean(row, c), row.unit, language), lo, hi: withUnit(hi || lo, row.diffUnit, language) };
  const little = isLittle(store, row, c);
  if (effect === 5) return text(store, say.same, gaps);
  if (effect > 2) return text(store, say.luck, gaps);
  if (effect === 2) return text(store, say.changes, gaps);
  if (effect === 0) return text(store, little ? say.small : say.helps, gaps);
  return text(store, little ? say.smallHarm : say.harms, gaps);
}

/** A difference with its verdict, coloured by it. */
export function differenceCell(store: ClassStore, row: Row, policy: number): HTMLElement {
  const { language } = store.state;
  const c = row.cells[policy - 1];
  if (!cell.is(c)) return h("td", {}, "—");
  const effect = cell.effect(c);
  const number = effect === 5 ? "" : cell.difference(row, c) + " ";
  return h("td", { class: `effect-${effect}`, title: cell.interval(row, c, language) || undefined },
    h("span", { class: "figure" }, number), h("span", { class: "mark" }, marks[effect][language]));
}

/** A step's frame: a heading and what stands below. */
export function frame(store: ClassStore, step: number, title: () => string, ...body: HTMLElement[]): Step {
  const heading = h("h2", { id: `title-${step}`, tabindex: -1 });
  const element = h("section", { class: `step step-${step}`, "aria-labelledby": `title-${step}`, hidden: true }, heading, ...body);
  return {
    element,
    draw() {
      element.hidden = store.state.step !== step;
      heading.textContent = title();
    },
  };
}
