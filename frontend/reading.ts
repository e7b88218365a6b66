// Keys for confirming figures: each presses the link or button that carries it as `data-key`.
// Without this file the same links and buttons are pressed with the mouse or Tab.

const page = () => document.getElementById("van-ban");

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function press(key: string): boolean {
  const element = page()?.querySelector<HTMLElement>(`[data-key="${key}"]`);
  if (!element) return false;
  const focus = element.dataset.focus;
  if (focus) page()?.querySelector<HTMLElement>(focus)?.focus();
  else element.click();
  return true;
}

function showSelected(): void {
  page()?.querySelector(".claim[aria-current]")?.scrollIntoView({ block: "nearest" });
}

export function readKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) (event.target as HTMLElement).blur();
    if (isTyping(event.target) || event.key.length !== 1) return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });
  // A refusal (409) is a page too: it says why, and keeps what was typed.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>).detail;
    if (detail.xhr.status === 409) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
  });
  document.body.addEventListener("htmx:afterSettle", showSelected);
  showSelected();
}
