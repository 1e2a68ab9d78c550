/** The verdicts, and the eight measures that stand on the first screen. */
import { folded, section, type Component } from "./component";
import { h, scroller, table } from "./dom";
import { cell, labelled, level, withUnit } from "./format";
import { named, policyName } from "./policies";
import { mostAtOnce, type Store } from "./store";
import type { Row, Text } from "./types";
import { findings, marks, say, words } from "./words";

/** Title, what was run in a line, and how to read it. */
export function masthead(store: Store): Component {
  const element = h("header", { class: "masthead" });
  return {
    element,
    draw() {
      const { data, state: { language } } = store;
      const worlds = data.worlds > 0 ? say(words.andWorlds, language, { n: data.worlds }) : "";
      const gaps = { p: data.policies.length, r: data.replicates, d: data.days, w: worlds };
      const line = say(data.policies.length > 1 ? words.headline : words.headlineOne, language, gaps);
      const { failed, runs } = data.provenance;
      element.replaceChildren(
        h("h1", { "data-testid": "title" }, data.title || data.provenance.file),
        h("p", { class: "standfirst", "data-testid": "headline" }, line + (language === "zh" ? "。" : "."),
          h("br"), words.caution[language]));
      if (failed > 0) {
        element.append(h("p", { class: "warning" }, say(words.failed, language, { n: failed, all: runs })));
      }
    },
  };
}

function verdictCard(store: Store, policy: number): HTMLElement {
  const { language } = store.state;
  const verdict = store.data.verdicts[policy - 1];
  const finding = findings[verdict.finding] ?? findings.unknown;
  const card = h("article", { class: `verdict ${finding.tone}`, "data-testid": `verdict-${policy}` },
    h("h3", {}, named(store, policy, 90)),
    h("p", { class: "badge" }, h("span", { "aria-hidden": "true" }, finding.sign + " "),
      (verdict.sure ? finding.sure : finding.unsure)[language]),
    h("p", { class: "sentence" }, verdict.text[language]));
  if (verdict.unknowns.length > 0) {
    card.append(folded(store, `verdict-${policy}`, words.hangsOn[language],
      h("ul", {}, ...verdict.unknowns.map((text) => h("li", { title: text.key }, text[language])))));
  }
  return card;
}

/** The verdict on each policy that is shown. */
export function verdicts(store: Store): Component {
  const cards = h("div", { class: "verdicts" });
  const note = h("p", { class: "note" });
  const part = section(store, "verdicts", 1, words.verdicts, [cards, note]);
  return {
    element: part.element,
    draw() {
      part.draw();
      const { data, state: { language } } = store;
      const shown = store.shown();
      const judged = shown.filter((policy) => policy > 0);
      cards.replaceChildren(...judged.map((policy) => verdictCard(store, policy)));
      if (data.policies.length === 1) cards.append(h("p", {}, words.noVerdict[language]));
      else if (judged.length === 0) cards.append(h("p", {}, words.nothingShown[language]));
      const some = data.policies.length > mostAtOnce;
      const gaps = { k: shown.length, all: data.policies.length };
      note.textContent = data.policies.length === 1 ? "" :
        (some ? say(words.someShown, language, gaps) + (language === "zh" ? "" : " ") : "") + data.note[language];
    },
  };
}

/** A difference with its mark, coloured by it; on narrow pages it names its policy itself. */
export function differenceCell(store: Store, row: Row, policy: number): HTMLElement {
  const { language } = store.state;
  const c = row.cells[policy - 1];
  const label = policyName(store, policy);
  if (!cell.is(c)) return h("td", { "data-label": label }, "—");
  const effect = cell.effect(c);
  const interval = cell.interval(row, c, language);
  const number = effect === 5 ? "" : cell.difference(row, c);
  return h("td", { "data-label": label, class: `effect-${effect}`, title: interval || undefined },
    h("span", { class: "figure" }, number), " ", h("span", { class: "mark" }, marks[effect][language]));
}

/** A line of a table of measures; one without a row is a heading. */
export interface MeasureLine {
  label: HTMLElement | string;
  row?: Row;
  item?: boolean;
}

/** A line a measure: its label, the baseline's value, and for each policy shown the difference. */
export function measureTable(store: Store, caption: string,
                             lines: MeasureLine[],
                             testid: string, first: Text = words.measure): HTMLElement {
  const { language } = store.state;
  const policies = store.shown().filter((policy) => policy > 0);
  const head = [first[language], policyName(store, 0)];
  const result = table(caption, head, [], "measures");
  const heads = result.tHead!.rows[0];
  for (const policy of policies) heads.append(h("th", { scope: "col" }, named(store, policy, 34)));
  result.setAttribute("data-testid", testid);
  for (const { label, row, item } of lines) {
    if (!row) {
      result.tBodies[0].append(h("tr", { class: "item list-head" },
        h("th", { scope: "rowgroup", colspan: policies.length + 2 }, label)));
      continue;
    }
    const line = h("tr", { class: item ? "item" : undefined }, h("th", { scope: "row" }, label),
      h("td", { class: "base", "data-label": policyName(store, 0) },
        withUnit(level(row, 0), row.unit, language)));
    for (const policy of policies) line.append(differenceCell(store, row, policy));
    result.tBodies[0].append(line);
  }
  return scroller(caption, result);
}

/** The eight measures, in the words in which planners ask for them. */
export function firstScreen(store: Store): Component {
  const body = h("div");
  const heading = h("h3", { id: "first-title" });
  const element = h("section", { class: "first-screen", "data-testid": "first-screen", "aria-labelledby": "first-title" },
    heading, body);
  return {
    element,
    draw() {
      const { data, state: { language } } = store;
      heading.textContent = words.firstScreen[language];
      let number = 0;
      const lines = data.firstScreen.flatMap((item) => {
        const shownNumber = item.primary ? "" : `${++number}`;
        return item.rows.map(({ row, part }, at) => {
          const label = h("span", {});
          if (at === 0) label.append(h("span", { class: "item-label" }, h("span", { class: "count" }, shownNumber), item.label[language]));
          if (item.primary) label.append(h("span", { class: "part" }, words.deciding[language]));
          if (part) label.append(h("span", { class: "part" }, part[language]));
          return { label, row: data.rows[row], item: at === 0 };
        });
      });
      const one = data.policies.length === 1;
      const note = one ? say(words.levelNote, language, { r: data.replicates })
        : say(words.firstNote, language, { b: policyName(store, 0) });
      const least = data.lists.leastCertain.map((row) =>
        ({ label: labelled(data.rows[row], language), row: data.rows[row], item: true }));
      body.replaceChildren(measureTable(store, words.firstScreen[language], lines, "eight-measures"),
        h("p", { class: "note" }, note));
      if (least.length > 0) {
        body.append(h("h4", {}, words.leastCertain[language]),
          measureTable(store, words.leastCertain[language], least, "least-certain"));
      }
    },
  };
}
