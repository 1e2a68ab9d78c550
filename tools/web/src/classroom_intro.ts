/** Before the result: the question and the place, the policies, and the vote. */
import { frame, named, policyName, shownPolicies, text, type Step } from "./classroom_parts";
import { losers, steps, type ClassStore } from "./classroom_store";
import type { Change } from "./classroom_types";
import { say } from "./classroom_words";
import { h } from "./dom";
import { numberText, plain } from "./format";

function fact(value: string, words: string): HTMLElement {
  return h("p", { class: "fact" }, h("strong", {}, value), " ", words);
}

export function questionStep(store: ClassStore): Step {
  const body = h("div", { class: "opening" });
  const part = frame(store, steps.question, () => store.data.title[store.state.language], body);
  return {
    element: part.element,
    draw() {
      part.draw();
      const { place, days, replicates } = store.data;
      const facts = [fact(numberText(place.residents, 0), text(store, say.residents)),
        fact(numberText(place.households, 0), text(store, say.households)),
        fact(numberText(place.gridWorkers, 0), text(store, say.gridWorkers)),
        fact(String(days), text(store, say.days, { r: replicates }))];
      if (place.communities > 1) facts.splice(0, 0, fact(String(place.communities), text(store, say.communities)));
      body.replaceChildren(h("p", { class: "big" }, text(store, say.question)), h("div", { class: "facts-row" }, ...facts),
        h("p", {}, text(store, say.how)), h("p", { class: "quiet" }, text(store, say.caution)));
    },
  };
}

/** "riders who have agreed to report (swept 0-0.8): 0.3" */
function valueText(store: ClassStore, { meaning, unit, value }: Change["values"][number]): string {
  const { language } = store.state;
  const what = meaning[language].replace(/\s*[（(][^（(]*[)）]$/, "");
  const number = Number(value);
  const share = unit.en === "share" && Number.isFinite(number);
  const shown = share ? `${plain(number * 100)} %` : Number.isFinite(number) ? plain(number) : value;
  const noun = ["share", "number"].includes(unit.en) ? "" : (language === "zh" ? "" : " ") + unit[language];
  return language === "zh" ? `${what}：${shown}${noun}` : `${what}: ${shown}${noun}`;
}

function policyCard(store: ClassStore, policy: number): HTMLElement {
  const { language } = store.state;
  const { changes, budget } = store.data.policies[policy];
  const card = h("article", { class: "policy-card", "data-testid": `policy-${policy}` }, h("h3", {}, named(store, policy, 44)));
  const values = changes.flatMap((change) => change.values.map((value) => valueText(store, value)));
  const money = budget > 0 ? text(store, say.costsAYear, { n: numberText(budget, 0) }) : "";
  const facts = [...values.slice(0, 2), money].filter((words) => words !== "");
  const titles = changes.filter((change) => change.brought || !change.on || values.length === 0)
    .map((change) => change.title[language] + (change.on ? "" : ` (${text(store, say.off)})`)).join(" + ");
  card.append(h("p", { class: "what" }, [titles, ...facts].filter((words) => words !== "").join(" · ")));
  const main = changes.find((change) => change.failsBy[language] !== "");
  if (main) card.append(h("p", { class: "fails" }, h("strong", {}, text(store, say.canFail)), main.failsBy[language]));
  return card;
}

export function policiesStep(store: ClassStore): Step {
  const cards = h("div", { class: "policy-cards" });
  const part = frame(store, steps.policies, () => text(store, say.steps[steps.policies - 1]), cards);
  return {
    element: part.element,
    draw() {
      part.draw();
      const shown = shownPolicies(store);
      cards.classList.toggle("many", shown.length > 5);
      cards.replaceChildren(
        h("p", { class: "baseline-card", "data-testid": "policy-0" }, named(store, 0, 40), " ", text(store, say.today)),
        ...shown.slice(1).map((policy) => policyCard(store, policy)));
      const more = store.data.policies.length - shown.length;
      if (more > 0) cards.append(h("p", { class: "note" }, text(store, say.andMore, { n: more })));
    },
  };
}

/** Minus, a number, plus: to be pressed while hands are in the air. */
class Counter {
  readonly element = h("div", { class: "counter" });
  private readonly label = h("span", { class: "counter-label" });
  private readonly input: HTMLInputElement;
  private readonly less: HTMLButtonElement;
  private readonly more: HTMLButtonElement;

  constructor(private readonly store: ClassStore, testid: string, private readonly what: () => { text: string; label: HTMLElement },
              private readonly get: () => number, private readonly put: (hands: number) => void) {
    this.input = h("input", { type: "number", id: testid, "data-testid": testid, min: 0, max: 999, step: 1, inputmode: "numeric",
      oninput: () => this.set(Number(this.input.value)) });
    this.less = h("button", { type: "button", "data-testid": `${testid}-less`, onclick: () => this.set(this.get() - 1) }, "−");
    this.more = h("button", { type: "button", "data-testid": `${testid}-more`, onclick: () => this.set(this.get() + 1) }, "+");
    this.element.append(this.label, this.less, this.input, this.more);
  }

  draw(): void {
    const { text: name, label } = this.what();
    this.label.replaceChildren(label);
    this.input.setAttribute("aria-label", text(this.store, say.handsFor, { p: name }));
    this.less.setAttribute("aria-label", text(this.store, say.oneLess, { p: name }));
    this.more.setAttribute("aria-label", text(this.store, say.oneMore, { p: name }));
    const hands = this.get();
    if (Number(this.input.value) !== hands || this.input.value === "") this.input.value = String(hands);
  }

  private set(hands: number): void {
    this.put(Math.max(0, Math.min(999, Math.round(hands) || 0)));
    this.store.changed();
  }
}

export function voteStep(store: ClassStore): Step {
  const { best, loses } = store.state;
  const ballots = [...shownPolicies(store).slice(1), 0].map((policy) => new Counter(store, `vote-${policy}`,
    () => (policy === 0 ? { text: text(store, say.none), label: h("span", {}, text(store, say.none)) }
      : { text: policyName(store, policy), label: named(store, policy) }),
    () => best[policy], (hands) => { best[policy] = hands; }));
  const blame = losers.map((loser) => new Counter(store, `lose-${loser}`,
    () => ({ text: text(store, say.losers[loser]), label: h("span", {}, text(store, say.losers[loser])) }),
    () => loses[loser], (hands) => { loses[loser] = hands; }));
  const [headBest, headLoses] = [h("h3"), h("h3")];
  const note = h("p", { class: "note" });
  const part = frame(store, steps.vote, () => text(store, say.steps[steps.vote - 1]),
    h("div", { class: "ballots" }, h("div", {}, headBest, ...ballots.map((one) => one.element)),
      h("div", {}, headLoses, ...blame.map((one) => one.element))), note);
  return {
    element: part.element,
    draw() {
      part.draw();
      headBest.textContent = text(store, say.voteBest);
      headLoses.textContent = text(store, say.voteLoses);
      note.textContent = text(store, say.voteNote);
      for (const counter of [...ballots, ...blame]) counter.draw();
    },
  };
}
