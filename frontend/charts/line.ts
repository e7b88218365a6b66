import type { EChartsCoreOption } from "echarts/core";
import type { Figures } from "./table";
import { show } from "./theme";

export function line(figures: Figures): EChartsCoreOption {
  return {
    xAxis: { type: "category", data: figures.labels, boundaryGap: false },
    yAxis: {
      type: "value",
      name: figures.unit,
      axisLabel: { formatter: (value: number) => show(value, "") },
    },
    series: figures.series.map((series) => ({
      type: "line",
      name: series.name,
      data: series.values,
      symbolSize: 7,
      connectNulls: false,
    })),
  };
}
