// The figures of a chart are those of the table that stands on the page: the server owns numbers.
export interface Series {
  name: string;
  values: (number | null)[];
}

export interface Figures {
  title: string;
  unit: string;
  labels: string[];
  series: Series[];
}

export function readFigures(table: HTMLTableElement): Figures {
  const head = [...(table.tHead?.rows[0]?.cells ?? [])].slice(1);
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !("skip" in row.dataset));
  return {
    title: table.caption?.textContent.trim() ?? "",
    unit: table.dataset["unit"] ?? "",
    labels: rows.map((row) => text(row.cells[0])),
    series: head.flatMap((cell, column) =>
      "skip" in cell.dataset
        ? []
        : [{ name: text(cell), values: rows.map((row) => valueOf(row.cells[column + 1])) }],
    ),
  };
}

function text(cell: HTMLTableCellElement | undefined): string {
  return cell?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

// `data-value` holds the plain number of a cell; «không rõ» has none.
function valueOf(cell: HTMLTableCellElement | undefined): number | null {
  const value = cell?.dataset["value"];
  return value === undefined || value === "" ? null : Number(value);
}
