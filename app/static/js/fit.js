/* The wall cannot be scrolled from a chair. Its letters grow smaller, step by step, until all of it stands on the screen; where even
   the smallest are too large, they stay large enough to be read, and the wall has pages. It never turns by itself.

   body[data-fit="1" … "4"]   how far the letters went; the steps are in room.css. None where it fits as it is, or without a script
   body[data-paged]           it has pages; data-paged="last" on the last of them, after which the first comes again
   [data-elsewhere]           stands on another page
   button[data-turn]          turns the page; shown where there are pages. So do the desk (the topic "turn"), Page Down and Page Up,
                              and the arrows to the end and to the beginning of a line, as presenters send them

   Points at the same height in several columns go together, so that on every page each party stands beside the other. */

const STEPS = 4;
const READABLE = 2;
const page = document.querySelector(".wall-page");
let turned = 0;
let titled = "";

function fits() {
  const root = document.documentElement;
  return root.scrollHeight <= root.clientHeight + 1;
}

/* What may not be torn apart, in the order of reading. */
function rows() {
  const sides = [...page.querySelectorAll(".words-section")].flatMap((section) => {
    const columns = [...section.querySelectorAll("ul.contributions")].map((list) => [...list.children]);
    const most = Math.max(0, ...columns.map((column) => column.length));
    return Array.from({ length: most }, (_, place) => columns.flatMap((column) => column.slice(place, place + 1)));
  });
  return sides.length ? sides : [...page.querySelectorAll(".wall-questions > li, .wall-titles > li, .wall-rules > li")].map((line) => [line]);
}

function show(row, here) {
  row.forEach((point) => point.toggleAttribute("data-elsewhere", !here));
}

/* Where each page begins: as many rows on it as fit, and at least one. */
function pagesOf(all) {
  const begins = [];
  all.forEach((row) => show(row, false));
  all.forEach((row, place) => {
    show(row, true);
    if (begins.length && fits()) return;
    all.slice(begins.at(-1) ?? 0, place).forEach((earlier) => show(earlier, false));
    begins.push(place);
  });
  return begins;
}

function fit() {
  const body = document.body;
  const title = page.querySelector("h1")?.textContent ?? "";
  if (title !== titled) turned = 0;
  titled = title;
  delete body.dataset.fit;
  delete body.dataset.paged;
  const all = rows();
  all.forEach((row) => show(row, true));
  for (let step = 1; step <= STEPS && !fits(); step += 1) body.dataset.fit = String(step);
  if (fits() || all.length < 2) return;
  body.dataset.fit = String(READABLE);
  body.dataset.paged = "";
  const begins = pagesOf(all);
  turned = ((turned % begins.length) + begins.length) % begins.length;
  const ends = begins[turned + 1] ?? all.length;
  all.forEach((row, place) => show(row, place >= begins[turned] && place < ends));
  if (turned === begins.length - 1) body.dataset.paged = "last";
}

function turn(by) {
  if (!("paged" in document.body.dataset)) return false;
  turned += by;
  fit();
  return true;
}

if (page) {
  new MutationObserver(fit).observe(page, { childList: true, subtree: true, characterData: true });
  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  document.addEventListener("second-track:heard", (event) => { if (event.detail === "turn") turn(1); });
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-turn]")) turn(1); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const toTheEnd = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const toTheBeginning = toTheEnd === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const by = { PageDown: 1, [toTheEnd]: 1, PageUp: -1, [toTheBeginning]: -1 }[event.key];
    if (by && turn(by)) event.preventDefault();
  });
  fit();
}
