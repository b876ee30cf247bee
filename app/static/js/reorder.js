/* Puts things in order, by hand and by key. Without this file the same buttons send the form.

   form[data-reorder]                    is sent with all its input[name="order"] in their new order
   [data-reorder-list]                   the list inside it; its children are moved
   input[type=hidden][name=order]        one in each child: its id
   [data-grip]                           where a child is taken with the pointer (hidden without this file)
   button[name=move][value="id:up"]      moves its child one place; "id:down" likewise
   [data-reorder-says]                   a role="status" where the new place is said (data-say="Now in place %s of %s")

   The new order is sent in the background, half a second after the last move; if nobody answers, the page says so and the form
   can be sent by its button. SortableJS is used when the page has loaded it; otherwise a small version of our own. */

const say = (name) => document.querySelector(`meta[name="say:${name}"]`)?.content ?? "";
const timers = new WeakMap();

function speak(form, sentence) {
  const place = form.querySelector("[data-reorder-says]");
  if (place) place.textContent = sentence;
}

function sayPlace(form, child) {
  const list = [...child.parentElement.children];
  const pattern = form.querySelector("[data-reorder-says]")?.dataset.say ?? "";
  const numbers = [list.indexOf(child) + 1, list.length];
  speak(form, pattern.replace(/%s/g, () => numbers.shift()));
}

function sendSoon(form) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(async () => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", credentials: "same-origin" });
      if (answer.type !== "opaqueredirect" && !answer.ok) location.reload();
      else form.dispatchEvent(new CustomEvent("second-track:reordered", { bubbles: true }));
    } catch {
      speak(form, say("not-sent"));
    }
  }, 500));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("form[data-reorder] button[name=move]");
  if (!button) return;
  const form = button.closest("form[data-reorder]");
  const list = button.closest("[data-reorder-list]");
  const child = [...list.children].find((each) => each.contains(button));
  const up = button.value.endsWith(":up");
  const beside = up ? child.previousElementSibling : child.nextElementSibling;
  event.preventDefault();
  if (!beside) return;
  if (up) beside.before(child);
  else beside.after(child);
  button.focus();
  sayPlace(form, child);
  sendSoon(form);
});

function drag(list, form) {
  let child = null;
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    child = [...list.children].find((each) => each.contains(grip));
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    child.classList.add("is-lifted");
  });
  list.addEventListener("pointermove", (event) => {
    if (!child) return;
    for (const other of list.children) {
      if (other === child) continue;
      const box = other.getBoundingClientRect();
      if (event.clientY < box.top || event.clientY > box.bottom) continue;
      const half = box.top + box.height / 2;
      if (event.clientY < half && other !== child.nextElementSibling) other.before(child);
      else if (event.clientY >= half && other !== child.previousElementSibling) other.after(child);
      break;
    }
  });
  const drop = () => {
    if (!child) return;
    child.classList.remove("is-lifted");
    sayPlace(form, child);
    child = null;
    sendSoon(form);
  };
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
}

function begin(root) {
  for (const list of root.querySelectorAll("form[data-reorder] [data-reorder-list]:not([data-ready])")) {
    const form = list.closest("form");
    list.setAttribute("data-ready", "");
    list.querySelectorAll("[data-grip]").forEach((grip) => { grip.hidden = false; });
    if (globalThis.Sortable) {
      globalThis.Sortable.create(list, {
        handle: "[data-grip]", animation: 0, ghostClass: "is-lifted",
        onEnd: (event) => { sayPlace(form, event.item); sendSoon(form); },
      });
    } else {
      drag(list, form);
    }
  }
}

document.addEventListener("second-track:fresh", (event) => begin(event.target));
begin(document);
