/** The legend of the whole page: shows and hides policies, and finds them where there are many. */
import type { Component } from "./component";
import { h } from "./dom";
import { short } from "./format";
import { swatch } from "./palette";
import { mostAtOnce, type Store } from "./store";
import { say, words } from "./words";

const mostFound = 40;

export function policyName(store: Store, policy: number): string {
  return store.data.policies[policy].name;
}

/** A policy's line and name, as text. */
export function named(store: Store, policy: number, most = 60): HTMLElement {
  const name = policyName(store, policy);
  return h("span", { class: "named", title: name.length > most ? short(name, 400) : undefined },
    swatch(store.slot(policy)), h("span", {}, short(name, most)));
}

/** The policies shown, beside a chart that is printed. */
export function printedLegend(store: Store): HTMLElement {
  return h("p", { class: "printed-legend", "aria-hidden": "true" },
    ...store.shown().map((policy) => named(store, policy)));
}

export function policyBar(store: Store): Component {
  const chips = h("div", { class: "chips", role: "group" });
  const finder = h("div", { class: "finder", id: "finder", hidden: true });
  const element = h("nav", { class: "policy-bar", "data-testid": "policies" }, chips, finder);
  const many = store.data.policies.length > mostAtOnce;

  function chip(policy: number): HTMLElement {
    const on = store.isShown(policy);
    return h("button", {
      type: "button", class: "chip", id: `policy-${policy}`, "data-testid": `policy-${policy}`, "aria-pressed": String(on),
      title: say(words.showHide, store.state.language), onclick: () => store.toggle(policy),
    }, named(store, policy, 40));
  }

  function openFinder(): void {
    finder.hidden = !finder.hidden;
    store.changed();
    if (!finder.hidden) (finder.querySelector("input") as HTMLElement | null)?.focus();
  }

  function result(policy: number): HTMLElement {
    const box = h("input", { type: "checkbox", id: `find-${policy}`, "data-testid": `find-${policy}`,
      onchange: () => store.toggle(policy) });
    box.checked = store.isShown(policy);
    return h("label", { class: "found" }, box, short(policyName(store, policy), 80));
  }

  function fillFinder(): void {
    const { language, query } = store.state;
    const all = store.data.policies.map((_, policy) => policy);
    const matching = all.filter((policy) => policyName(store, policy).toLowerCase().includes(query.toLowerCase()));
    const status = say(words.found, language, { n: matching.length, all: all.length, k: store.shown().length });
    const list = h("div", { class: "found-list" }, ...matching.slice(0, mostFound).map(result));
    const rest = matching.length - mostFound;
    if (rest > 0) list.append(h("p", { class: "note" }, say(words.more, language, { n: rest })));
    const input = h("input", { type: "search", id: "policy-search", "data-testid": "policy-search", value: query,
      placeholder: words.search[language], "aria-label": words.search[language] });
    input.addEventListener("input", () => {
      store.state.query = input.value;
      const at = input.selectionStart;
      fillFinder();
      const again = finder.querySelector<HTMLInputElement>("#policy-search");
      again?.focus();
      again?.setSelectionRange(at, at);
    });
    finder.replaceChildren(input, h("p", { class: "note", role: "status" }, status), list);
  }

  return {
    element,
    draw() {
      const { language } = store.state;
      element.setAttribute("aria-label", words.policies[language]);
      const listed = many ? store.shown() : store.data.policies.map((_, policy) => policy);
      chips.replaceChildren(...listed.map(chip));
      chips.setAttribute("aria-label", words.showHide[language]);
      if (!many) return;
      chips.append(h("button", { type: "button", class: "chip chooser", id: "policy-finder", "data-testid": "policy-finder",
        "aria-expanded": String(!finder.hidden), "aria-controls": "finder", onclick: openFinder },
        `${words.choose[language]} (${store.data.policies.length})`));
      fillFinder();
    },
  };
}
