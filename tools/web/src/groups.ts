/** Who gains and who loses: by group of residents, between places, and on whom the load falls. */
import { section, type Component } from "./component";
import { h } from "./dom";
import { labelled } from "./format";
import { measureTable, type MeasureLine } from "./first_screen";
import type { Store } from "./store";
import type { Row } from "./types";
import { words } from "./words";

/** Rows of one measure for every group, wherever the result tells groups apart. */
function grouped(rows: Row[]): Row[][] {
  const byMeasure = new Map<string, Row[]>();
  for (const row of rows) {
    if (!row.group || row.better === 0) continue;
    byMeasure.set(row.name, [...(byMeasure.get(row.name) ?? []), row]);
  }
  return [...byMeasure.values()];
}

export function groups(store: Store): Component {
  const lead = h("p", { class: "lead" });
  const body = h("div");
  const part = section(store, "groups", 5, words.groups, [lead, body]);
  return {
    element: part.element,
    draw() {
      part.draw();
      const { data, state: { language } } = store;
      lead.textContent = words.groupsLead[language];
      const tables = grouped(data.rows).map((rows) => {
        const title = labelled(rows[0], language);
        return h("div", {}, h("h3", {}, title), measureTable(store, title,
          rows.map((row) => ({ label: row.group![language], row, item: true })), `groups-${rows[0].name}`, words.classOf));
      });
      const lists = (["places", "watching", "riders", "unpaid"] as const).flatMap((name): MeasureLine[] => {
        const rows = data.lists[name].map((at) => data.rows[at]).filter((row) => row.base || row.cells.some((c) => c[0]));
        if (rows.length === 0) return [];
        return [{ label: words[name][language] }, ...rows.map((row) => ({ label: labelled(row, language), row, item: true }))];
      });
      const title = words.between[language];
      body.replaceChildren(...tables, ...(lists.length > 0 ? [h("h3", {}, title), measureTable(store, title, lists, "load")] : []));
    },
  };
}
