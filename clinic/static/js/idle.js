// A tablet that is left lying shows nobody anything. Before the session ends it says so; when it
// has ended it covers the page. What was typed goes along to the sign-in page, sealed, and comes back.
const meta = document.querySelector('meta[name="idle-limit"]');
const LAST_USE = "stepback-last-use"; // a moment, shared by the tabs of this browser: nothing else
const WARN_BEFORE_MS = 2 * 60 * 1000;
const TELL_SERVER_MS = 4 * 60 * 1000;
const LOOK_MS = 5 * 1000;

if (meta) watch(Number(meta.content) * 1000, meta.dataset.address, meta.dataset.signIn);

function watch(limitMs, address, signIn) {
  let told = Date.now();
  let warning = null;
  let covered = false;
  used();

  // Typing and tapping is use, even when no page is asked for: the server is told now and then.
  for (const act of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(act, () => {
      if (covered) return;
      used();
      if (warning || Date.now() - told > TELL_SERVER_MS) tellServer();
    }, { passive: true });
  }
  setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);

  function used() {
    localStorage.setItem(LAST_USE, String(Date.now()));
  }

  function tellServer() {
    told = Date.now();
    hideWarning();
    fetch(address, { method: "HEAD", redirect: "manual", cache: "no-store" });
  }

  function look() {
    if (covered) return;
    const idle = Date.now() - Number(localStorage.getItem(LAST_USE));
    if (idle >= limitMs) cover();
    else if (idle >= limitMs - WARN_BEFORE_MS) warn();
    else hideWarning();
  }

  function warn() {
    if (warning) return;
    warning = box("message message--caution idle-warning", "status");
    warning.append(
      words("You will be signed out in two minutes. What you typed is kept."),
      button("Stay signed in", tellServer),
    );
    document.querySelector("main").prepend(warning);
  }

  function hideWarning() {
    warning?.remove();
    warning = null;
  }

  function cover() {
    covered = true;
    const form = changedForm();
    const sheet = box("idle-cover", "alertdialog");
    sheet.setAttribute("aria-label", "Signed out");
    const title = document.createElement("h1");
    title.textContent = "You are signed out";
    const go = form
      ? button("Sign in, and keep what I typed", () => form.requestSubmit())
      : button("Sign in", () => location.assign(signIn));
    go.classList.add("button--main", "button--large");
    sheet.append(title, words("Nothing was used here for a while."), go);
    for (const part of document.body.children) part.inert = true;
    document.body.append(sheet);
    document.title = "Signed out – Stepback";
    go.focus();
  }
}

function changedForm() {
  const isChanged = (control) =>
    control.type === "checkbox" || control.type === "radio"
      ? control.checked !== control.defaultChecked
      : control.options
        ? [...control.options].some((option) => option.selected !== option.defaultSelected)
        : control.type !== "hidden" && control.value !== control.defaultValue;
  return [...document.querySelectorAll("form[data-guard]")].find((form) =>
    [...form.elements].some(isChanged),
  );
}

function box(classes, role) {
  const made = document.createElement("div");
  made.className = classes;
  made.setAttribute("role", role);
  return made;
}

function words(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
