/* The agenda page: what is moved, dropped or typed is sent at once and the page is redrawn from the answer, with the cursor where it
   was. Without this file the same buttons and fields send the form.

   form[data-agenda]                  everything; button[name=move|add] and [formaction] are sent in the background
   [data-agenda-day="0"]              the list of a day; its [data-agenda-slot="id"] are dragged by [data-grip], also to other days
   [data-agenda-block="id"]           a block; Alt+↑ and Alt+↓ move the one that has the cursor, with Shift to the day before or after
   [data-at="id:up"]                  a button that gets the cursor back
   [data-agenda-says]                 role="status"; data-moved="Now {time}, day {day}", data-saved
   .margin                            is redrawn, too

   When nobody answers, the page says so, keeps what was typed, and the form can be sent by its own button. */

const say = (name) => document.querySelector(`meta[name="say:${name}"]`)?.content ?? "";
const form = () => document.querySelector("form[data-agenda]");
let sending = Promise.resolve();

function speak(sentence) {
  const place = document.querySelector("[data-agenda-says]");
  if (place) place.textContent = sentence;
}

function sayPlace(id) {
  const block = document.querySelector(`[data-agenda-block="${CSS.escape(id)}"]`);
  const pattern = document.querySelector("[data-agenda-says]")?.dataset;
  if (!pattern) return;
  speak(block ? pattern.moved.replace("{time}", block.dataset.time).replace("{day}", block.dataset.day) : pattern.saved);
}

function redraw(html, at) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.querySelector("#main");
  if (!main?.querySelector("form[data-agenda]")) return false;
  document.querySelector("#main").replaceChildren(...main.childNodes);
  document.querySelector(".margin")?.replaceChildren(...(fresh.querySelector(".margin")?.childNodes ?? []));
  begin();
  const field = at.field && document.querySelector(`[name="${CSS.escape(at.field)}"]`);
  const button = at.button && document.querySelector(`[data-at="${CSS.escape(at.button)}"]`);
  const block = at.block && document.querySelector(`[data-agenda-block="${CSS.escape(at.block)}"] .agenda-title a`);
  // A button inside a closed menu cannot take the cursor: its block can.
  const next = field || (button && !button.closest("details:not([open])") ? button : block);
  next?.focus({ preventScroll: !at.block });
  return true;
}

/* One after the other: each answer carries the version that the next must name. */
function send(extra, at, action = "") {
  sending = sending.then(async () => {
    const data = new FormData(form());
    for (const [name, value] of Object.entries(extra)) data.set(name, value);
    form().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(action || form().action, { method: "POST", body: new URLSearchParams(data), credentials: "same-origin" });
      const focused = document.activeElement?.name;
      const where = { field: focused?.match(/^(minutes|anchor|starts)-/) ? focused : "", ...at };
      // The address that answers names the block that was moved or made.
      where.block = new URL(answer.url).searchParams.get("at") || where.block;
      if (where.button && !where.button.startsWith(where.block)) where.button = "";
      if (redraw(await answer.text(), where)) {
        if (answer.ok) sayPlace(where.block ?? "");
        else document.querySelector("#main [role=alert]")?.scrollIntoView({ block: "nearest" });
      } else {
        location.reload();
      }
    } catch {
      form().removeAttribute("aria-busy");
      document.querySelectorAll("[data-agenda-without]").forEach((each) => { each.hidden = false; });
      speak(say("not-sent"));
    }
  });
  return sending;
}

function press(button) {
  const id = button.dataset.at?.split(":")[0];
  const at = { button: button.dataset.at ?? "", block: id ?? "", field: "" };
  send(button.name ? { [button.name]: button.value } : {}, at, button.hasAttribute("formaction") ? button.formAction : "");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("form[data-agenda] button[type=submit]");
  if (!button || event.defaultPrevented) return;
  event.preventDefault();
  press(button);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("form[data-agenda] input") || !event.target.validity.valid) return;
  send({}, {});
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const block = event.target.closest?.("form[data-agenda] [data-agenda-block]");
  if (!block) return;
  event.preventDefault();
  const up = event.key === "ArrowUp";
  const how = event.shiftKey ? (up ? "day_before" : "day_after") : (up ? "up" : "down");
  const id = block.dataset.agendaBlock;
  send({ move: `${id}:${how}` }, { block: id });
});

/* A menu closes when one clicks or leaves elsewhere. */
document.addEventListener("focusin", (event) => {
  document.querySelectorAll(".agenda-more[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".agenda-more[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function begin() {
  document.querySelectorAll("[data-agenda-without]").forEach((each) => { each.hidden = true; });
  if (!globalThis.Sortable) return;
  document.querySelectorAll("[data-agenda] [data-grip]").forEach((grip) => { grip.hidden = false; });
  for (const list of document.querySelectorAll("[data-agenda-day]")) {
    globalThis.Sortable.create(list, {
      group: "agenda", handle: "[data-grip]", draggable: "[data-agenda-slot]", animation: 0, ghostClass: "is-lifted",
      onEnd: ({ item, to, newDraggableIndex, from, oldDraggableIndex }) => {
        if (to === from && newDraggableIndex === oldDraggableIndex) return;
        const id = item.dataset.agendaSlot;
        send({ drop: `${id}:${to.dataset.agendaDay}:${newDraggableIndex}` }, { block: id });
      },
    });
  }
}

if (form()) begin();
