import type { EChartsCoreOption } from "echarts/core";
import type { Figures } from "./table";
import { show } from "./theme";

const LONG_LABEL = 12;
const LINE_HEIGHT = 16; // said here: measured by the drawing it depends on the fonts there are

export function bar(figures: Figures, stacked: boolean): EChartsCoreOption {
  const lying = figures.labels.some((label) => label.length > LONG_LABEL);
  const labels = {
    type: "category",
    data: figures.labels,
    inverse: lying,
    ...(lying ? { axisLabel: { width: 130, overflow: "break", lineHeight: LINE_HEIGHT } } : {}),
  };
  const values = {
    type: "value",
    axisLabel: { formatter: (value: number) => show(value, "") },
    name: figures.unit,
    ...(lying ? { nameLocation: "middle", nameGap: 28 } : { nameLocation: "end" }),
  };
  return {
    xAxis: lying ? values : labels,
    yAxis: lying ? labels : values,
    series: figures.series.map((series) => ({
      type: "bar",
      name: series.name,
      data: series.values,
      barMaxWidth: 28,
      ...(stacked ? { stack: "all" } : {}),
    })),
  };
}
