import TomSelect from "tom-select/base";

// Typing «hai duong» finds «Hải Dương»: TomSelect folds diacritics by itself.
export function makeSearchable(select: HTMLSelectElement): void {
  select.setAttribute("aria-hidden", "true"); // its label now names the box that replaces it
  select.required = false; // a browser cannot point at what is hidden: the server says what lacks
  new TomSelect(select, {
    maxOptions: 200,
    refreshThrottle: 0, // a list redrawn under the pointer loses the click
    render: {
      no_results: () => '<div class="no-results">Không tìm thấy mục nào.</div>',
    },
  });
}
