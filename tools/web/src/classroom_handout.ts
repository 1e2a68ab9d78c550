/** Two pages of A4 for everybody in the class; shown in print only. */
import { differenceCell, named, shortName, shownPolicies, text, type Step } from "./classroom_parts";
import type { ClassStore } from "./classroom_store";
import { say } from "./classroom_words";
import { h } from "./dom";
import { level, withUnit } from "./format";

function lines(count: number): HTMLElement {
  return h("div", { class: "lines" }, ...Array.from({ length: count }, () => h("div", {})));
}

function firstPage(store: ClassStore): HTMLElement {
  const { language } = store.state;
  const { data } = store;
  return h("div", { class: "sheet" },
    h("p", { class: "sheet-head" }, h("span", {}, `${text(store, say.name)}: ____________________`), h("span", {}, `${text(store, say.date)}: ______________`)),
    h("h1", {}, data.title[language]), h("h2", {}, text(store, say.theQuestion)), h("p", {}, text(store, say.question)), h("p", {}, text(store, say.how)),
    h("h2", {}, text(store, say.thePolicies)),
    h("ol", { class: "sheet-policies" }, ...shownPolicies(store).slice(1).map((policy) => {
      const fails = data.policies[policy].changes.find((change) => change.failsBy[language] !== "")?.failsBy[language];
      return h("li", {}, h("strong", {}, data.policies[policy].name[language]), fails ? h("span", {}, ` — ${text(store, say.canFail)}${fails}`) : "");
    })),
    h("h2", {}, text(store, say.myVote)),
    h("p", {}, `${text(store, say.voteBest)} ______________________ ${text(store, say.myReason)}:`), lines(2),
    h("p", {}, `${text(store, say.voteLoses)} ______________________ ${text(store, say.myReason)}:`), lines(2),
    h("h2", {}, text(store, say.notes)), lines(12));
}

function resultsTable(store: ClassStore): HTMLElement {
  const { language } = store.state;
  const policies = shownPolicies(store);
  return h("table", { class: "sheet-table" }, h("caption", { class: "unseen" }, text(store, say.results, { b: store.data.policies[0].name[language] })),
    h("thead", {}, h("tr", {}, h("th", {}), ...policies.map((policy) => h("th", { scope: "col" }, named(store, policy, 40))))),
    h("tbody", {}, ...store.data.combinations.measures.map((measure, at) => {
      const row = store.row(store.data.startPoint, at);
      return h("tr", {}, h("th", { scope: "row" }, shortName(measure, language)), h("td", {}, withUnit(level(row, 0), row.unit, language)),
        ...policies.slice(1).map((policy) => differenceCell(store, row, policy)));
    })));
}

function secondPage(store: ClassStore): HTMLElement {
  const { data } = store;
  return h("div", { class: "sheet" }, h("p", { class: "sheet-head" }, text(store, say.afterResult)), h("h2", {}, text(store, say.results, { b: data.policies[0].name[store.state.language] })), resultsTable(store),
    h("p", { class: "note" }, text(store, say.resultsNote, { r: data.replicates, d: data.days }) + " " + text(store, say.caution)),
    h("h2", {}, text(store, say.changed)), lines(2),
    h("h2", {}, text(store, say.discuss)),
    h("ol", {}, ...say.questions.map((question) => h("li", {}, text(store, question), lines(1)))),
    h("p", { class: "note" }, text(store, say.made, { v: data.program, s: data.seed })));
}

export function handout(store: ClassStore): Step {
  const element = h("div", { class: "handout-sheets", "data-testid": "handout-sheets" });
  return {
    element,
    draw() {
      element.replaceChildren(firstPage(store), secondPage(store));
    },
  };
}
