/** What can be saved as CSV: everything that the page holds, of all policies, hidden ones too. */
import { csv } from "./csv";
import type { Bands, ReportData } from "./types";

const effects = ["better", "worse", "changed", "none", "too_few", "same"];

export function differencesCsv(data: ReportData): string {
  const head = ["policy", "measure", "label", "label_zh", "group", "group_zh", "unit", "baseline_mean", "policy_mean", "difference",
    "low95", "high95", "worlds_low90", "worlds_high90", "effect", "worlds_better", "worlds"];
  const lines = data.rows.flatMap((row) => {
    const start = [row.name, row.label.en, row.label.zh, row.group?.en, row.group?.zh, row.unit.en];
    const times = (value: number | null | undefined) =>
      value === null || value === undefined ? null : Number((value * row.scale).toPrecision(5));
    const baseline = [data.policies[0].name, ...start, times(row.base)];
    return [baseline, ...row.cells.map((c, at) => [data.policies[at + 1].name, ...start, times(row.base), ...c.slice(0, 6).map(times),
      c.length > 0 ? effects[c[6] ?? 4] : null, c[10], c[11]])];
  });
  return csv(head, lines);
}

export function curvesCsv(data: ReportData): string {
  const head = ["measure", "label", "label_zh", "unit", "policy", "first_day", "mean", "low90", "high90", "difference", "low95", "high95"];
  const lines = data.series.measures.flatMap((series) => data.policies.flatMap(({ name }, policy) => {
    const value = (bands: Bands, line: number, part: number, at: number) => {
      const step = bands.lines[line]?.[part]?.[at];
      return step === null || step === undefined ? null
        : Number(((bands.least + step * bands.unitOf) * series.scale).toPrecision(4));
    };
    return series.levels.lines[policy][0].map((_, at) => [series.name, series.label.en, series.label.zh, series.unit.en, name,
      at * data.series.step, ...[0, 1, 2].map((part) => value(series.levels, policy, part, at)),
      ...[0, 1, 2].map((part) => (policy === 0 ? null : value(series.differences, policy - 1, part, at)))]);
  }));
  return csv(head, lines);
}

export function breakdownsCsv(data: ReportData): string {
  const head = ["measure", "label", "label_zh", "unit", "part", "part_zh", "policy", "mean"];
  const lines = data.breakdowns.flatMap((one) => data.policies.flatMap(({ name }, policy) => one.labels.map((label, at) => {
    const mean = one.means[policy]?.[at];
    return [one.name, one.label.en, one.label.zh, one.unit.en, label.en, label.zh, name,
      mean === null || mean === undefined ? null : Number((mean * one.scale).toPrecision(5))];
  })));
  return csv(head, lines);
}
