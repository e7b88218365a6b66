import TomSelect from "tom-select/base";

// Typing «hai duong» finds «Hải Dương»: TomSelect folds diacritics by itself.
export function makeSearchable(select: HTMLSelectElement): void {
  select.setAttribute("aria-hidden", "true"); // its label now names the box that replaces it
  new TomSelect(select, {
    maxOptions: 200,
    render: {
      no_results: () => '<div class="no-results">Không tìm thấy mục nào.</div>',
    },
  });
}
