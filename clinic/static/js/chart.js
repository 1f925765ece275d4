// Tells the results of a trend chart one by one: under the pointer, or with the arrow keys.
// Without this script every result still has its title, and the table under the chart.
for (const chart of document.querySelectorAll("svg[data-chart]")) {
  const told = [...chart.querySelectorAll("title")].filter((title) =>
    title.parentNode.matches(".chart__point, .chart__hollow, .chart__unable, .chart__fall, .chart__near-fall"));
  if (!told.length) continue;
  told.sort((a, b) => a.parentNode.getBBox().x - b.parentNode.getBBox().x);
  const words = document.createElement("p");
  words.className = "chart__told";
  words.setAttribute("aria-live", "polite");
  words.textContent = "\u00a0";
  chart.after(words);
  chart.setAttribute("tabindex", "0");
  let now = told.length;
  const tell = (index) => {
    told[now]?.parentNode.classList.remove("chart--told");
    now = Math.max(0, Math.min(index, told.length - 1));
    told[now].parentNode.classList.add("chart--told");
    words.textContent = told[now].textContent;
  };
  chart.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: told.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tell(now === told.length && event.key === "ArrowRight" ? 0 : to);
  });
  chart.addEventListener("pointermove", (event) => {
    const at = event.target.closest?.("circle, path")?.querySelector("title");
    if (told.includes(at)) tell(told.indexOf(at));
  });
}
