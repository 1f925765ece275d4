// A stopwatch beside plain number fields: start, stop, lap to the next trial, space bar.
// The moment that counts is when the finger or the key goes down, not when it comes up.
// A form with several groups (left and right leg; stances, walk and chair) has one for each: a key
// belongs to the one that runs, else to that of the field in hand, else to the first with work left.
const FRAME_S = 1000;

class Stopwatch {
  constructor(root) {
    this.root = root;
    this.group = root.closest("[data-group]") ?? root.closest("form");
    this.fields = [...this.group.querySelectorAll("[data-trial]")];
    this.time = root.querySelector("[data-time]");
    this.toggleButton = root.querySelector("[data-toggle]");
    this.lapButton = root.querySelector("[data-lap]");
    this.skipButton = root.querySelector("[data-skip]");
    this.stopAt = Number(root.dataset.stopAt) || Infinity;
    this.fills = root.dataset.fills === "yes";
    this.inOrder = root.dataset.inOrder === "yes";
    this.startedAt = null;
    this.chosen = null;
    this.practiceSkipped = false;
    this.pressedAt = null;
  }

  start() {
    this.root.hidden = false;
    this.root.addEventListener("pointerdown", (event) => { this.pressedAt = event.timeStamp; });
    this.toggleButton.addEventListener("click", (event) => this.toggle(this.moment(event)));
    this.lapButton.addEventListener("click", (event) => this.lap(this.moment(event)));
    this.skipButton.addEventListener("click", () => { this.practiceSkipped = true; this.show(); });
    for (const field of this.fields) {
      field.addEventListener("focus", () => { this.chosen = field; this.show(); });
      field.addEventListener("input", () => this.show());
    }
    this.show();
  }

  // A click by touch or mouse carries the moment of its press; one by keyboard its own.
  moment(event) {
    const pressed = event.detail > 0 ? this.pressedAt : null;
    this.pressedAt = null;
    return pressed ?? event.timeStamp;
  }

  get running() { return this.startedAt !== null; }

  // The field chosen by hand if it is empty, else the first empty one.
  get target() {
    if (!this.fills) return null;
    if (this.inOrder && this.ended) return null;
    if (this.chosen && !this.chosen.value.trim() && !this.inOrder) return this.chosen;
    return this.fields.find((field) => !field.value.trim() && !this.isSkipped(field)) ?? null;
  }

  // Stages: the first that was not held to the end was the last.
  get ended() {
    return this.fields.some((field) => field.value.trim() && Number(field.value.replace(",", ".")) < this.stopAt);
  }

  isSkipped(field) { return field.dataset.trial === "practice" && this.practiceSkipped; }

  toggle(moment) {
    if (this.running) this.stop(moment);
    else if (!this.fills || this.target) this.begin(moment);
  }

  begin(moment) {
    this.into = this.target;
    this.startedAt = moment;
    this.show();
    this.tell("begun");
    this.tick();
  }

  stop(moment) {
    this.keep(moment);
    this.startedAt = null;
    this.show();
  }

  lap(moment) {
    if (!this.running) return;
    this.keep(moment);
    this.startedAt = null;
    if (this.target) this.begin(moment);
    else this.show();
  }

  keep(moment) {
    const seconds = Math.min((moment - this.startedAt) / FRAME_S, this.stopAt);
    this.write(seconds);
    if (!this.into) return;
    this.into.value = seconds.toFixed(2);
    this.chosen = null;
    this.into.dispatchEvent(new Event("input", { bubbles: true }));
  }

  tick() {
    if (!this.running) return;
    const seconds = (performance.now() - this.startedAt) / FRAME_S;
    if (seconds >= this.stopAt) {
      this.stop(this.startedAt + this.stopAt * FRAME_S);
      this.root.classList.add("stopwatch--over");
      this.tell("over");
      return;
    }
    this.write(Math.max(0, seconds));
    requestAnimationFrame(() => this.tick());
  }

  tell(what) { this.root.dispatchEvent(new Event(`stopwatch:${what}`, { bubbles: true })); }

  write(seconds) { this.time.textContent = seconds.toFixed(2); }

  show() {
    const target = this.running ? this.into : this.target;
    const what = target ? ` ${target.dataset.trial}` : "";
    this.toggleButton.textContent = this.running ? `Stop${what}` : `Start${what}`;
    this.toggleButton.classList.toggle("button--main", this.running);
    this.toggleButton.disabled = !this.running && this.fills && !this.target;
    if (this.toggleButton.disabled) this.toggleButton.textContent = this.inOrder ? "The test has ended" : "All trials are timed";
    this.lapButton.hidden = !(this.running && this.lapButton.textContent.trim() && this.hasNext());
    this.skipButton.hidden = this.running || target?.dataset.trial !== "practice";
  }

  hasNext() {
    return this.fields.some((field) => field !== this.into && !field.value.trim() && !this.isSkipped(field));
  }
}

const watches = [...document.querySelectorAll("[data-stopwatch]")].map((root) => new Stopwatch(root));

function inHand(target) {
  return watches.find((watch) => watch.running)
    ?? watches.find((watch) => watch.group.contains(target) && watch.group.matches("[data-group]"))
    ?? watches.find((watch) => watch.target)
    ?? watches[0];
}

// Space is no part of a number, so it works in the number fields too; elsewhere it keeps its own
// meaning (a button, a choice, a word).
function onKey(event) {
  if (event.code !== "Space" || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const { target } = event;
  const isTrial = watches.some((watch) => watch.fields.includes(target));
  if (!isTrial && target.closest("button, a, input, textarea, select, summary")) return;
  event.preventDefault();
  inHand(target).toggle(event.timeStamp);
}

for (const watch of watches) watch.start();
if (watches.length) document.addEventListener("keydown", onKey);
