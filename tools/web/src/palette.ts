/** Colours that people with any colour vision tell apart, with a dash and a mark each for print in grey. */
import { s } from "./dom";

export interface Look {
  colour: string;
  dash: number[];
  symbol: string;
}

const colours = ["#0069a8", "#c2500a", "#00795c", "#9a4f96", "#8a6d00", "#4f9bd3"];
const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3]];
const symbols = ["circle", "triangle", "rect", "diamond", "emptyCircle", "emptyRect"];
const baseline: Look = { colour: "#30373c", dash: [], symbol: "circle" };

/** The look of the policy in a slot; slot 0 is the baseline's. */
export function look(slot: number): Look {
  if (slot === 0) return baseline;
  const at = slot - 1;
  const round = Math.floor(at / colours.length);
  return {
    colour: colours[at % colours.length],
    dash: dashes[(at + round) % dashes.length],
    symbol: symbols[at % symbols.length],
  };
}

/** A piece of a policy's line, as legends show it. */
export function swatch(slot: number): SVGElement {
  const { colour, dash } = look(slot);
  return s("svg", { class: "swatch", viewBox: "0 0 30 10", width: 30, height: 10, "aria-hidden": "true" },
    s("line", { x1: 1, y1: 5, x2: 29, y2: 5, stroke: colour, "stroke-width": slot === 0 ? 3.2 : 2.6,
      "stroke-dasharray": dash.join(" ") }));
}

export const ink = { better: "#0b5c94", worse: "#b3440a", neutral: "#6a747b", rule: "#d5dadd", text: "#1d2429" };

/** Light to dark, for amounts: dark in grey print too. */
export function amountColour(share: number): string {
  return mixed([[247, 244, 230], [196, 215, 197], [112, 169, 178], [47, 108, 143], [22, 45, 88]], share);
}

/** Orange for worse, blue for better, pale between; −1 … 1. */
export function changeColour(share: number): string {
  return mixed([[150, 55, 5], [222, 140, 85], [244, 243, 238], [105, 165, 205], [8, 70, 120]], (share + 1) / 2);
}

function mixed(stops: number[][], share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(at));
  const parts = stops[low].map((value, i) => Math.round(value + (stops[low + 1][i] - value) * (at - low)));
  return `rgb(${parts.join(",")})`;
}
