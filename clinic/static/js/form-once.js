// A form is sent once: a second tap while the first is on its way does nothing.
// The server saves a record once in any case; this spares the person the wait.
const WAIT_MS = 5000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // An answer that never comes must not lock the form for good.
  setTimeout(() => delete form.dataset.sent, WAIT_MS);
});

// Back from the next page, the browser may show this one as it was left.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
