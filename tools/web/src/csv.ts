/** Tables for spreadsheets: UTF-8 with a byte-order mark, lines ended as RFC 4180 has it. */

type Field = string | number | null | undefined;

/** A field; what a spreadsheet would take for a formula gets an apostrophe. */
function field(value: Field): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const safe = /^[=+\-@\t\r]/.test(value) ? "'" + value : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(head: string[], lines: Field[][]): string {
  return "\ufeff" + [head, ...lines].map((line) => line.map(field).join(",") + "\r\n").join("");
}
