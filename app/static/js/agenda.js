/* The agenda page: what is moved, dropped, typed or pressed is sent at once and the page is redrawn from the answer, with the cursor
   where it was. Without this file the same buttons, links and fields send the form.

   form[data-agenda]              everything; its submit buttons are sent in the background, with the fields that were changed
   form[data-step="done|undone"]  the answer to a change; button[name=back] or [name=again] then holds what takes it back. Steps are kept
                                  in this page's memory only and are gone with it; the server keeps none.
   [data-agenda-day="0"]          the list of a day; its [data-agenda-slot] are dragged by [data-grip], also to other days
   #block-ID                      a block; Alt+↑ and Alt+↓ move the one that has the cursor, with Shift to the day before or after;
                                  Alt+Enter opens its menu, made from template#agenda-menu
   a[data-opens], .agenda-title a their page is opened in a dialog over this one, and its form is sent from there
   [data-agenda-says]             role="status"; data-moved="Now {time}, day {day}", data-saved, data-back, data-again
   .margin                        is redrawn, too
   form[data-beside]              asks for the same page seen otherwise (a second time zone, advice set aside): its steps stay

   When nobody answers, the page says so, keeps what was typed, and the form can be sent by its own button. */

const say = (name) => document.querySelector(`meta[name="say:${name}"]`)?.content ?? "";
const form = () => document.querySelector("form[data-agenda]");
const blockOf = (id) => document.getElementById(`block-${id}`);
const idOf = (element) => element.closest(".agenda-block")?.id.replace("block-", "") ?? "";
const steps = { back: [], again: [] };
const MOST_STEPS = 100;
let sending = Promise.resolve();

function speak(sentence) {
  const place = document.querySelector("[data-agenda-says]");
  if (place) place.textContent = sentence;
}

function sayWhatHappened(id, pressed) {
  const pattern = document.querySelector("[data-agenda-says]")?.dataset;
  const block = id && blockOf(id);
  if (!pattern) return;
  if (pressed === "back" || pressed === "again") speak(pattern[pressed]);
  else if (!block) speak(pattern.saved);
  else {
    const time = block.querySelector(".agenda-time bdi").textContent.split("–")[0];
    const day = Number(block.closest("[data-agenda-day]").dataset.agendaDay) + 1;
    speak(pattern.moved.replace("{time}", time).replace("{day}", day));
  }
}

/* Steps: what the answer holds goes on one heap; a new change makes what was taken back unrepeatable. */

function keepStep(pressed) {
  const step = form().dataset.step;
  const token = step && form().querySelector(step === "undone" ? "[name=again]" : "[name=back]").value;
  if (pressed === "back" || pressed === "again") steps[pressed].pop();
  else if (step) steps.again = [];
  if (token) {
    const heap = steps[step === "undone" ? "again" : "back"];
    heap.push(token);
    if (heap.length > MOST_STEPS) heap.shift();
  }
  drawSteps();
}

function drawSteps() {
  for (const name of ["back", "again"]) {
    const button = form()?.querySelector(`button[name=${name}]`);
    if (!button) continue;
    button.value = steps[name].at(-1) ?? "";
    button.disabled = !steps[name].length;
  }
}

/* Redrawing: what is as it was stays where it is. Of hundreds of lines a change touches those of a day or two, and
   the browser need not lay out the others anew. */

function become(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  const goesInside = old.matches("#main, #main > .content, form[data-agenda]") && old.matches(fresh.localName);
  if (!goesInside || old.children.length !== fresh.children.length) return old.replaceWith(fresh);
  for (const name of ["action", "data-step", "data-typed"]) {
    if (fresh.hasAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
    else old.removeAttribute(name);
  }
  old.removeAttribute("aria-busy");
  const parts = [...fresh.children];
  [...old.children].forEach((each, place) => become(each, parts[place]));
}

function redraw(html, at, pressed) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.querySelector("#main");
  if (!main?.querySelector("form[data-agenda]")) return false;
  become(document.querySelector("#main"), main);
  document.querySelector(".margin")?.replaceChildren(...(fresh.querySelector(".margin")?.childNodes ?? []));
  if (pressed !== null) keepStep(pressed);
  begin();
  const marked = at.answered ? document.querySelector("#main [autofocus]") : null;
  const block = at.block && blockOf(at.block);
  const next = (at.field && document.querySelector(`[name="${CSS.escape(at.field)}"]`))
    || (at.button && document.querySelector(`button[name="${at.button.name}"][value="${CSS.escape(at.button.value)}"]:enabled`))
    || block?.querySelector(".agenda-title a") || marked
    || (at.step && document.querySelector(".agenda-steps button:enabled"));
  next?.focus({ preventScroll: !at.block });
  return true;
}

function changed() {
  const data = new URLSearchParams();
  for (const name of ["csrf_token", "seen_version"]) data.set(name, form().elements[name].value);
  for (const input of form().querySelectorAll(".agenda-block, .agenda-begins")) {
    const fields = [...input.querySelectorAll("input[name]")].filter((each) => each.name !== "split-at");
      if (form().dataset.typed === undefined && fields.every((each) => each.value === each.defaultValue)) continue;
    for (const field of fields) data.set(field.name, field.value);
  }
  return data;
}

/* One after the other: each answer carries the version that the next must name. */
function send(extra, at) {
  const pressed = "back" in extra ? "back" : "again" in extra ? "again" : "";
  sending = sending.then(async () => {
    const data = changed();
    if (pressed) extra[pressed] = steps[pressed].at(-1) ?? extra[pressed];
    for (const [name, value] of Object.entries(extra)) data.set(name, value);
    form().setAttribute("aria-busy", "true");
    performance.mark("agenda-sent");
    try {
      const answer = await fetch(form().action, { method: "POST", body: data, credentials: "same-origin" });
      const focused = document.activeElement?.name;
      const where = { field: focused?.match(/^(minutes|anchor|starts)-/) ? focused : "", answered: answer.ok, step: pressed, ...at };
      if (!redraw(await answer.text(), where, answer.ok ? pressed : null)) return location.reload();
      if (answer.ok) sayWhatHappened(where.block ?? "", pressed);
      else refused(answer.status, pressed);
      performance.measure("agenda-redrawn", "agenda-sent");
    } catch {
      form().removeAttribute("aria-busy");
      document.querySelectorAll("[data-agenda-without]").forEach((each) => { each.hidden = false; });
      speak(say("not-sent"));
    }
  });
  return sending;
}

/* Steps rest on how the agenda stood: once somebody else has changed it, those on the heap lead nowhere. */
function refused(status, pressed) {
  if (status === 409 && pressed) steps.back = steps.again = [];
  drawSteps();
  document.querySelector("#main [role=alert]")?.scrollIntoView({ block: "nearest" });
}

function press(button) {
  if (button.name === "back" || button.name === "again") return send({ [button.name]: button.value }, {});
  const extra = button.name ? { [button.name]: button.value } : {};
  if (button.value.endsWith(":split")) extra["split-at"] = button.closest(".agenda-menu").querySelector("[name=split-at]").value;
  const [id, how] = button.value.split(":");
  // What is doubled gives the cursor to its twin, as what is added gets it: the answer marks it.
  const block = button.name === "move" && how !== "twice" ? id : "";
  const stays = button.closest(".agenda-deeds, .agenda-steps");
  return send(extra, { block, button: stays ? { name: button.name, value: button.value } : null, field: "" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.form !== form() || event.defaultPrevented || button.type !== "submit") return;
  event.preventDefault();
  press(button);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("form[data-agenda] input") || event.target.name === "split-at" || !event.target.validity.valid) return;
  send({}, {});
});

/* Keys */

const typing = (element) => element.matches?.("input, textarea, select") && element.value !== element.defaultValue;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !form() || document.querySelector("dialog[open]")) return;
  const inBlock = event.target.closest?.("form[data-agenda] .agenda-block");
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !typing(event.target)) {
    const key = event.key.toLowerCase();
    const name = key === "y" || (key === "z" && event.shiftKey) ? "again" : key === "z" ? "back" : "";
    if (!name || !steps[name].length) return;
    event.preventDefault();
    send({ [name]: steps[name].at(-1) }, { block: inBlock ? idOf(inBlock) : "" });
  } else if (event.altKey && !event.ctrlKey && !event.metaKey && inBlock) {
    if (event.key === "Enter") {
      event.preventDefault();
      openMenu(inBlock);
    } else if (["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      const up = event.key === "ArrowUp";
      const how = event.shiftKey ? (up ? "day_before" : "day_after") : (up ? "up" : "down");
      const id = idOf(inBlock);
      send({ move: `${id}:${how}` }, { block: id });
    }
  } else if (event.key === "Escape") {
    closeMenu(true);
  } else if (event.key === "Enter" && event.target.name === "split-at") {
    event.preventDefault();
    press(event.target.closest("p").querySelector("button"));
  }
});

/* One menu, made when it is asked for. */

function openMenu(block) {
  const open = block.querySelector(".agenda-menu");
  closeMenu();
  const pattern = document.getElementById("agenda-menu");
  if (open || !pattern) return;
  const id = idOf(block);
  const menu = pattern.content.firstElementChild.cloneNode(true);
  menu.setAttribute("aria-label", `${menu.getAttribute("aria-label")}${block.querySelector(".agenda-title a").textContent}`);
  for (const each of menu.querySelectorAll("[value*=ID]")) each.value = each.value.replace("ID", id);
  for (const each of menu.querySelectorAll("a[href*=ID]")) each.setAttribute("href", each.getAttribute("href").replace("ID", id));
  const slot = block.closest("[data-agenda-slot]");
  const beside = slot.querySelectorAll(".agenda-block").length > 1;
  menu.querySelectorAll("[data-when=follows]").forEach((each) => { each.hidden = !slot.previousElementSibling; });
  menu.querySelectorAll("[data-when=parallel]").forEach((each) => { each.hidden = !beside; });
  const half = Math.floor(block.querySelector("[name^=minutes-]").value / 2);
  menu.querySelector("[name=split-at]").value = Math.floor(half / 5) * 5 || half || "";
  block.querySelector(".agenda-deeds").after(menu);
  block.querySelector(".agenda-deeds a").setAttribute("aria-expanded", "true");
  menu.querySelector("button:not([hidden])").focus();
}

function closeMenu(back = false) {
  const menu = document.querySelector("form[data-agenda] .agenda-menu");
  const opener = menu?.closest(".agenda-block").querySelector(".agenda-deeds a");
  menu?.remove();
  opener?.setAttribute("aria-expanded", "false");
  if (back) opener?.focus();
}

document.addEventListener("focusin", (event) => {
  const menu = document.querySelector("form[data-agenda] .agenda-menu");
  if (menu && !menu.closest(".agenda-block").contains(event.target)) closeMenu();
});

/* Pages of one block, laid over this one. */

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const opener = event.target.closest("form[data-agenda] .agenda-deeds a");
  if (opener) {
    event.preventDefault();
    openMenu(opener.closest(".agenda-block"));
    return;
  }
  const link = event.target.closest("form[data-agenda] .agenda-title a, a[data-opens]");
  if (!link || !form()) return;
  event.preventDefault();
  const at = { block: idOf(link) };
  closeMenu();
  fetch(link.href, { credentials: "same-origin" }).then(async (answer) => {
    if (!answer.ok || !lay(await answer.text(), link.href, at)) location.href = link.href;
  }).catch(() => speak(say("not-sent")));
});

function lay(html, address, at) {
  const main = new DOMParser().parseFromString(html, "text/html").querySelector("#main");
  const sheet = main?.querySelector("form[method=post]:not([data-agenda])");
  if (!sheet) return false;
  main.querySelector(".heading")?.remove();
  let dialog = document.getElementById("agenda-sheet");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "agenda-sheet";
    dialog.className = "dialog agenda-sheet";
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
  }
  dialog.setAttribute("aria-label", main.querySelector("h2")?.textContent ?? "");
  dialog.replaceChildren(...main.childNodes);
  dialog.dataset.address = address;
  dialog.dataset.block = at.block ?? "";
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("[aria-invalid=true], [role=alert]") ?? dialog.querySelector("input:not([type=hidden]), select, textarea"))?.focus();
  return true;
}

document.addEventListener("click", (event) => {
  const sheet = document.getElementById("agenda-sheet");
  const link = event.target.closest("#agenda-sheet a");
  if (!sheet || !link) return;
  event.preventDefault();
  if (link.pathname === new URL(form().action).pathname) sheet.close();
  else if (link.hash && link.pathname === location.pathname) sheet.querySelector(link.hash)?.focus();
  else fetch(link.href).then(async (answer) => { if (!lay(await answer.text(), link.href, sheet.dataset)) location.href = link.href; });
});

document.addEventListener("submit", (event) => {
  const sheet = event.target.closest("#agenda-sheet");
  if (!sheet) return;
  event.preventDefault();
  const data = new FormData(event.target, event.submitter);
  const address = event.target.getAttribute("action") ? event.target.action : sheet.dataset.address;
  const at = { block: sheet.dataset.block };
  sending = sending.then(async () => {
    try {
      const answer = await fetch(address, { method: "POST", body: data, credentials: "same-origin" });
      const html = await answer.text();
      if (answer.ok && redraw(html, { ...at, answered: true }, "")) {
        sheet.close();
        const there = document.activeElement?.closest?.(".agenda-block") ?? blockOf(at.block);
        there?.querySelector(".agenda-title a")?.focus();
        sayWhatHappened("", "");
      } else if (!lay(html, address, at)) location.href = address;
    } catch {
      speak(say("not-sent"));
    }
  });
});

/* The same page seen otherwise: what stands in the agenda is not changed, so the steps on the heap still lead back. */

const cursorAfter = { zone: "#zone", advice: ".agenda-advice summary, .agenda-advice button" };

document.addEventListener("submit", (event) => {
  const asking = event.target;
  if (!asking.matches("form[data-beside]") || !form()) return;
  event.preventDefault();
  const typed = new URLSearchParams(new FormData(asking, event.submitter));
  const reads = asking.method === "get";
  const address = new URL(asking.action);
  if (reads) address.search = typed.get("zone") ? typed : "";
  sending = sending.then(async () => {
    try {
      const answer = await fetch(address, { method: asking.method, body: reads ? undefined : typed, credentials: "same-origin" });
      if (!redraw(await answer.text(), {}, null)) return location.reload();
      if (reads) history.replaceState(null, "", address);
      drawSteps();
      document.querySelector(cursorAfter[asking.dataset.beside])?.focus();
    } catch {
      speak(say("not-sent"));
    }
  });
});

function begin() {
  form().classList.add("is-live");
  document.querySelectorAll("[data-agenda-without]").forEach((each) => { each.hidden = true; });
  if (!globalThis.Sortable) return;
  for (const list of document.querySelectorAll("[data-agenda-day]")) {
    if (globalThis.Sortable.get(list)) continue;
    globalThis.Sortable.create(list, {
      group: "agenda", handle: "[data-grip]", draggable: "[data-agenda-slot]", animation: 0, ghostClass: "is-lifted",
      onEnd: ({ item, to, newDraggableIndex, from, oldDraggableIndex }) => {
        if (to === from && newDraggableIndex === oldDraggableIndex) return;
        const id = idOf(item.querySelector(".agenda-block"));
        send({ drop: `${id}:${to.dataset.agendaDay}:${newDraggableIndex}` }, { block: id });
      },
    });
  }
}

if (form()) {
  keepStep("");
  begin();
  // The answer to a form without scripts stands at another address; from here on this page is the plan.
  if (location.pathname !== new URL(form().action).pathname) history.replaceState(null, "", form().action);
}
