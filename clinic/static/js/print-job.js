// Moves the bar of a print job to where the server says it is, and lets heading and title of
// the page say what the server says; when it ends, shows its end.
const box = document.querySelector("[data-print-job]");
const bar = box?.querySelector("progress");
const told = box?.querySelector("[data-told]");
const heading = document.querySelector("[data-job-heading]");
const EVERY_MS = 1000;
const PATIENT_MS = 5000;

async function look() {
  let wait = EVERY_MS;
  try {
    const answer = await fetch(box.dataset.printJob, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) {
      location.reload();
      return;
    }
    const job = await answer.json();
    bar.max = job.total;
    bar.value = job.done;
    if (told.textContent !== job.told) told.textContent = job.told;
    if (heading.textContent !== job.heading) {
      document.title = document.title.replace(heading.textContent, job.heading);
      heading.textContent = job.heading;
    }
    if (!job.underWay) {
      location.reload();
      return;
    }
  } catch {
    wait = PATIENT_MS; // the server is being started anew, or the network is away
  }
  setTimeout(look, wait);
}

if (box) setTimeout(look, EVERY_MS);
