/** What the class sees at the moment, and how the steps follow each other. */
import { Observed } from "./observed";
import type { ClassData } from "./classroom_types";
import type { Language, Row } from "./types";

export const stepCount = 8;
/** The steps are numbered from 1, as the trainer counts them. */
export const steps = { question: 1, policies: 2, vote: 3, reveal: 4, sliders: 5, day: 6, story: 7, doubts: 8 } as const;
/** Minutes of each step; forty in all. */
export const minutes = [3, 5, 5, 6, 8, 4, 4, 5];

/** Who may lose, as the class is asked. */
export const losers = ["vulnerable", "workers", "unpaid", "purse", "nobody"] as const;
export type Loser = (typeof losers)[number];

export interface ClassState {
  language: Language;
  step: number;
  /** Hands for each policy after the baseline: which shortens waiting most? The last is for "none of them". */
  best: number[];
  loses: Record<Loser, number>;
  skipped: boolean;
  revealed: boolean;
  /** Level of each slider. */
  levels: number[];
  /** The two policies that are highlighted. */
  pair: [number, number];
  curve: string;
  /** In the list of days that are watched. */
  dayAt: number;
  plan: boolean;
}

export class ClassStore extends Observed<ClassState> {
  readonly state: ClassState;

  constructor(readonly data: ClassData) {
    super();
    this.state = {
      language: data.language,
      step: 1,
      best: data.policies.map(() => 0),
      loses: { vulnerable: 0, workers: 0, unpaid: 0, purse: 0, nobody: 0 },
      skipped: false,
      revealed: false,
      levels: [...data.sliders.start],
      pair: [1, Math.min(2, data.policies.length - 1)],
      curve: data.combinations.curves.measures[0]?.name ?? "",
      dayAt: 0,
      plan: false,
    };
  }

  hands(): number {
    return this.state.best.reduce((sum, n) => sum + n, 0);
  }

  /** A vote was entered, or given up in so many words. */
  mayReveal(): boolean {
    return this.state.skipped || this.hands() > 0;
  }

  /** Results stand from the reveal on; nobody gets past it before. */
  mayGo(step: number): boolean {
    return step <= steps.reveal || this.state.revealed;
  }

  go(step: number): void {
    const wanted = Math.max(1, Math.min(stepCount, step));
    if (!this.mayGo(wanted) || wanted === this.state.step) return;
    this.set({ step: wanted, plan: false });
    // Keys and screen readers go on where the step begins.
    document.getElementById(`title-${wanted}`)?.focus({ preventScroll: true });
  }

  /** Next, as a presenter's clicker says it: at the vote's end it uncovers the result first. */
  next(): void {
    const { step, revealed } = this.state;
    if (step === steps.reveal && !revealed) {
      if (this.mayReveal()) this.set({ revealed: true });
      return;
    }
    this.go(step + 1);
  }

  back(): void {
    this.go(this.state.step - 1);
  }

  /** The combination that the sliders stand at; the last one changes fastest. */
  point(): number {
    return this.pointOf(this.state.levels);
  }

  pointOf(levels: number[]): number {
    return levels.reduce((at, level, slider) => at * this.data.sliders.list[slider].levels.length + level, 0);
  }

  /** A measure at a combination, as a row of the report. */
  row(point: number, measure: number): Row {
    const [base, digits, ...cells] = this.data.combinations.points[point][measure];
    return { ...this.data.combinations.measures[measure], base, digits, cells };
  }

  /** The measure that decides, among those of the combinations. */
  primary(): number {
    const { name } = this.data.tables.rows[0];
    return Math.max(0, this.data.combinations.measures.findIndex((measure) => measure.name === name));
  }

  /** The place of a measure among those of the combinations; −1: it has none. */
  measure(name: string): number {
    return this.data.combinations.measures.findIndex((measure) => measure.name === name);
  }
}
