// The result beside a form of questions, computed by the server after each answer. Without this
// script a button asks for it, or it is shown after the form was sent.
const WAIT_MS = 150;

const place = document.querySelector("[data-result]");
const form = place?.closest("form");
let timer;
let asked;

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = place.querySelector(`[data-part="${part.dataset.part}"]`);
    // An unchanged part stays, so that a screen reader is told only what is new.
    if (old && old.innerHTML !== part.innerHTML) old.innerHTML = part.innerHTML;
  }
}

async function ask() {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(place.dataset.result, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
      signal: asked.signal,
    });
    if (answer.ok) show(await answer.text());
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  }
}

if (form) {
  place.querySelector('[data-part="head"]').setAttribute("aria-live", "polite");
  place.querySelector("[data-without-script]")?.remove();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
}
