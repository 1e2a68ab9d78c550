/** Numbers as a person would write them. The program says to which power of ten; here they are only written. */
import type { Cell, Language, Measure, Row, Text } from "./types";

const minus = "−";

/** A number to a power of ten, thousands set off by commas. */
export function numberText(value: number | null | undefined, power: number, sign = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "—";
  const precision = Math.pow(10, power);
  const shown = Math.round(value / precision) * precision;
  const size = Math.abs(shown).toFixed(Math.min(15, Math.max(0, -power)));
  const [whole, fraction] = size.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
  const zero = Number(size) === 0;
  return (zero ? "" : shown < 0 ? minus : sign ? "+" : "") + grouped;
}

/** The power of ten that leaves so many digits. */
export function powerFor(value: number, digits: number): number {
  return value === 0 || !Number.isFinite(value) ? 0 : Math.floor(Math.log10(Math.abs(value)) + 1e-9) + 1 - digits;
}

/** A number in three digits, or as many as asked for. */
export function digitsText(value: number | null | undefined, digits = 3, sign = false): string {
  if (value === null || value === undefined) return "—";
  return numberText(value, powerFor(value, digits), sign);
}

/** Up to four digits, without zeros at the end. */
export function plain(value: number): string {
  if (Number.isInteger(value)) return numberText(value, 0);
  return digitsText(value, 4).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** What is written on an axis: no more decimals than the steps need. */
export function axisText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return numberText(value / 1e6, size < 1e7 ? -1 : 0).replace(/\.0$/, "") + "M";
  const text = String(Number(size.toPrecision(4)));
  const [whole, fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
  return (value < 0 && size > 0 ? minus : "") + grouped;
}

/** A number followed by its unit: "3.1 days", "35 %", 3.1天. */
export function withUnit(number: string, unit: Text, language: Language): string {
  const word = unit[language];
  if (!word || number === "—") return number;
  return language === "zh" && word !== "%" ? number + word : number + "\u00a0" + word;
}

/** The label with its unit, as a table's row needs it. */
export function labelled(measure: Measure, language: Language, group?: Text): string {
  const unit = measure.unit[language];
  const name = measure.label[language] + (group ? " · " + group[language] : "");
  if (!unit) return name;
  return language === "zh" ? `${name}（${unit}）` : `${name} (${unit})`;
}

/** Differences aren't told more finely than to four digits of what they change, however narrow their interval. */
function coarse(row: Row, power: number | null | undefined): number {
  const base = scaled(row, row.base) ?? 0;
  return base === 0 ? power ?? 0 : Math.max(power ?? 0, powerFor(base, 4));
}

/** A difference; one that can be told from luck but is too small to be written isn't written as nothing. */
function change(row: Row, c: Cell): string {
  const value = scaled(row, c[1]);
  const text = numberText(value, coarse(row, c[8]), true);
  return value !== 0 && (c[6] ?? 9) <= 2 && /^[0.]+$/.test(text) ? "≈ 0" : text;
}

/** What stands in a cell of a policy's table. */
export const cell = {
  is: (c: Cell | undefined): c is Cell => c !== undefined && c.length > 0,
  effect: (c: Cell): number => c[6] ?? 4,
  mean: (row: Row, c: Cell): string => numberText(scaled(row, c[0]), coarse(row, c[7])),
  difference: (row: Row, c: Cell): string => change(row, c),
  interval: (row: Row, c: Cell, language: Language): string =>
    range(scaled(row, c[2]), scaled(row, c[3]), coarse(row, c[8]), language),
  worlds: (row: Row, c: Cell, language: Language): string =>
    range(scaled(row, c[4]), scaled(row, c[5]), coarse(row, c[9]), language),
};

export function scaled(measure: Measure, value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : value * measure.scale;
}

function range(low: number | null, high: number | null, power: number, language: Language): string {
  if (low === null || high === null) return "";
  const [a, b] = [numberText(low, power, true), numberText(high, power, true)];
  if (a === b) return a;
  return language === "zh" ? `${a}至${b}` : `${a} to ${b}`;
}

/** The mean under any policy, 0 being the baseline. */
export function level(row: Row, policy: number): string {
  if (policy === 0) return numberText(scaled(row, row.base), row.digits ?? 0);
  const c = row.cells[policy - 1];
  return cell.is(c) ? digitsText(scaled(row, c[0])) : "—";
}

/** A name cut to so many letters. */
export function short(name: string, most: number): string {
  const letters = [...name];
  return letters.length <= most ? name : letters.slice(0, most - 1).join("") + "…";
}
