/** The classroom page: eight steps for a trainer with a projector. Everything was computed beforehand. */
import { doubtsStep } from "./classroom_doubts";
import { handout } from "./classroom_handout";
import { policiesStep, questionStep, voteStep } from "./classroom_intro";
import { dayStep, storyStep } from "./classroom_life";
import { text, type Step } from "./classroom_parts";
import { revealStep } from "./classroom_result";
import { slidersStep } from "./classroom_sliders";
import { ClassStore, minutes, stepCount, steps } from "./classroom_store";
import type { ClassData } from "./classroom_types";
import { say } from "./classroom_words";
import { h } from "./dom";

/** The steps, and what is there in all of them. */
function bar(store: ClassStore): Step {
  const element = h("header", { class: "class-bar" });
  return {
    element,
    draw() {
      const { language, step, plan } = store.state;
      const dots = Array.from({ length: stepCount }, (_, at) => at + 1).map((n) => h("button", { type: "button", class: "dot", id: `step-${n}`,
        "data-testid": `step-${n}`, "aria-current": n === step ? "step" : undefined, disabled: !store.mayGo(n),
        title: store.mayGo(n) ? undefined : text(store, say.locked),
        onclick: () => store.go(n) }, h("span", { class: "dot-number" }, String(n)), " ", h("span", { class: "dot-name" }, text(store, say.steps[n - 1]))));
      const other = language === "zh" ? "en" : "zh";
      element.replaceChildren(h("nav", { class: "dots" }, ...dots), h("div", { class: "class-tools" },
        h("button", { type: "button", id: "plan", "data-testid": "plan", "aria-expanded": String(plan), onclick: () => store.set({ plan: !plan }) },
          text(store, say.plan)),
        h("button", { type: "button", id: "handout", "data-testid": "handout", onclick: () => window.print() }, text(store, say.handout)),
        h("button", { type: "button", id: "language", "data-testid": "language", lang: other === "zh" ? "zh-CN" : "en",
          "aria-label": text(store, say.languageHint), onclick: () => store.set({ language: other }) }, text(store, say.language))));
    },
  };
}

function foot(store: ClassStore): Step {
  const element = h("footer", { class: "class-foot" });
  return {
    element,
    draw() {
      const { step, revealed } = store.state;
      const last = step === stepCount || (step === 4 && !revealed && !store.mayReveal());
      element.replaceChildren(
        h("button", { type: "button", id: "back", "data-testid": "back", disabled: step === 1, onclick: () => store.back() }, "← " + text(store, say.back)),
        h("span", { class: "where", role: "status" }, text(store, say.stepOf, { n: step, all: stepCount, name: text(store, say.steps[step - 1]) }) +
          " · " + text(store, say.minutes, { n: minutes[step - 1] })),
        h("button", { type: "button", id: "next", "data-testid": "next", class: "primary", disabled: last, onclick: () => store.next() }, text(store, say.next) + " →"));
    },
  };
}

/** The plan of forty minutes, over the step that it was asked for in. */
function planPanel(store: ClassStore): Step {
  const element = h("aside", { class: "plan", "data-testid": "plan-panel", hidden: true });
  return {
    element,
    draw() {
      element.hidden = !store.state.plan;
      element.setAttribute("aria-label", text(store, say.planTitle));
      element.replaceChildren(
        h("div", { class: "plan-head" }, h("h2", {}, text(store, say.planTitle)),
          h("button", { type: "button", id: "plan-close", "data-testid": "plan-close", onclick: () => store.set({ plan: false }) }, text(store, say.close))),
        h("ol", {}, ...say.planSteps.map((words, at) => h("li", { class: at + 1 === store.state.step ? "on" : "" },
          h("strong", {}, text(store, say.minutes, { n: minutes[at] })), " ", text(store, words)))),
        h("p", { class: "note" }, text(store, say.planLead)));
    },
  };
}

/** A presenter's clicker sends page keys; keys are left to whoever needs them, as the day needs arrows. */
function keys(store: ClassStore): void {
  const isOwn = (target: EventTarget | null, more: string) =>
    target instanceof Element && target.closest(`input, select, [role=log], .scroller${more}`) !== null;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const pages = event.key === "PageDown" || event.key === "PageUp";
    // On the day's step the space bar plays wherever the focus is, unless it presses something.
    const idle = !(event.target instanceof Element && event.target.closest("button, input, select, .day"));
    if (event.key === " " && store.state.step === steps.day && idle) {
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-testid=day-play]")?.click();
      return;
    }
    const arrows = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (event.key === "Escape" && store.state.plan) store.set({ plan: false });
    if (!(pages || arrows) || isOwn(event.target, arrows ? ", .day" : "")) return;
    event.preventDefault();
    if (event.key === "PageDown" || event.key === "ArrowRight") store.next();
    else store.back();
  });
}

function page(store: ClassStore): void {
  const parts = [bar(store), questionStep(store), policiesStep(store), voteStep(store), revealStep(store), slidersStep(store), dayStep(store),
    storyStep(store), doubtsStep(store), foot(store), planPanel(store), handout(store)];
  const [top, ...rest] = parts;
  const stage = h("main", { class: "stage" }, ...rest.slice(0, stepCount).map((part) => part.element));
  document.body.classList.add("class-page");
  document.body.replaceChildren(top.element, stage, ...rest.slice(stepCount).map((part) => part.element));
  let shown = 0;
  const draw = () => {
    const { language, step } = store.state;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = store.data.title[language];
    document.body.dataset.step = String(step);
    for (const part of parts) part.draw();
    if (shown !== step) window.scrollTo(0, 0);
    shown = step;
  };
  store.subscribe(draw);
  keys(store);
  draw();
  document.body.dataset.ready = "true";
}

page(new ClassStore(JSON.parse(document.getElementById("data")!.textContent!) as ClassData));
