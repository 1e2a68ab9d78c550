/** Values and names of parameters, as a person would say them. */
import { h } from "./dom";
import { plain, withUnit } from "./format";
import { choiceWords, live } from "./live_words";
import type { Model, Scope } from "./live_model";
import type { LiveParam, LiveSection, Value } from "./live_types";
import type { Language, Text } from "./types";
import { say } from "./words";

/** What scenario files call something, within a meaning: for those who read scenario files. */
const rawName = /`[^`]+`|\[[a-z_]+\]|\b[a-z0-9]+(?:\.[a-z0-9]+)*_[a-z0-9_.]*[a-z0-9]\b/g;

/** Words of scenario files in a Chinese text, said in Chinese. */
function inChinese(model: Model, text: string): string {
  return text.replace(/[a-z_]+/g, (word) => {
    const section = word in choiceWords ? undefined : model.start.sections.find(({ key }) => key === word);
    return section ? `“${section.title.zh}”` : choiceWords[word]?.zh ?? word;
  });
}

/** A meaning or rule; names from scenario files in it are set as code. */
export function told(model: Model, meant: Text): Node[] {
  const text = meant[model.language];
  // Some rules are told in English only: nothing is better than half of it.
  const chinese = model.language === "zh";
  if (chinese && !/[\u4e00-\u9fff]/.test(text)) return [];
  const nodes: Node[] = [];
  let from = 0;
  const plainly = (part: string) => nodes.push(document.createTextNode(chinese ? inChinese(model, part) : part));
  for (const found of text.matchAll(rawName)) {
    plainly(text.slice(from, found.index));
    nodes.push(h("code", {}, found[0].replace(/^[`[]|[`\]]$/g, "")));
    from = found.index! + found[0].length;
  }
  plainly(text.slice(from));
  return nodes;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Policy A", "For everybody". */
export function policyLetter(scope: Scope, language: Language): string {
  return scope === "all" ? live.everybody[language] : say(live.policyOf, language, { s: scope });
}

/** A section's title. */
export function titleOf(section: LiveSection, language: Language): string {
  return capital(section.title[language]);
}

/** The short name of a parameter; meanings in English complete it, in Chinese they say it all. */
export function nameOf(param: LiveParam, language: Language): string {
  if (language === "zh") return param.meaning.zh;
  return capital(param.key.slice(param.key.lastIndexOf(".") + 1).replaceAll("_", " "));
}

/** The section and the parameter in a line, as lists of changes and screen readers need them. */
export function fullName(model: Model, key: string): string {
  const { language } = model;
  const [section, param] = [model.section(key), model.param(key)];
  const title = section ? titleOf(section, language) : "";
  if (!param) return title;
  return `${title}${language === "zh" ? "：" : ": "}${nameOf(param, language)}`;
}

/** A word that a parameter can take. */
export function choiceText(model: Model, word: string): string {
  const kind = model.start.sections.find((section) => section.key === `request_kinds.${word}`);
  return (kind?.title ?? choiceWords[word])?.[model.language] ?? word;
}

const isShare = (param: LiveParam) => param.unit?.en === "share";
/** An hour of the day, other than a number of hours. */
const isClock = (param: LiveParam) => param.unit?.en === "hours" && param.high === 24 && param.low === 0 &&
  /(_from|_to|\.opens|\.closes|_round)$/.test(param.key);

function clock(hours: number): string {
  const minutes = Math.round(hours * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function numberWords(param: LiveParam, value: number, language: Language): string {
  if (isShare(param)) return `${plain(value * 100)}\u00a0%`;
  if (isClock(param)) return clock(value);
  if (!param.unit || param.unit.en === "number") return plain(value);
  const one = Math.abs(value) === 1 ? param.unit.en.replace(/^(day|hour|minute|second|metre|week|month|year)s\b/, "$1") : param.unit.en;
  return withUnit(plain(value), { ...param.unit, en: one }, language);
}

/** A value as it is said: "30 %", "08:30", "10 yuan", "yes". Without a parameter: a mechanism's switch. */
export function valueText(model: Model, param: LiveParam | undefined, value: Value): string {
  const { language } = model;
  if (typeof value === "boolean") return (param ? (value ? live.yes : live.no) : value ? live.on : live.off)[language];
  if (typeof value === "number") return param ? numberWords(param, value, language) : String(value);
  if (typeof value === "string") return choiceText(model, value);
  if (value.length === 0) return live.noneChosen[language];
  return value.map((word) => choiceText(model, word)).join(language === "zh" ? "、" : ", ");
}

/** What a parameter may be: a range, or nothing where its words can be seen. */
export function rangeText(model: Model, param: LiveParam): string {
  if (param.low === undefined || param.high === undefined) return "";
  return say(live.from, model.language, { a: numberWords(param, param.low, model.language), b: numberWords(param, param.high, model.language) });
}

export function isNumber(param: LiveParam): boolean {
  return param.type === "integer" || param.type === "real";
}
