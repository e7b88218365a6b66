import type { EChartsCoreOption } from "echarts/core";
import type { Figures } from "./table";

export function share(figures: Figures): EChartsCoreOption {
  const values = figures.series[0]?.values ?? [];
  return {
    series: [
      {
        type: "pie",
        radius: ["45%", "75%"],
        label: { formatter: "{b}" },
        data: figures.labels.map((name, index) => ({ name, value: values[index] ?? 0 })),
      },
    ],
  };
}
