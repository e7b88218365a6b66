// Colours told apart also by people who do not see red and green (Okabe–Ito), on white.
export const COLOURS = ["#0b5cad", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#6b7280"];

const written = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 3 });

export function show(value: unknown, unit: string): string {
  return typeof value === "number" ? `${written.format(value)} ${unit}`.trim() : "không rõ";
}

export const FONT = { fontFamily: "Inter Variable, sans-serif", fontSize: 13, color: "#1f2937" };
