// Counts beside a plain number field: one tap, or the plus key, for each; the minus key takes one
// back. It goes on when the time is up: whether one that was begun counts is the tester's to say.
const PLUS = ["+", "="]; // the same key, with and without shift, on many keyboards
const NOTHING_YET = "–"; // an empty box is not known, and no nought
const MINUS = ["-", "−"];

class RepCounter {
  constructor(root) {
    this.root = root;
    this.group = root.closest("[data-group]") ?? root.closest("form");
    this.field = this.group.querySelector("[data-trial]");
    this.most = Number(root.dataset.most);
    this.shown = root.querySelector("[data-count]");
    this.addButton = root.querySelector("[data-add]");
    this.undoButton = root.querySelector("[data-undo]");
    this.timeUp = root.querySelector("[data-time-up]"); // where the time of the count is limited
    this.timeUpWords = this.timeUp?.textContent;
  }

  start() {
    this.root.hidden = false;
    this.sayTimeUp(false);
    this.addButton.addEventListener("click", () => this.add(1));
    this.undoButton.addEventListener("click", () => this.add(-1));
    this.field.addEventListener("input", () => this.show());
    this.group.addEventListener("stopwatch:begun", () => this.sayTimeUp(false));
    this.group.addEventListener("stopwatch:over", () => this.sayTimeUp(true));
    this.show();
  }

  // What is typed by hand counts on; what is no count begins at nought.
  get count() {
    const typed = this.field.value.trim();
    return /^\d+$/.test(typed) ? Number(typed) : 0;
  }

  add(step) {
    const count = this.count + step;
    if (count < 0 || count > this.most) return;
    this.field.value = String(count);
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  sayTimeUp(isUp) {
    if (this.timeUp) this.timeUp.textContent = isUp ? this.timeUpWords : "";
  }

  show() {
    this.shown.textContent = this.field.value.trim() ? String(this.count) : NOTHING_YET;
    this.addButton.disabled = this.count >= this.most;
    this.undoButton.disabled = this.count === 0;
  }
}

const counters = [...document.querySelectorAll("[data-rep-counter]")].map((root) => new RepCounter(root));

// No count holds a plus or a minus, so they work in its field too; elsewhere they are what is typed.
function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const step = PLUS.includes(event.key) ? 1 : MINUS.includes(event.key) ? -1 : 0;
  if (!step) return;
  const inHand = counters.find((counter) => counter.field === event.target);
  if (!inHand && event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  event.preventDefault();
  (inHand ?? counters[0]).add(step);
}

for (const counter of counters) counter.start();
if (counters.length) document.addEventListener("keydown", onKey);
