/** What is compared on the live page: the baseline, what is changed for everybody, and two sides on top of it. */
import type { LiveParam, LiveSection, LiveStart, LiveState, Problem, Side, Value } from "./live_types";
import type { Language } from "./types";

export type SideName = "A" | "B";
/** Whose settings: a side's, or everybody's. */
export type Scope = SideName | "all";
export const scopes: readonly Scope[] = ["A", "B", "all"];

export function same(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Of a section that can be switched. */
export const switchKey = (section: LiveSection): string => `${section.key}.enabled`;

export class Model {
  state: LiveState;
  language: Language;
  /** What the server said about the settings of the last request. */
  problems: Problem[] = [];
  private readonly sectionOf = new Map<string, LiveSection>();
  private readonly paramOf = new Map<string, LiveParam>();

  constructor(readonly start: LiveStart) {
    this.language = start.language;
    for (const section of start.sections) {
      if (section.switchable) this.sectionOf.set(switchKey(section), section);
      for (const param of section.params) {
        if (param.type === "text") continue;
        this.sectionOf.set(param.key, section);
        this.paramOf.set(param.key, param);
      }
    }
    this.state = this.first();
  }

  /** The first two policies of the scenario against its baseline. */
  first(): LiveState {
    const last = this.start.presets.length - 1;
    return { all: {}, a: { preset: Math.min(1, last), set: {} }, b: { preset: Math.min(2, last), set: {} } };
  }

  param(key: string): LiveParam | undefined {
    return this.paramOf.get(key);
  }

  section(key: string): LiveSection | undefined {
    return this.sectionOf.get(key);
  }

  /** A parameter that the page shows, or a switch. */
  knows(key: string): boolean {
    return this.sectionOf.has(key);
  }

  /** May the key differ between the sides? */
  allows(scope: Scope, key: string): boolean {
    return scope === "all" || this.sectionOf.get(key)?.policyMaySet === true;
  }

  side(scope: SideName): Side {
    return scope === "A" ? this.state.a : this.state.b;
  }

  /** What was changed on this page. */
  own(scope: Scope): Record<string, Value> {
    return scope === "all" ? this.state.all : this.side(scope).set;
  }

  preset(scope: Scope): Record<string, Value> {
    return scope === "all" ? {} : this.start.presets[this.side(scope).preset]?.set ?? {};
  }

  /** The value without what was changed here: a side's policy has it, or everybody, or the scenario. */
  inherited(scope: Scope, key: string): Value {
    const everybody = scope === "all" ? undefined : this.state.all[key];
    return this.preset(scope)[key] ?? everybody ?? this.start.base[key] ?? this.param(key)?.fallback ?? false;
  }

  value(scope: Scope, key: string): Value {
    return this.own(scope)[key] ?? this.inherited(scope, key);
  }

  isChanged(scope: Scope, key: string): boolean {
    return key in this.own(scope);
  }

  isOn(scope: Scope, section: LiveSection): boolean {
    return !section.switchable || this.value(scope, switchKey(section)) === true;
  }

  /** Keys of a section that were changed here. */
  changedIn(scope: Scope, section: LiveSection): string[] {
    return Object.keys(this.own(scope)).filter((key) => this.section(key) === section);
  }

  set(scope: Scope, key: string, value: Value): void {
    if (same(value, this.inherited(scope, key))) delete this.own(scope)[key];
    else this.own(scope)[key] = value;
    this.tidy();
  }

  reset(scope: Scope, keys: string[]): void {
    for (const key of keys) delete this.own(scope)[key];
    this.tidy();
  }

  choose(scope: SideName, preset: number): void {
    const side = this.side(scope);
    side.preset = preset;
    side.set = {};
  }

  swap(): void {
    [this.state.a, this.state.b] = [this.state.b, this.state.a];
  }

  copyToB(): void {
    this.state.b = structuredClone(this.state.a);
  }

  /** A side's change that has come to say what holds anyway is none. */
  private tidy(): void {
    for (const scope of ["A", "B"] as const) {
      const own = this.own(scope);
      for (const key of Object.keys(own)) if (same(own[key], this.inherited(scope, key))) delete own[key];
    }
  }
}
