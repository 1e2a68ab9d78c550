/** What was run: parameters with what was changed, where the result comes from, how to get it again; and all numbers. */
import { section, type Component } from "./component";
import { dayOf, linesOf } from "./curves";
import { download, h, scroller, table } from "./dom";
import { breakdownsCsv, curvesCsv, differencesCsv } from "./exports";
import { cell, digitsText, labelled, level, short } from "./format";
import { breakdownTable } from "./plane";
import { named, policyName } from "./policies";
import type { Store } from "./store";
import type { Param, Section } from "./types";
import { marks, say, words } from "./words";

const mostNamed = 8;

/** "−3.0 (couriers), +1 (two more)": what policies have instead. */
function perPolicy(store: Store, param: Param): HTMLElement {
  const list = h("span");
  const shown = (param.policies ?? []).filter(([policy]) => store.isShown(policy));
  for (const [policy, value] of shown.slice(0, mostNamed)) {
    list.append(h("span", { class: "override" }, h("mark", {}, h("code", {}, short(value, 60))), " ",
      h("span", { class: "quiet" }, short(policyName(store, policy), 40))));
  }
  return list;
}

function title(store: Store, one: Section): HTMLElement {
  const { language } = store.state;
  const head = h("h4", {}, one.title[language], " ", h("code", {}, `[${one.key}]`));
  if (one.on) {
    const all = one.on.length === store.data.policies.length;
    const names = one.on.slice(0, mostNamed).map((policy) => short(policyName(store, policy), 40));
    head.append(" ", h("span", { class: "quiet" }, all ? words.onEverywhere[language]
      : `${words.onUnder[language]}${language === "zh" ? "：" : ": "}${names.join(language === "zh" ? "、" : ", ")}`));
  }
  return head;
}

function settings(store: Store): HTMLElement[] {
  const { language } = store.state;
  let rest = 0;
  const tables = store.data.settings.flatMap((one) => {
    const changed = one.params.filter((param) => param.default !== undefined || param.policies);
    rest += one.params.length - changed.length;
    const switched = one.on && one.on.length < store.data.policies.length;
    if (changed.length === 0 && !switched) return [];
    const lines = changed.map((param) => [
      h("span", {}, param.meaning[language], " ", h("code", {}, param.key)),
      h("span", {}, param.default === undefined ? h("code", {}, short(param.value, 60)) : h("mark", {}, h("code", {}, short(param.value, 60)))),
      h("code", {}, short(param.default ?? param.value, 60)), perPolicy(store, param), param.unit?.[language] ?? "",
      words.tags[param.tag][language]]);
    const head = [words.parameter, words.value, words.fallback, words.perPolicy, { en: "Unit", zh: "单位" }, words.restsOn];
    const name = one.title[language];
    return [title(store, one), ...(lines.length > 0
      ? [scroller(name, table(name, head.map((text) => text[language]), lines, "plain settings"))] : [])];
  });
  return [h("h3", {}, words.changedOnly[language]), ...tables,
    h("p", { class: "note" }, say(words.unchangedParams, language, { n: rest }))];
}

function provenance(store: Store): HTMLElement[] {
  const { data: { provenance: from, toml }, state: { language } } = store;
  const facts: [string, string][] = [
    [words.file[language], from.file],
    [words.versions[language], say(words.versionsIs, language, { p: from.program, m: from.model })],
    [words.seed[language], from.seed],
    [words.runs[language], say(words.runsIs, language, { n: from.runs.toLocaleString("en"), f: from.failed })],
    [words.arguments[language], `cogov ${from.arguments}`],
    [words.digest[language], from.digest]];
  const list = h("dl", { class: "facts", "data-testid": "provenance" });
  for (const [name, value] of facts) list.append(h("dt", {}, name), h("dd", {}, value));
  return [h("h3", {}, words.provenance[language]), list, h("h3", {}, words.again[language]),
    h("p", {}, words.againText[language]),
    h("p", { class: "on-screen" }, h("button", { type: "button", id: "save-scenario", "data-testid": "save-scenario",
      onclick: () => download("scenario.toml", toml, "application/toml") }, words.saveScenario[language])),
    h("pre", {}, `cogov run scenario.toml -o again.h5`),
    h("p", {}, words.verifyText[language]), h("pre", {}, `cogov verify ${from.file}`)];
}

/** A table that is made when it is first opened. */
function lazy(summary: HTMLElement | string, make: () => HTMLElement, testid: string): HTMLElement {
  const details = h("details", { "data-testid": testid }, h("summary", {}, summary));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(make());
  });
  return details;
}

function differencesTable(store: Store, policy: number): HTMLElement {
  const { data, state: { language } } = store;
  const rows = data.rows.filter((row) => cell.is(row.cells[policy - 1]));
  const lines = rows.map((row) => {
    const c = row.cells[policy - 1];
    return [labelled(row, language, row.group), level(row, 0), cell.mean(row, c), cell.difference(row, c),
      cell.interval(row, c, language), ...(data.worlds > 0 ? [cell.worlds(row, c, language)] : []), marks[cell.effect(c)][language]];
  });
  const head = [words.measure[language], short(policyName(store, 0), 30), short(policyName(store, policy), 30),
    words.difference[language], words.interval[language], ...(data.worlds > 0 ? [words.worldsRange[language]] : []), words.mark[language]];
  const caption = say(words.tableOf, language, { p: policyName(store, policy), b: policyName(store, 0) });
  return scroller(caption, table(caption, head, lines, "plain"));
}

function levelsTable(store: Store): HTMLElement {
  const { data, state: { language } } = store;
  const caption = words.levelsTable[language];
  return scroller(caption, table(caption, [words.measure[language], short(policyName(store, 0), 30)],
    data.rows.map((row) => [labelled(row, language, row.group), level(row, 0)]), "plain"));
}

function seriesTable(store: Store, at: number): HTMLElement {
  const { data, state: { language } } = store;
  const series = data.series.measures[at];
  const lines = linesOf(store, series, "levels");
  const caption = labelled(series, language);
  const points = lines[0]?.middle.length ?? 0;
  return scroller(caption, table(caption, [words.day[language], ...lines.map((line) => named(store, line.policy, 30))],
    Array.from({ length: points }, (_, point) => [String(Math.floor(dayOf(store, point))),
      ...lines.map((line) => digitsText(line.middle[point]))]), "plain"));
}

function allNumbers(store: Store): HTMLElement[] {
  const { data, state: { language } } = store;
  const button = (id: string, text: string, make: () => string) => h("button", { type: "button", id, "data-testid": id,
    onclick: () => download(`${id}.csv`, make(), "text/csv;charset=utf-8") }, text);
  const policies = store.shown().filter((policy) => policy > 0);
  const tables = data.policies.length === 1
    ? [lazy(words.levelsTable[language], () => levelsTable(store), "table-levels")]
    : policies.map((policy) => lazy(named(store, policy), () => differencesTable(store, policy), `table-${policy}`));
  return [h("div", { class: "on-screen" }, h("h3", {}, words.tables[language]), h("p", { class: "lead" }, words.tablesLead[language])),
    h("div", { class: "controls" },
      button("differences", words.csvDifferences[language], () => differencesCsv(data)),
      button("curves-data", words.csvCurves[language], () => curvesCsv(data)),
      button("breakdowns", words.csvBreakdowns[language], () => breakdownsCsv(data))),
    ...tables,
    ...data.series.measures.map((series, at) => lazy(say(words.curvesTable, language, { m: labelled(series, language) }),
      () => seriesTable(store, at), `table-${series.name}`)),
    ...data.breakdowns.map((one) => breakdownTable(store, one, "ran"))];
}

export function ran(store: Store): Component {
  const body = h("div");
  const part = section(store, "ran", 8, words.ran, [body]);
  return {
    element: part.element,
    draw() {
      part.draw();
      body.replaceChildren(...settings(store), ...provenance(store), ...allNumbers(store));
    },
  };
}
