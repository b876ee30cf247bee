/* One key makes the wall blank, and shows it again.

   body.wall                 B (or . as on a presenter) blanks this screen at once
   body[data-blank]          the screen is blank (the page may come so from the server)
   form[data-blank-form]     where there is one (desk, or wall with the right to), B sends it, so that every wall follows;
                             it is sent in the background and the button's text is left to the next refresh

   A wall that cannot reach the server stays as this key left it. */

const wall = document.body.classList.contains("wall");
const typing = (element) => element.matches?.("input, textarea, select, [contenteditable]");

function toggle() {
  if (wall) document.body.toggleAttribute("data-blank");
  const form = document.querySelector("form[data-blank-form]");
  if (!form) return;
  if (wall) {
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", credentials: "same-origin" }).catch(() => {});
  } else {
    form.requestSubmit();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  if (event.key.toLowerCase() === "b" || (wall && event.key === ".")) {
    event.preventDefault();
    toggle();
  }
});
