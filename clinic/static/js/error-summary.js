// After a refused form the focus goes to what was refused, and from there to each answer.
const summary = document.querySelector("[data-error-summary]");

if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    // A consequence that is folded away has no control to go to: show its question instead.
    const place = control.closest(".answer-row, .field") ?? control;
    place.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
  });
}
