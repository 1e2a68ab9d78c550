/** A curve a policy over the days, with bands: large enough for the back row. */
import { policyName, shownPolicies, text } from "./classroom_parts";
import type { ClassStore } from "./classroom_store";
import { say } from "./classroom_words";
import { s } from "./dom";
import { axisText, digitsText } from "./format";
import { look } from "./palette";

const width = 500, height = 220, left = 66, right = 14, top = 12, bottom = 32;

interface Line {
  policy: number;
  middle: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

function linesAt(store: ClassStore, point: number, name: string): Line[] {
  const { curves } = store.data.combinations;
  const bands = curves.levels[point][name];
  const measure = curves.measures.find((one) => one.name === name);
  if (!bands || !measure) return [];
  const value = (step: number | null) => (step === null ? null : (bands.least + step * bands.unitOf) * measure.scale);
  return shownPolicies(store).flatMap((policy) => {
    const line = bands.lines[policy];
    if (!line) return [];
    const [middle, low, high] = line.map((steps) => steps.map(value));
    return [{ policy, middle, low, high }];
  });
}

/** The same scale for all combinations, so that moving a slider moves the curves and not the axis. */
const ranges = new Map<string, [number, number]>();
function rangeOf(store: ClassStore, name: string): [number, number] {
  const known = ranges.get(name);
  if (known) return known;
  let [least, most] = [0, 0];
  store.data.combinations.points.forEach((_, point) => {
    for (const line of linesAt(store, point, name)) {
      for (const value of [...line.high, ...line.low]) {
        if (value === null) continue;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
  });
  const range: [number, number] = [least, most > least ? most : least + 1];
  ranges.set(name, range);
  return range;
}

/** Round numbers that part the axis into two to four. */
function ticks(least: number, most: number): number[] {
  const rough = (most - least) / 3;
  const power = Math.pow(10, Math.floor(Math.log10(rough)));
  const step = [1, 2, 2.5, 5, 10].map((size) => size * power).find((size) => size >= rough) ?? rough;
  const marks: number[] = [];
  for (let at = Math.ceil(least / step) * step; at <= most + step * 1e-6; at += step) marks.push(at);
  return marks;
}

/** The curves at one combination; the pair stands out, the others stay behind it. */
export function curvesPicture(store: ClassStore): SVGElement {
  const { curve: name, pair } = store.state;
  const { curves } = store.data.combinations;
  const lines = linesAt(store, store.point(), name);
  const [least, most] = rangeOf(store, name);
  const points = Math.max(2, lines[0]?.middle.length ?? 2);
  const x = (at: number) => left + (at / (points - 1)) * (width - left - right);
  const y = (value: number) => top + (1 - (value - least) / (most - least)) * (height - top - bottom);
  const shown = new Set([0, ...pair]);
  const known = (values: (number | null)[]) => values.flatMap((value, at) => (value === null ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`]));
  const measure = curves.measures.find((one) => one.name === name);
  const label = `${measure?.label[store.state.language] ?? ""}: ` + lines.filter((line) => shown.has(line.policy))
    .map((line) => `${policyName(store, line.policy)} ${digitsText(line.middle[line.middle.length - 1])}`).join("; ");
  const picture = s("svg", { viewBox: `0 0 ${width} ${height}`, class: "curves", role: "img", "aria-label": label, "data-testid": "curves" });
  for (const value of ticks(least, most)) {
    picture.append(s("line", { x1: left, x2: width - right, y1: y(value), y2: y(value), stroke: "#e3e6e8" }),
      s("text", { x: left - 8, y: y(value) + 7, "text-anchor": "end", class: "tick" }, axisText(value)));
  }
  const days = (points - 1) * curves.step;
  for (const day of ticks(0, days)) {
    const last = day > days * 0.9;
    picture.append(s("text", { x: x(day / curves.step), y: height - 6, "text-anchor": day === 0 ? "start" : last ? "end" : "middle", class: "tick" },
      day === 0 ? text(store, say.dayZero) : axisText(day)));
  }
  for (const line of lines.filter((one) => shown.has(one.policy))) {
    picture.append(s("polygon", { points: [...known(line.low), ...known(line.high).reverse()].join(" "), fill: look(line.policy).colour,
      opacity: 0.13 }));
  }
  for (const line of lines) {
    const { colour, dash } = look(line.policy);
    const front = shown.has(line.policy);
    picture.append(s("polyline", { points: known(line.middle).join(" "), fill: "none", stroke: front ? colour : "#c9ced1",
      "stroke-width": front ? 3.2 : 1.5, "stroke-dasharray": front ? dash.join(" ") : "", "data-policy": line.policy }));
  }
  return picture;
}
