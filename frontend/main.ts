// Everything here only adds to pages that already work without it.
import "./htmx";

const charts = document.querySelectorAll<HTMLTableElement>("table[data-chart]");
if (charts.length > 0) {
  const { drawAll } = await import("./charts/draw");
  drawAll(charts);
}

const searchable = document.querySelectorAll<HTMLSelectElement>("select[data-search]");
if (searchable.length > 0) {
  const { makeSearchable } = await import("./search");
  searchable.forEach(makeSearchable);
}

if (document.getElementById("van-ban")) {
  const { readKeys } = await import("./reading");
  readKeys();
}

if (document.querySelector("[data-plan-board]")) {
  const { dragCards } = await import("./planning");
  dragCards();
}
