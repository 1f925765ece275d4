// A paper diary typed in by keyboard alone. Without this script Tab goes from box to box.
// Arrows go anywhere; Enter goes to the first box of the next day, after the last day to saving;
// a cross, and a number that cannot go on, go to the next box of the same day.
const grid = document.querySelector("[data-diary-grid]");
const rows = [...grid.querySelectorAll("tr")]
  .map((row) => [...row.querySelectorAll("input.diary-grid__box")])
  .filter((boxes) => boxes.length);
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function placeOf(box) {
  const row = rows.findIndex((boxes) => boxes.includes(box));
  return row < 0 ? null : [row, rows[row].indexOf(box)];
}

function go(row, column) {
  const box = rows[row]?.[column];
  if (!box) return;
  box.focus();
  box.select();
}

grid.addEventListener("keydown", (event) => {
  const place = placeOf(event.target);
  if (!place || event.isComposing) return;
  const [row, column] = place;
  if (event.key === "Enter") {
    event.preventDefault();
    if (row + 1 < rows.length) go(row + 1, 0);
    else grid.closest("form").querySelector("button[type=submit]").focus();
  } else if (event.key in ARROWS && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    go(row + ARROWS[event.key][0], column + ARROWS[event.key][1]);
  }
});

grid.addEventListener("input", (event) => {
  const place = placeOf(event.target);
  if (!place || event.inputType === "deleteContentBackward") return;
  const [row, column] = place;
  // Only 1 may go on, to 10 on the scale.
  const goesOn = event.target.value === "1" && column > 0;
  if (event.target.value && !goesOn && column + 1 < rows[row].length) go(row, column + 1);
});

const refused = grid.querySelector("[aria-invalid=true]");
if (!refused && !document.querySelector("[data-error-summary]")) go(0, 0);
