/** What people, requests and places look like on the map of a day: told apart by shape as well as by colour. */
import type { RequestStateName } from "./day_time";
import { s } from "./dom";

/** By DayTrip.mover. Drawn around 0,0 in pixels, looking north. */
const movers: { colour: string; shape: string }[] = [
  { colour: "#9a4f96", shape: "M0,-8C4,-4 5.5,-1 5.5,2A5.5,5.5 0 0 1 -5.5,2C-5.5,-1 -4,-4 0,-8Z" },
  { colour: "#0b4f8a", shape: "M0,-8.5L6.5,-1V7H-6.5V-1Z" },
  { colour: "#00795c", shape: "M0,-9L7.5,0L0,7.5L-7.5,0Z" },
  { colour: "#d06a00", shape: "M0,-9L6.5,7L0,3.6L-6.5,7Z" },
  { colour: "#6b4a2b", shape: "M0,-8L7,-4V4L0,8L-7,4V-4Z" },
];

export const moverColour = (kind: number) => movers[kind].colour;

export function moverMark(kind: number): SVGGElement {
  const { colour, shape } = movers[kind];
  return s("g", { class: "day-mover-mark" }, s("path", { d: shape, fill: colour, class: "day-mover-shape" }));
}

type Parts = () => SVGElement[];

const disc = (fill: string, stroke: string, more: Record<string, string | number> = {}) =>
  s("circle", { r: 4.6, fill, stroke, "stroke-width": 1.6, ...more });
const line = (d: string, stroke: string, width = 1.9) =>
  s("path", { d, stroke, "stroke-width": width, fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" });

const requests: Record<RequestStateName, Parts> = {
  silent: () => [disc("#fff", "#6a747b", { "stroke-dasharray": "2.4 1.4" })],
  noticed: () => [disc("#f6d365", "#5f4b00"), s("circle", { r: 1.7, fill: "#3d3000" })],
  reported: () => [s("path", { d: "M0,-5.8L5.8,4.6H-5.8Z", fill: "#c8322b", stroke: "#7d1510", "stroke-width": 1, "stroke-linejoin": "round" }),
    line("M0,-2.3V1.2M0,3.1V3.2", "#fff", 1.5)],
  given: () => [s("rect", { x: -4.4, y: -4.4, width: 8.8, height: 8.8, fill: "#cfe3f2", stroke: "#0b5c94", "stroke-width": 1.7 })],
  served: () => [s("rect", { x: -5, y: -5, width: 10, height: 10, fill: "#0b5c94", stroke: "#062f4f", "stroke-width": 1 }),
    line("M-2.2,-2.6L2.4,0L-2.2,2.6Z", "#fff", 1.4)],
  claimed: () => [s("path", { d: "M0,-6L6,0L0,6L-6,0Z", fill: "#fff", stroke: "#8b2d7d", "stroke-width": 1.7 }),
    line("M-2,-2L2,2M-2,2L2,-2", "#8b2d7d", 1.5)],
  fixed: () => [disc("#00795c", "#00513e"), line("M-2.3,.2L-.6,2L2.5,-1.9", "#fff", 1.6)],
  left: () => [disc("#e3e6e7", "#7d878d"), line("M-2.4,0H2.4", "#525c63", 1.7)],
};

export function requestMark(state: RequestStateName): SVGGElement {
  return s("g", { class: `day-mark day-mark-${state}` }, ...requests[state]());
}

/** A mark as legends show it. */
export function keyMark(mark: SVGElement): SVGElement {
  return s("svg", { class: "day-key", viewBox: "-10 -10 20 20", width: 20, height: 20, "aria-hidden": "true" }, mark);
}

export type PlaceKind = "building" | "centre" | "shop" | "station";

/** Places, in pixels around 0,0. */
export function placeMark(kind: PlaceKind): SVGElement {
  if (kind === "building") return s("rect", { x: -8, y: -3.5, width: 16, height: 7, class: "day-building" });
  if (kind === "shop") {
    return s("g", { class: "day-shop" }, s("path", { d: "M-7,-1V6.5H7V-1Z" }), s("path", { d: "M-8.5,-1L-6.5,-6.5H6.5L8.5,-1Z", class: "day-shop-roof" }));
  }
  if (kind === "station") {
    return s("g", { class: "day-station" }, s("rect", { x: -7.5, y: -7.5, width: 15, height: 15, rx: 3 }),
      line("M-3.6,-1.5H2.4V1A2.6,2.6 0 0 1 -.2,3.8H-1A2.6,2.6 0 0 1 -3.6,1ZM2.4,-.6H4.2V1.4H2.4M-2,-4V-5M.6,-4V-5", "#fff", 1.3));
  }
  return s("g", { class: "day-centre" }, s("path", { d: "M-9,8V-1.5L0,-8.5L9,-1.5V8Z" }),
    s("path", { d: "M0,-3.6L1.5,-.6L4.7,-.2L2.4,2L3,5.2L0,3.7L-3,5.2L-2.4,2L-4.7,-.2L-1.5,-.6Z", class: "day-centre-star" }));
}
