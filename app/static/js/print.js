/* Prints the page as it stands, with the tables of its pictures opened.

   button[data-print]   shown by this file; prints */

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.picture-table:not([open])")];
  opened.forEach((each) => { each.open = true; });
});
window.addEventListener("afterprint", () => {
  opened.forEach((each) => { each.open = false; });
});
