/** What the program puts into the classroom page; tools/classroom says how each part is made. */
import type { DayData } from "./day_types";
import type { Bands, Cell, FirstItem, Language, Measure, Row, Text, Verdict } from "./types";

export interface Change {
  title: Text;
  failsBy: Text;
  on: boolean;
  /** The baseline hasn't got it. */
  brought: boolean;
  values: { meaning: Text; unit: Text; value: string }[];
}

export interface ClassPolicy {
  name: Text;
  /** Yuan a year more than the baseline that it is made to cost; 0: not stated. */
  budget: number;
  changes: Change[];
}

export interface Slider {
  key: string;
  label: Text;
  unit: Text;
  scale: number;
  levels: (number | string)[];
  /** The level at the start is the scenario's own value. */
  own: boolean;
}

/** [base, digits, a cell a policy after the baseline…] of a measure at one combination. */
export type PointRow = [number | null, number, ...Cell[]];

/** What became of one need under one policy; days from day 0. */
export interface Course {
  noticed: number | null;
  reported: number | null;
  dispatched: number | null;
  service: number | null;
  closed: number | null;
  fixed: number | null;
  ended: number | null;
  finder: Text | null;
  server: Text | null;
  gaveUp: boolean;
  lapsed: boolean;
}

export interface Story {
  resident: { number: number; age: number; classes: Text[]; floor: number; household: number };
  needs: { kind: Text; day: number }[];
  /** Needs that somebody must have had to be told of: 2, or 1 where nobody with 2 was worth telling; absent: 2. */
  least?: number;
  /** [policy][need] */
  policies: Course[][];
}

export interface ClassData {
  language: Language;
  title: Text;
  policies: ClassPolicy[];
  place: { communities: number; households: number; residents: number; gridWorkers: number };
  replicates: number;
  days: number;
  smallest: number;
  sliders: { written: boolean; rule: Text; start: number[]; list: Slider[] };
  startPoint: number;
  combinations: {
    measures: Measure[];
    items: FirstItem[];
    /** [point][measure] */
    points: PointRow[][];
    curves: { step: number; measures: Measure[]; levels: Record<string, Bands>[] };
  };
  tables: { rows: Row[]; verdicts: Verdict[]; lists: Record<string, number[]>; note: Text };
  day: { day: number; watched: { policy: number; data: DayData }[] } | null;
  story: Story | null;
  program: string;
  seed: string;
}
