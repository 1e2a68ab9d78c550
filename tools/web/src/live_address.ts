/** The address holds what is compared, so that it can be kept and gone back to. What stands before "#" is good while the
 *  program runs; the part from "#" on means the same behind the address of another run with the same scenario:
 *  #A=2&A.roaming_couriers.enrolled_share=0.6&B=1&all.community.households=800&lang=zh */
import type { Model, Scope } from "./live_model";
import type { LiveParam, LiveState, Value } from "./live_types";
import type { Language } from "./types";

function written(value: Value): string {
  return Array.isArray(value) ? value.map(encodeURIComponent).join(",") : encodeURIComponent(String(value));
}

/** @returns undefined where the text is no value of the parameter; without a parameter it is a switch */
function read(text: string, param: LiveParam | undefined): Value | undefined {
  const type = param?.type ?? "boolean";
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (type === "integer" || type === "real") {
    const number = text.trim() === "" ? NaN : Number(text);
    return Number.isFinite(number) && (type === "real" || Number.isInteger(number)) ? number : undefined;
  }
  const words = type === "list" ? text.split(",").filter((word) => word !== "").map(decodeURIComponent) : [decodeURIComponent(text)];
  if (new Set(words).size < words.length || words.some((word) => !param?.choices?.includes(word))) return undefined;
  return type === "list" ? words : words[0];
}

/** The part behind "#". */
export function addressOf(model: Model): string {
  const { a, b } = model.state;
  const own = (scope: Scope) => Object.entries(model.own(scope)).map(([key, value]) => `${scope}.${key}=${written(value)}`);
  return [`A=${a.preset}`, ...own("A"), `B=${b.preset}`, ...own("B"), ...own("all"), `lang=${model.language}`].join("&");
}

export interface Address {
  state: LiveState;
  language?: Language;
  /** Parts that mean nothing here. */
  ignored: number;
}

/** What an address says; what it leaves out is as at first. */
export function addressRead(text: string, model: Model): Address {
  const found: Address = { state: model.first(), ignored: 0 };
  const { state } = found;
  const into: Record<Scope, Record<string, Value>> = { A: state.a.set, B: state.b.set, all: state.all };
  const take = (part: string): boolean => {
    const at = part.indexOf("=");
    const [name, value] = [part.slice(0, at), part.slice(at + 1)];
    if (name === "lang" && (value === "en" || value === "zh")) found.language = value;
    else if ((name === "A" || name === "B") && /^\d+$/.test(value) && Number(value) < model.start.presets.length) {
      (name === "A" ? state.a : state.b).preset = Number(value);
    } else {
      const [, scope, key] = /^(A|B|all)\.(.+)$/.exec(name) ?? [];
      const known = key !== undefined && model.knows(key) && model.allows(scope as Scope, key);
      const meant = known ? read(value, model.param(key)) : undefined;
      if (meant === undefined) return false;
      into[scope as Scope][key] = meant;
    }
    return true;
  };
  for (const part of text.replace(/^#/, "").split("&").filter((one) => one.includes("="))) {
    try {
      if (!take(part)) ++found.ignored;
    } catch {  // a "%" that encodes nothing
      ++found.ignored;
    }
  }
  return found;
}
