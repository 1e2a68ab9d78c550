/** The neighbourhood: streets, and buildings coloured by what happened there, a map a policy side by side. */
import { choice, section, type Component } from "./component";
import { h, s } from "./dom";
import { digitsText, short, withUnit } from "./format";
import { amountColour, changeColour } from "./palette";
import { named, policyName } from "./policies";
import type { Store } from "./store";
import type { MapMeasure, PlaceMap } from "./types";
import { say, words } from "./words";

const border = 24;

/** Streets as one path a kind; drawn once, and used by every map. */
function streetPaths(map: PlaceMap): SVGElement[] {
  return map.streets.map((points, kind) => {
    let path = "";
    for (let i = 0; i + 3 < points.length; i += 4) {
      path += `M${points[i]},${map.height - points[i + 1]}L${points[i + 2]},${map.height - points[i + 3]}`;
    }
    return s("path", { d: path, class: `street-${kind}` });
  });
}

interface Scale {
  low: number;
  high: number;
  colour(value: number): string;
  text(value: number): string;
}

function valueAt(store: Store, measure: MapMeasure, policy: number, building: number): number | null {
  const value = measure.values[policy]?.[building] ?? null;
  if (!store.state.mapChange || value === null) return value;
  const base = measure.values[0][building];
  return base === null ? null : value - base;
}

/** One scale for all maps, its ends where all but the most extreme tenth of the buildings lie. */
function scaleOf(store: Store, measure: MapMeasure, policies: number[]): Scale {
  const { mapChange, language } = store.state;
  const all = policies.flatMap((policy) => measure.values[policy].map((_, at) => valueAt(store, measure, policy, at)))
    .filter((value): value is number => value !== null).sort((a, b) => a - b);
  const at = (share: number) => all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0;
  const text = (value: number) => withUnit(digitsText(value, 2, mapChange), measure.unit, language);
  if (mapChange) {
    const reach = Math.max(Math.abs(at(0.05)), Math.abs(at(0.95))) || 1;
    return { low: -reach, high: reach, text, colour: (value) => changeColour((value / reach) * (measure.better || 1)) };
  }
  const [low, high] = [at(0.05), at(0.95)];
  return { low, high, text, colour: (value) => amountColour(high > low ? (value - low) / (high - low) : 0.5) };
}

function oneMap(store: Store, map: PlaceMap, measure: MapMeasure, scale: Scale, policy: number): HTMLElement {
  const { language } = store.state;
  const long = Math.max(10, map.spacing * 0.62);
  const deep = Math.max(6, map.spacing * 0.3);
  const picture = s("svg", { viewBox: `${-border} ${-border} ${map.width + 2 * border} ${map.height + 2 * border}`, role: "img",
    "aria-label": `${words.map[language]}: ${policyName(store, policy)}`, class: "map" }, ...streetPaths(map));
  map.buildings.forEach(([x, y, households, residents, vulnerable], at) => {
    const value = valueAt(store, measure, policy, at);
    const tip = `${words.building[language]} ${at + 1}: ${value === null ? "—" : scale.text(value)}, ` +
      `${say(words.households, language, { n: households })}, ${say(words.vulnerableN, language, { n: vulnerable, all: residents })}`;
    picture.append(s("rect", { x: x - long / 2, y: map.height - y - deep / 2, width: long, height: deep, class: "building",
      fill: value === null ? "#fff" : scale.colour(value) }, s("title", {}, tip)));
  });
  for (const [x, y] of map.centres) {
    picture.append(s("path", { d: `M${x},${map.height - y - 13}l11,22h-22Z`, class: "centre" },
      s("title", {}, words.community[language])));
  }
  const step = [50, 100, 200, 500, 1000, 2000].find((one) => one >= map.width / 6) ?? 5000;
  picture.append(s("path", { d: `M0,${map.height + 14}h${step}`, class: "ruler" }));
  return h("figure", { class: "map-figure", "data-testid": `map-${policy}` },
    h("figcaption", {}, named(store, policy, 40)), picture,
    h("p", { class: "note ruler-note" }, say(words.metres, language, { n: step })));
}

function scaleBar(store: Store, measure: MapMeasure, scale: Scale): HTMLElement {
  const { language } = store.state;
  const steps = Array.from({ length: 9 }, (_, at) => scale.low + ((scale.high - scale.low) * at) / 8);
  return h("p", { class: "scale-bar" }, measure.label[language] + (language === "zh" ? "：" : ": "), scale.text(scale.low),
    s("svg", { viewBox: "0 0 180 12", width: 180, height: 12, role: "img",
      "aria-label": say(words.mapScale, language, { a: scale.text(scale.low), b: scale.text(scale.high) }) },
      ...steps.map((value, at) => s("rect", { x: at * 20, width: 20.5, height: 12, fill: scale.colour(value) }))),
    scale.text(scale.high), h("span", { class: "map-key" }, s("svg", { width: 12, height: 12, viewBox: "0 0 24 24", "aria-hidden": "true" },
      s("path", { d: "M12,1l11,22h-22Z", class: "centre" })), " " + words.community[language]));
}

function controls(store: Store, map: PlaceMap): HTMLElement {
  const { language, mapMeasure, mapChange } = store.state;
  const select = h("select", { id: "map-measure", "data-testid": "map-measure" }, ...map.measures.map((measure, at) => {
    const option = h("option", { value: at }, short(measure.label[language], 70));
    option.selected = at === mapMeasure;
    return option;
  }));
  select.addEventListener("change", () => store.set({ mapMeasure: Number(select.value) }));
  const pick = (name: string, text: string, change: boolean) => ({ name, text, on: mapChange === change,
    pick: () => store.set({ mapChange: change }) });
  return h("div", { class: "controls" }, h("label", { for: "map-measure" }, words.mapMeasure[language]), select,
    map.policies > 1 && choice("map", words.mapMeasure[language], [pick("levels", words.mapLevels[language], false),
      pick("change", words.mapChange[language], true)]));
}

export function neighbourhood(store: Store): Component {
  const body = h("div");
  const part = section(store, "map", 6, words.map, [body]);
  return {
    element: part.element,
    draw() {
      part.draw();
      const { data: { map, policies, replicates }, state: { language, mapChange } } = store;
      if (map.missing) {
        body.replaceChildren(h("p", { class: "lead" }, map.missing[language]));
        return;
      }
      const measure = map.measures[store.state.mapMeasure];
      const drawn = store.shown().filter((policy) => policy < map.policies && !(mapChange && policy === 0));
      const parts: HTMLElement[] = [h("p", { class: "lead" }, say(words.mapLead, language, { r: replicates })), controls(store, map)];
      if (drawn.length === 0) {
        parts.push(h("p", {}, words.noMapShown[language]));
      } else {
        const scale = scaleOf(store, measure, drawn);
        parts.push(scaleBar(store, measure, scale),
          h("div", { class: "maps" }, ...drawn.map((policy) => oneMap(store, map, measure, scale, policy))));
      }
      if (map.policies < policies.length) parts.push(h("p", { class: "note" }, say(words.onlyMaps, language, { n: map.policies })));
      body.replaceChildren(...parts);
    },
  };
}
