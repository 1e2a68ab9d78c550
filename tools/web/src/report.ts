/** The report: reads the data that the program put into the page, and draws everything from it. */
import type { Component } from "./component";
import { curves } from "./curves";
import { h } from "./dom";
import { firstScreen, masthead, verdicts } from "./first_screen";
import { forest } from "./forest";
import { groups } from "./groups";
import { ledgers } from "./ledgers";
import { neighbourhood } from "./map";
import { plane } from "./plane";
import { policyBar } from "./policies";
import { ran } from "./ran";
import { Store } from "./store";
import type { ReportData } from "./types";
import { words } from "./words";

/** Language and print, above everything. */
function tools(store: Store): Component {
  const element = h("div", { class: "tools" });
  return {
    element,
    draw() {
      const { language } = store.state;
      element.replaceChildren(
        h("span", { class: "house" }, "cogov"),
        h("button", { type: "button", id: "print", "data-testid": "print", onclick: () => window.print() }, words.print[language]),
        h("button", { type: "button", id: "language", "data-testid": "language", lang: language === "zh" ? "en" : "zh-CN",
          "aria-label": words.languageHint[language],
          onclick: () => store.set({ language: language === "zh" ? "en" : "zh" }) }, words.language[language]));
    },
  };
}

function contents(store: Store): Component {
  const element = h("nav", { class: "contents" });
  const parts = ["verdicts", "curves", "forest", "plane", "groups", "map", "ledgers", "ran"] as const;
  return {
    element,
    draw() {
      const { language } = store.state;
      element.setAttribute("aria-label", words.contents[language]);
      element.replaceChildren(h("ol", {}, ...parts.map((part) =>
        h("li", {}, h("a", { href: `#${part}` }, words[part][language])))));
    },
  };
}

function page(store: Store): void {
  const skip = h("a", { class: "skip", href: "#verdicts" });
  const above = [tools(store), masthead(store), contents(store), policyBar(store)];
  const parts = [verdicts(store), firstScreen(store), curves(store), forest(store), plane(store), groups(store),
    neighbourhood(store), ledgers(store), ran(store)];
  const foot = h("footer");
  document.body.replaceChildren(skip, ...above.map((one) => one.element),
    h("main", {}, ...parts.map((one) => one.element)), foot);
  const draw = () => {
    const { language } = store.state;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = store.data.title || store.data.provenance.file;
    skip.textContent = words.skip[language];
    foot.textContent = words.made[language];
    for (const one of [...above, ...parts]) one.draw();
  };
  store.subscribe(draw);
  draw();
  document.body.dataset.ready = "true";
}

page(new Store(JSON.parse(document.getElementById("data")!.textContent!) as ReportData));
