/** What the live page starts from, sends and receives; tools/live/session.hpp makes and reads it. */
import type { ReportData, Text } from "./types";

export type Value = boolean | number | string | string[];

export interface LiveParam {
  /** "roaming_couriers.enrolled_share" */
  key: string;
  meaning: Text;
  unit: Text | null;
  type: "boolean" | "integer" | "real" | "choice" | "list" | "text";
  tag: "claim" | "evidence" | "calculated" | "assumption" | "convention";
  source: string;
  fallback: Value;
  /** What is accepted, of numbers. */
  low?: number;
  high?: number;
  /** What a slider covers, of numbers: a sensible part of what is accepted. */
  slider?: { low: number; high: number; step: number };
  choices?: string[];
  /** How much of a policy there is. */
  size: boolean;
}

export interface LiveSection {
  key: string;
  title: Text;
  rule: Text;
  /** Off unless switched on: a mechanism. */
  switchable: boolean;
  /** May differ between policies; otherwise it is of the place, and all share it. */
  policyMaySet: boolean;
  params: LiveParam[];
}

export interface LiveStart {
  language: "en" | "zh";
  title: string;
  /** The scenario's policies; the first is the baseline. `set`: what differs from it, "SECTION.enabled" for switches. */
  presets: { name: string; set: Record<string, Value> }[];
  /** The baseline's values of all keys, "SECTION.enabled" for switches. */
  base: Record<string, Value>;
  sections: LiveSection[];
  /** Replicates after each stage: [8, 20, 40]. */
  stages: number[];
  /** Worlds that are run at last; 0: none. */
  worlds: number;
  days: number;
  residents: number;
}

export interface Side {
  /** In LiveStart.presets. */
  preset: number;
  /** On top of the preset. */
  set: Record<string, Value>;
}

/** What the address holds, and every request is of. */
export interface LiveState {
  /** For the baseline and both sides. */
  all: Record<string, Value>;
  a: Side;
  b: Side;
}

/** POST run {tab, state}: server-sent events. `tab` is the page's own random word: its last request wins.
 *  POST scenario {state, replicates, worlds}: TOML. POST report {state, replicates, worlds, language}: HTML.
 *  POST day {state, policy: 0 | 1 | 2, day}: DayData. Other answers are {problems}. */
export interface Problem {
  what: string;
  why: string;
  hint: string;
}

/** Event "result": policies 0 baseline, 1 A, 2 B. Parts that a report has besides are empty. Event "problems":
 *  {problems: Problem[]}. Event "done": {}. */
export interface LiveResult extends ReportData {
  /** From 0; the last one, with worlds if there are any, is `stages.length - 1` or `stages.length`. */
  stage: number;
  last: boolean;
}
