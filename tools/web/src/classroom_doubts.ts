/** The last step: what nobody knows, what holds in all combinations, and what to talk about. */
import { frame, isLittle, named, shortName, shownPolicies, text, worthNaming, type Step } from "./classroom_parts";
import { steps, type ClassStore } from "./classroom_store";
import { say } from "./classroom_words";
import { h } from "./dom";
import { cell, digitsText } from "./format";

/** What a policy can be in a combination, in the order of the columns, and what each is called. */
const kinds = { better: say.better, little: say.tooSmall, luck: say.couldBeLuck, worse: say.worseN, changed: say.effects[2],
  few: say.effects[4], same: say.effects[5] };
type Kind = keyof typeof kinds;
const kindOf: Kind[] = ["better", "worse", "changed", "luck", "few", "same"];

/** In how many combinations a policy is what: better or worse is told from luck and worth noticing. */
export function overAll(store: ClassStore, policy: number): Record<Kind, number> {
  const count: Record<Kind, number> = { better: 0, little: 0, luck: 0, worse: 0, changed: 0, few: 0, same: 0 };
  const primary = store.primary();
  for (const point of store.data.combinations.points) {
    const c = point[primary][policy + 1] as (number | null)[];
    const effect = cell.is(c) ? cell.effect(c) : 5;
    const little = cell.is(c) && isLittle(store, store.data.combinations.measures[primary], c);
    ++count[little ? "little" : kindOf[effect]];
  }
  return count;
}

/** Measures on the first screen that get worse at the start, told from luck. */
export function worseNames(store: ClassStore, policy: number): string {
  const { language } = store.state;
  const worse = store.data.combinations.measures.filter((measure, at) => {
    const row = store.row(store.data.startPoint, at);
    const c = row.cells[policy - 1];
    return measure.name !== "cost_per_household" && cell.is(c) && cell.effect(c) === 1 && worthNaming(row, c);
  });
  if (worse.length === 0) return text(store, say.nothingWorse);
  const names = worse.map((measure) => shortName(measure, language).replace(/^…+\s*/, ""));
  const rest = names.length - 2;
  return names.slice(0, 2).join(language === "zh" ? "、" : "; ") + (rest > 0 ? (language === "zh" ? "；" : " ") + text(store, say.moreWorse, { n: rest }) : "");
}

function doubtsTable(store: ClassStore): HTMLElement {
  const cost = store.data.tables.rows.find((row) => row.name === "yearly_cost_yuan" && !row.group);
  const policies = shownPolicies(store).slice(1);
  const counts = policies.map((policy) => overAll(store, policy));
  const always: Kind[] = ["better", "little", "luck", "worse"];
  const shown = (Object.keys(kinds) as Kind[]).filter((kind) => always.includes(kind) || counts.some((count) => count[kind] > 0));
  const look: Partial<Record<Kind, string>> = { better: "effect-0", worse: "effect-1" };
  return h("table", { class: "doubts", "data-testid": "doubts" },
    h("caption", {}, text(store, say.acrossAll, { n: store.data.combinations.points.length })),
    h("thead", {}, h("tr", {}, h("th", {}), ...shown.map((kind) => h("th", { scope: "col" }, text(store, kinds[kind]))),
      h("th", { scope: "col" }, text(store, say.costMore)), h("th", { scope: "col", class: "left" }, text(store, say.andLoses)))),
    h("tbody", {}, ...policies.map((policy, at) => {
      const c = cost?.cells[policy - 1];
      return h("tr", { "data-testid": `over-all-${policy}` }, h("th", { scope: "row" }, named(store, policy, shown.length > always.length ? 16 : 26)),
        ...shown.map((kind) => h("td", { class: look[kind] && (counts[at][kind] > 0 ? look[kind] : "quiet") }, String(counts[at][kind]))),
        h("td", {}, c && cell.is(c) ? digitsText(c[1], 3, true) : "—"), h("td", { class: "left" }, worseNames(store, policy)));
    })));
}

export function doubtsStep(store: ClassStore): Step {
  const body = h("div", { class: "doubts-parts" });
  const part = frame(store, steps.doubts, () => text(store, say.doubts), body);
  return {
    element: part.element,
    draw() {
      part.draw();
      if (!store.state.revealed) return;
      const { sliders } = store.data;
      body.replaceChildren(doubtsTable(store), h("div", { class: "doubts-below" }, h("div", {}, h("p", {}, text(store, say.unknowns)),
        h("p", { class: "note" }, sliders.list.map((slider) => slider.label[store.state.language]).join(" · ") + (store.state.language === "zh" ? "。" : ". ") + sliders.rule[store.state.language])),
        h("div", {}, h("h3", {}, text(store, say.discuss)), h("ol", {}, ...say.questions.map((question) => h("li", {}, text(store, question)))))));
    },
  };
}
