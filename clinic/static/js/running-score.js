// Shows what the numbers mean while they are typed: the server works it out, nothing is stored.
// Without this script, or without a connection, saving shows the same.
const WAIT_MS = 250;

for (const place of document.querySelectorAll("[data-running]")) {
  const form = place.closest("form");
  const save = form.querySelector("button[name=status][value=completed]");
  let timer = null;
  let asked = null;

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const answers = new FormData(form);
    answers.set("status", "completed");
    try {
      const answer = await fetch(place.dataset.running, {
        method: "POST", body: answers, signal: asked.signal, headers: { Accept: "text/html" },
      });
      if (answer.ok) show(await answer.text());
    } catch (trouble) {
      if (trouble.name !== "AbortError") console.info("The running result is not at hand.");
    }
  };

  const show = (markup) => {
    const parsed = new DOMParser().parseFromString(markup, "text/html");
    place.replaceChildren(...parsed.body.childNodes);
    relabel();
  };

  const relabel = () => {
    const label = place.querySelector("[data-save-label]");
    if (label) save.textContent = label.dataset.saveLabel;
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  relabel();
}
