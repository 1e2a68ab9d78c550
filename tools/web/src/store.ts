/** What is shown and how: one value that all components draw from, however the data came. */
import { Observed } from "./observed";
import type { Language, ReportData } from "./types";

export interface State {
  language: Language;
  /** Policies that are shown, and the slot of the palette that each has. */
  slots: Map<number, number>;
  /** The policy that the forest plot is of. */
  chosen: number;
  curves: "levels" | "differences";
  mapMeasure: number;
  mapChange: boolean;
  query: string;
}

/** More policies than these start hidden, and are found by searching. */
export const mostAtOnce = 8;

export class Store extends Observed<State> {
  readonly state: State;

  /** What a reader has unfolded: drawn anew, it stays open. */
  readonly unfolded = new Set<string>();

  constructor(public data: ReportData) {
    super();
    this.state = {
      language: data.language,
      slots: new Map(first(data).map((policy, slot) => [policy, policy === 0 ? 0 : Math.max(1, slot)])),
      chosen: data.policies.length > 1 ? 1 : 0,
      curves: "levels",
      mapMeasure: 0,
      mapChange: false,
      query: "",
    };
    this.state.chosen = this.shown().find((policy) => policy > 0) ?? this.state.chosen;
  }

  /** Policies in their order, hidden ones left out. */
  shown(): number[] {
    return [...this.state.slots.keys()].sort((a, b) => a - b);
  }

  isShown(policy: number): boolean {
    return this.state.slots.has(policy);
  }

  /** The slot of a policy, also of one that is hidden. */
  slot(policy: number): number {
    const own = this.state.slots.get(policy);
    if (own !== undefined) return own;
    return policy < mostAtOnce ? policy : 0;
  }

  toggle(policy: number): void {
    const { slots } = this.state;
    if (slots.has(policy)) slots.delete(policy);
    else slots.set(policy, this.freeSlot(policy));
    this.changed();
  }

  private freeSlot(policy: number): number {
    if (policy === 0) return 0;
    const taken = new Set(this.state.slots.values());
    if (policy < mostAtOnce && !taken.has(policy)) return policy;
    let slot = 1;
    while (taken.has(slot)) ++slot;
    return slot;
  }
}

/** What is shown first: everything, or the baseline and those that change the deciding measure most. */
function first(data: ReportData): number[] {
  const all = data.policies.map((_, policy) => policy);
  if (all.length <= mostAtOnce) return all;
  const change = (policy: number) => Math.abs(data.rows[0].cells[policy - 1]?.[1] ?? 0);
  const largest = all.slice(1).sort((a, b) => change(b) - change(a)).slice(0, mostAtOnce - 2);
  return [0, ...largest.sort((a, b) => a - b)];
}
