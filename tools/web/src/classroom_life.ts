/** A day to watch, and one resident's year under every policy. */
import { frame, named, policyName, shownPolicies, text, type Step } from "./classroom_parts";
import { steps, type ClassStore } from "./classroom_store";
import type { Course, Story } from "./classroom_types";
import { say } from "./classroom_words";
import { choice } from "./component";
import { dayPlayer } from "./day";
import { h } from "./dom";

export function dayStep(store: ClassStore): Step {
  const { day } = store.data;
  const choices = h("div", { class: "controls day-which" });
  const player = dayPlayer(() => store.state.language,
    () => day?.watched[store.state.dayAt].data ?? null, { autoplay: false, speed: 2 });
  const part = frame(store, steps.day, () => text(store, say.aDay, { n: day?.day ?? 0 }), choices, player.element);
  return {
    element: part.element,
    draw() {
      part.draw();
      if (!day) {
        choices.replaceChildren(h("p", {}, text(store, say.noDay)));
        return;
      }
      choices.replaceChildren(choice("day-of", text(store, say.compare), day.watched.map(({ policy }, at) => ({
        name: String(policy), text: policyName(store, policy), on: store.state.dayAt === at, pick: () => store.set({ dayAt: at }) }))));
      if (store.state.step === steps.day) player.draw();
    },
  };
}

/** "3 days", "less than a day" */
function duration(store: ClassStore, days: number): string {
  const whole = Math.round(days);
  if (days < 0.5) return text(store, say.lessThanADay);
  return whole <= 1 ? text(store, say.oneDay) : text(store, say.someDays, { n: whole });
}

/** What became of a need, in a word or two and how it looks. */
export function ending(store: ClassStore, course: Course, onset: number): { sign: string; words: string; tone: string } {
  if (course.fixed !== null) return { sign: "✓", tone: "good", words: text(store, say.fixedAfter, { n: duration(store, course.fixed - onset) }) };
  if (course.gaveUp) return { sign: "✗", tone: "bad", words: text(store, say.gaveUp) };
  if (course.lapsed) return { sign: "✗", tone: "bad", words: text(store, course.service === null ? say.nobodyCame : say.notInTime) };
  return { sign: "…", tone: "bad", words: text(store, say.stillOpen) };
}

function courseCell(store: ClassStore, course: Course, onset: number): HTMLElement {
  const { language } = store.state;
  const { sign, words, tone } = ending(store, course, onset);
  const cell = h("td", { class: tone }, h("span", { class: "sign", "aria-hidden": "true" }, sign + " "), words);
  const falsely = course.fixed === null && course.closed !== null;
  const unknown = course.fixed === null && course.reported === null && course.noticed === null;
  const more = falsely ? text(store, say.closedNotFixed, { n: Math.floor(course.closed!) })
    : course.fixed !== null && course.server ? text(store, say.by, { s: course.server[language] }) : unknown ? text(store, say.neverTold)
    : course.reported !== null ? text(store, say.toldOn, { n: Math.floor(course.reported) }) : "";
  if (more) cell.append(h("br"), h("span", { class: "quiet" }, more));
  return cell;
}

/** "Resident 1203 · aged (80+) · living alone · floor 5": what the model knows, and no name. */
export function residentText(store: ClassStore, { resident }: Story): string {
  const { language } = store.state;
  const parts = [text(store, say.resident, { n: resident.number }), text(store, say.years, { n: resident.age }),
    ...resident.classes.slice(1).map((one) => one[language])];
  if (resident.household > 1) parts.push(text(store, say.ofHousehold, { n: resident.household }));
  parts.push(text(store, say.floor, { n: resident.floor }));
  return parts.join(" · ");
}

export function storyTable(store: ClassStore, story: Story): HTMLElement {
  const { language } = store.state;
  const policies = shownPolicies(store);
  return h("table", { class: "story" }, h("caption", { class: "unseen" }, residentText(store, story)),
    h("thead", {}, h("tr", {}, h("th", {}), ...policies.map((policy) => h("th", { scope: "col" }, named(store, policy, 24))))),
    h("tbody", {}, ...story.needs.map((need, at) => h("tr", {},
      h("th", { scope: "row" }, h("span", { class: "quiet" }, text(store, say.onDay, { n: Math.floor(need.day) })), h("br"), need.kind[language]),
      ...policies.map((policy) => courseCell(store, story.policies[policy][at], need.day)))),
      h("tr", { class: "sum" }, h("th", {}), ...policies.map((policy) => {
        const courses = story.policies[policy];
        return h("td", {}, text(store, say.solvedOf, { a: courses.filter((course) => course.fixed !== null).length, n: courses.length }));
      }))));
}

export function storyStep(store: ClassStore): Step {
  const body = h("div", { "data-testid": "story" });
  const { story } = store.data;
  const part = frame(store, steps.story, () => (story ? residentText(store, story) : text(store, say.steps[steps.story - 1])), body);
  return {
    element: part.element,
    draw() {
      part.draw();
      if (!story) {
        body.replaceChildren(h("p", {}, text(store, say.noStory)));
        return;
      }
      // A run of two months or less has no month to spare.
      const m = store.data.days > 60 ? text(store, say.storyMonth) : "";
      body.replaceChildren(story.needs.length > 3 ? "" : h("p", { class: "lead" }, text(store, say.sameYear)), h("div", { class: "story-scroller" }, storyTable(store, story)),
        h("p", { class: "note" }, text(store, (story.least ?? 2) > 1 ? say.storyRule : say.storyRuleOne, { m })));
    },
  };
}
