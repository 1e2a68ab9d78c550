/** A part of a page: an element, and how to bring it up to date with the store. */
import { h, type Child } from "./dom";
import type { Store } from "./store";
import type { Text } from "./types";

export interface Component {
  element: HTMLElement;
  /** Called once the element stands in the page, and after every change. */
  draw(): void;
}

/** A section with a number and a heading. */
export function section(store: Store, id: string, number: number, title: Text, body: HTMLElement[]): Component {
  const heading = h("h2", { id: `${id}-title` });
  const element = h("section", { id, "data-testid": id, "aria-labelledby": `${id}-title` }, heading, ...body);
  return {
    element,
    draw() {
      heading.replaceChildren(h("span", { class: "number", "aria-hidden": "true" }, String(number)),
        title[store.state.language]);
    },
  };
}

/** Two or more buttons of which one is pressed. */
export function choice(id: string, label: string, options: { name: string; text: string; on: boolean; pick(): void }[]) {
  return h("div", { class: "choice", role: "group", "aria-label": label },
    ...options.map(({ name, text, on, pick }) => h("button", {
      type: "button", id: `${id}-${name}`, "data-testid": `${id}-${name}`, "aria-pressed": String(on), onclick: pick,
    }, text)));
}

/** What is to be unfolded, and stays unfolded when it is drawn anew under the same key. */
export function folded(store: Store, key: string, summary: Child, ...children: Child[]): HTMLDetailsElement {
  const id = `fold-${key}`;
  const details = h("details", {}, h("summary", { id }, summary), ...children);
  details.open = store.unfolded.has(key);
  details.addEventListener("toggle", () => {
    if (details.open) store.unfolded.add(key);
    else store.unfolded.delete(key);
  });
  return details;
}
