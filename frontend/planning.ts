// Schemes of a plan dragged from one side to the other. A drop presses the card's own button, so
// the server decides, and whoever has no mouse presses the button itself.

const DRAGGED = "is-dragged";
const TARGET = "is-target";

const cardOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-item]") : null;
const sideOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-side]") : null;

let dragged: HTMLElement | null = null;
let returnTo = "";

function showTarget(side: HTMLElement | null): void {
  document.querySelectorAll(`.${TARGET}`).forEach((one) => one !== side && one.classList.remove(TARGET));
  side?.classList.add(TARGET);
}

function otherSide(target: EventTarget | null): HTMLElement | null {
  const side = sideOf(target);
  return dragged && side && side !== sideOf(dragged) ? side : null;
}

function start(event: DragEvent): void {
  dragged = cardOf(event.target);
  if (!dragged || !event.dataTransfer) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  dragged.classList.add(DRAGGED);
}

function end(): void {
  dragged?.classList.remove(DRAGGED);
  dragged = null;
  showTarget(null);
}

function drop(event: DragEvent): void {
  if (!otherSide(event.target)) return;
  event.preventDefault();
  dragged?.querySelector<HTMLButtonElement>("[data-move]")?.click();
  end();
}

function makeDraggable(): void {
  document.querySelectorAll<HTMLElement>("[data-plan-board] [data-item]").forEach((card) => {
    card.draggable = true;
  });
}

// The board is written anew after each move: whoever pressed a button finds its card again, or
// the side where it went when another page of the list holds it.
function remember(event: Event): void {
  returnTo = cardOf(event.target)?.id ?? "";
}

function restore(): void {
  makeDraggable();
  if (!returnTo) return;
  const card = document.getElementById(returnTo);
  const wanted = card?.querySelector<HTMLElement>("[data-move]") ?? document.querySelector<HTMLElement>("[data-move]");
  wanted?.focus({ preventScroll: card === null });
  returnTo = "";
}

export function dragCards(): void {
  document.documentElement.classList.add("can-drag");
  document.addEventListener("dragstart", start);
  document.addEventListener("dragend", end);
  document.addEventListener("dragover", (event) => {
    const side = otherSide(event.target);
    showTarget(side);
    if (side) event.preventDefault();
  });
  document.addEventListener("drop", drop);
  document.addEventListener("submit", remember);
  document.body.addEventListener("htmx:afterSettle", restore);
  makeDraggable();
}
