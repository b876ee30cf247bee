/* Single keys for what the hand does often. They rest while one is typing, can be switched off, and are listed by "?".

   [data-key="n"]        pressing n clicks the element, or puts the cursor into it when it is a field
   [data-key="alt+2"]    works while typing, too
   [data-key-says]       the words for the list, where the element's own text does not say enough
   The list is a <dialog> made from what the page has at that moment. */

const say = (name) => document.querySelector(`meta[name="say:${name}"]`)?.content ?? "";
const off = () => window.sessionStorage.getItem("keys") === "off";
const typing = (element) => element.matches?.("input:not([type=radio], [type=checkbox], [type=button], [type=submit]), textarea, select, [contenteditable]");

function keyed() {
  return [...document.querySelectorAll("[data-key]")].filter((each) => !each.disabled && each.getClientRects().length);
}

function nameOf(element) {
  if (element.dataset.keySays) return element.dataset.keySays;
  const label = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label");
  return (label ?? element.querySelector("span")?.textContent ?? element.textContent).trim();
}

function list() {
  document.getElementById("keys-list")?.remove();
  const dialog = document.createElement("dialog");
  dialog.id = "keys-list";
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", say("keys"));
  const head = document.createElement("h2");
  head.textContent = say("keys");
  const table = document.createElement("table");
  table.className = "table table-dense";
  const rows = [...keyed().map((each) => [each.dataset.key, nameOf(each)]), ["?", say("keys-list")]];
  for (const [key, name] of rows) {
    const row = table.insertRow();
    const heading = document.createElement("th");
    heading.scope = "row";
    const cap = document.createElement("kbd");
    cap.textContent = key;
    heading.append(cap);
    row.append(heading);
    row.insertCell().textContent = name;
  }
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "button";
  toggle.textContent = say(off() ? "keys-on" : "keys-off");
  toggle.addEventListener("click", () => {
    window.sessionStorage.setItem("keys", off() ? "on" : "off");
    dialog.close();
  });
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button-primary";
  close.textContent = say("close");
  close.addEventListener("click", () => dialog.close());
  buttons.append(close, toggle);
  const body = document.createElement("div");
  body.className = "stack";
  body.append(head, table, buttons);
  dialog.append(body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return;
  if (event.key === "?" && !typing(event.target)) {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) list();
    return;
  }
  if (!event.altKey && (typing(event.target) || off())) return;
  // With Alt the letter itself may be a sign of the layout, so the place of the key counts.
  const plain = event.altKey ? event.code.replace(/^(Key|Digit)/, "").toLowerCase() : event.key.toLowerCase();
  const wanted = event.altKey ? `alt+${plain}` : plain;
  const within = document.querySelector("dialog[open]") ?? document;
  const found = keyed().find((each) => within.contains(each) && each.dataset.key.toLowerCase() === wanted);
  if (!found) return;
  event.preventDefault();
  if (typing(found)) found.focus();
  else found.click();
});

document.querySelectorAll("[data-keys-open]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", list);
});
