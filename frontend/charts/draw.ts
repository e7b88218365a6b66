import { BarChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { bar } from "./bar";
import { line } from "./line";
import { share } from "./share";
import { readFigures, type Figures } from "./table";
import { COLOURS, FONT, show } from "./theme";

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const KINDS: Record<string, (figures: Figures) => EChartsCoreOption> = {
  bar: (figures) => bar(figures, false),
  stack: (figures) => bar(figures, true),
  line,
  share,
};

export function drawAll(tables: Iterable<HTMLTableElement>): void {
  for (const table of tables) {
    draw(table);
  }
}

function draw(table: HTMLTableElement): void {
  const options = KINDS[table.dataset["chart"] ?? ""];
  const figures = readFigures(table);
  if (!options || figures.labels.length === 0) {
    return;
  }
  const chart = init(placeBefore(table), null, { renderer: "svg" });
  chart.setOption({
    color: COLOURS,
    textStyle: FONT,
    animation: false,
    grid: { left: 8, right: 24, top: 40, bottom: 40, containLabel: true },
    legend: { show: figures.series.length > 1, bottom: 0 },
    tooltip: {
      renderMode: "richText", // the other mode writes styles, which the policy forbids
      valueFormatter: (value: unknown) => show(value, figures.unit),
    },
    ...options(figures),
  });
  new ResizeObserver(() => chart.resize()).observe(chart.getDom());
}

// The picture repeats the table, so readers of the screen are spared it.
function placeBefore(table: HTMLTableElement): HTMLElement {
  const place = document.createElement("div");
  place.className = "chart";
  place.setAttribute("aria-hidden", "true");
  const block = table.closest(".table-responsive") ?? table;
  block.before(place);
  return place;
}
