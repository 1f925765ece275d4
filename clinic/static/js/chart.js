// Tells the results of a trend chart one by one: under the pointer, or with the arrow keys.
// Without this script every result still has its title, and the table under the chart.
const NEAR = 24; // in the units of the drawing
for (const chart of document.querySelectorAll("svg[data-chart]")) {
  const told = [...chart.querySelectorAll("title")].filter((title) =>
    title.parentNode.matches(".chart__point, .chart__hollow, .chart__unable, .chart__fall, .chart__near-fall, .chart__event"));
  if (!told.length) continue;
  // Where each stands is read from what was written: asking the layout takes long for thousands.
  const placeOf = ({ parentNode: shape }) => {
    const [x, y] = shape.getAttribute("d")?.slice(1).split(/[\sml]/) ?? [];
    return {
      x: Number(shape.getAttribute("cx") ?? shape.getAttribute("x") ?? x),
      y: Number(shape.getAttribute("cy") ?? shape.getAttribute("y") ?? y),
    };
  };
  const places = new Map(told.map((title) => [title, placeOf(title)]));
  told.sort((a, b) => places.get(a).x - places.get(b).x);
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
  // The nearest one: a point is smaller than a finger.
  const tellNearest = (event) => {
    const { left, top, width } = chart.getBoundingClientRect();
    const scale = chart.viewBox.baseVal.width / width;
    const x = (event.clientX - left) * scale, y = (event.clientY - top) * scale;
    const distance = (title) => Math.hypot(places.get(title).x - x, places.get(title).y - y);
    const nearest = told.reduce((best, title) => (distance(title) < distance(best) ? title : best));
    if (distance(nearest) < NEAR) tell(told.indexOf(nearest));
  };
  chart.addEventListener("pointermove", tellNearest);
  chart.addEventListener("pointerdown", tellNearest); // a finger does not move before it taps
}
