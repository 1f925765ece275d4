// Keeps what is typed on the server while it is typed, so that closing the tablet loses nothing.
// Without this script the button "Keep for later" does the same.
const WAIT_MS = 1500;
const NOT_KEPT = "Not kept: no connection. Save before you close this page.";

for (const place of document.querySelectorAll("[data-keep]")) {
  const form = place.closest("form");
  let timer = null;
  let asked = null;
  let sent = false;

  const keep = async () => {
    timer = null;
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(place.dataset.keep, {
        method: "POST", body: new FormData(form), signal: asked.signal, keepalive: true,
        headers: { Accept: "text/plain" },
      });
      // A page of sign-in or an error is no sentence about what was kept.
      const isPlain = answer.headers.get("Content-Type")?.startsWith("text/plain");
      if (!answer.ok || !isPlain) throw new Error(answer.status);
      place.textContent = await answer.text();
      form.dispatchEvent(new Event("kept"));
    } catch (trouble) {
      if (trouble.name !== "AbortError") place.textContent = NOT_KEPT;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MS);
  });

  // What is saved must not be kept once more behind it.
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
    timer = null;
    asked?.abort();
  });

  // A tablet that is put away does not wait for a second and a half.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || timer === null || sent) return;
    clearTimeout(timer);
    keep();
  });

  window.addEventListener("pageshow", () => { sent = false; });
}
