/* The wall cannot be scrolled from a chair: its letters grow smaller, step by step, until all of it stands on the screen.

   body[data-fit="1" … "4"]  how far; the steps are in room.css. None where it fits as it is, or without a script */

const STEPS = 4;
const page = document.querySelector(".wall-page");

function fits() {
  const root = document.documentElement;
  return root.scrollHeight <= root.clientHeight + 1;
}

function fit() {
  delete document.body.dataset.fit;
  for (let step = 1; step <= STEPS && !fits(); step += 1) document.body.dataset.fit = String(step);
}

if (page) {
  new MutationObserver(fit).observe(page, { childList: true, subtree: true, characterData: true });
  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  fit();
}
