/** What the program puts into the page; tools/report_parts.hpp says how each part is made. */

export type Language = "en" | "zh";
export type Text = Record<Language, string>;

/** Effects are numbered as in the program; 5: exactly the same in every run. */
export enum Effect { better, worse, changed, none, tooFew, same }

/** A policy against the baseline: [mean, difference, low, high of 95 %, low, high of the worlds, effect, powers of ten of
 *  means, difference and worlds, worlds in which it is better, worlds that have a difference]. Empty: no runs. */
export type Cell = (number | null)[];

export interface Measure {
  name: string;
  label: Text;
  meaning: Text;
  unit: Text;
  diffUnit: Text;
  /** What a value is multiplied by to be shown: 100 for shares. */
  scale: number;
  /** −1: lower is better; 1: higher; 0: neither. */
  better: -1 | 0 | 1;
}

export interface Row extends Measure {
  group?: Text;
  base?: number | null;
  digits?: number;
  /** One a policy after the baseline. */
  cells: Cell[];
}

export interface Bands {
  least: number;
  unitOf: number;
  /** [line][middle, low, high][point], whole numbers of `unitOf` above `least`. */
  lines: (number | null)[][][];
}

export interface Series extends Measure {
  levels: Bands;
  differences: Bands;
}

export interface Breakdown extends Measure {
  dimension: string;
  labels: Text[];
  /** [policy][label] */
  means: (number | null)[][];
}

export interface Ledger extends Measure {
  labels: Text[];
  /** [ledger][policy] */
  means: (number | null)[][];
  places: number[][];
}

export interface MapMeasure {
  label: Text;
  unit: Text;
  better: -1 | 0 | 1;
  /** [policy][building] */
  values: (number | null)[][];
}

export interface PlaceMap {
  missing?: Text;
  width: number;
  height: number;
  /** By kind (road, lane, gate): x, y, x, y of one street after another; metres east and north. */
  streets: number[][];
  /** [x, y, households, residents, vulnerable residents] */
  buildings: number[][];
  centres: number[][];
  spacing: number;
  policies: number;
  measures: MapMeasure[];
}

export interface Param {
  key: string;
  meaning: Text;
  unit: Text | null;
  tag: "claim" | "evidence" | "calculated" | "assumption" | "convention";
  value: string;
  /** There if the value isn't the default. */
  default?: string;
  /** What policies have instead of it. */
  policies?: [number, string][];
}

export interface Section {
  key: string;
  title: Text;
  /** Policies that have it on; absent: it is always on. */
  on?: number[];
  params: Param[];
}

export interface Verdict {
  finding: string;
  /** Were the assumptions varied? */
  sure: boolean;
  text: Text;
  unknowns: (Text & { key: string })[];
}

export interface FirstItem {
  label: Text;
  primary?: boolean;
  rows: { row: number; part?: Text | null }[];
}

export interface ReportData {
  language: Language;
  title: string;
  policies: { name: string; control?: number }[];
  replicates: number;
  worlds: number;
  days: number;
  smallest: number;
  note: Text;
  verdicts: Verdict[];
  firstScreen: FirstItem[];
  lists: Record<"leastCertain" | "places" | "watching" | "riders" | "unpaid" | "cost" | "payers", number[]>;
  rows: Row[];
  series: { step: number; measures: Series[] };
  breakdowns: Breakdown[];
  ledgers: { sentence: Text; measures: Ledger[] };
  map: PlaceMap;
  settings: Section[];
  toml: string;
  provenance: {
    file: string; program: string; model: string; seed: string; arguments: string; digest: string;
    runs: number; failed: number; streets: string; ties: string;
  };
}
