/* The desk by hand and by key. Without this file every deed is a button that sends its form and opens the page anew.

   form[data-desk]            its deeds are sent in the background, so that the place on the page and the words being typed stay;
                              the parts of the page follow (live.js). A button with data-leaves is sent as ever. When nobody
                              answers, [data-draft-says] of the capture form says so.
   form[data-desk=capture]    is emptied once its lines are kept, gets a new value that makes it count once, and keeps the cursor;
                              Enter sends it, Shift+Enter begins a new line; [data-desk-says] says so
   input[data-chosen]         what is chosen stays chosen when the part around it is fetched anew; arrow keys go from line to line;
                              a deed with nothing chosen is for the line the cursor is in */

document.querySelectorAll("[data-desk-says]").forEach((hint) => { hint.hidden = false; });

const chosen = new Set();
const boxes = () => [...document.querySelectorAll("input[data-chosen]")];

function remember(box) {
  if (box.checked) chosen.add(box.value);
  else chosen.delete(box.value);
}

function lineOf(element) {
  return element?.closest?.(".line")?.querySelector("input[data-chosen]") ?? null;
}

let last = null;

function chooseTheLineWeAreIn() {
  if (boxes().some((box) => box.checked)) return;
  const here = lineOf(document.activeElement) ?? (last && document.getElementById(last));
  if (here) {
    here.checked = true;
    remember(here);
  }
}

function lookAgain() {
  // live.js looks at everything again when the page is seen; the stream says it too, a moment later.
  document.dispatchEvent(new Event("visibilitychange"));
}

function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(form, submitter) {
  // A button without an address of its own calls the page's its formAction.
  const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const sent = submitter ? new FormData(form, submitter) : new FormData(form);
  const meant = new Set(chosen);
  form.setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body: sent, redirect: "manual", credentials: "same-origin" });
  } catch {
    answer = null;
  }
  form.removeAttribute("aria-busy");
  if (!answer) {
    // Nobody answered. Leaving this page would only show that; the words and the place on it stay.
    const place = document.querySelector("form[data-desk=capture] [data-draft-says]");
    if (place) place.textContent = document.querySelector('meta[name="say:not-sent"]')?.content ?? "";
    return;
  }
  if (answer.type !== "opaqueredirect" && !answer.ok) {
    form.setAttribute("data-plain", "");
    form.requestSubmit(submitter);
    return;
  }
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  if (form.dataset.desk === "capture") emptied(form);
  if (form.dataset.desk === "words") {
    // What was chosen while this was on its way is for the next deed.
    meant.forEach((each) => chosen.delete(each));
    boxes().forEach((box) => { box.checked = chosen.has(box.value); });
    form.querySelectorAll("input[type=text]").forEach((field) => { field.value = ""; });
  }
  lookAgain();
}

function emptied(form) {
  const words = form.querySelector("textarea");
  words.value = "";
  words.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector("input[name=once]").value = fresh();
  words.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-desk]")) return;
  if (form.dataset.desk === "words") chooseTheLineWeAreIn();
  if (form.hasAttribute("data-plain") || event.submitter?.hasAttribute("data-leaves")) {
    form.removeAttribute("data-plain");
    return;
  }
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") send(form, event.submitter);
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[data-chosen]")) remember(event.target);
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("input[data-chosen]")) last = event.target.id;
});

document.addEventListener("second-track:fresh", () => {
  for (const box of boxes()) box.checked = chosen.has(box.value);
});

document.addEventListener("click", (event) => {
  const line = event.target.closest?.(".line");
  if (!line || event.target.closest("a, button, input, summary") || String(getSelection())) return;
  line.querySelector("input[type=checkbox]")?.click();
});

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (at.matches?.("form[data-desk=capture] textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    at.form.requestSubmit();
    return;
  }
  if (!at.matches?.("input[data-chosen]") || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const all = boxes();
  all[all.indexOf(at) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
});
