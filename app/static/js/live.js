/* Keeps parts of a page fresh. Events say that something changed, never what: the part is fetched anew from its own address,
   through ordinary access.

   body[data-stream="/address"]      the event stream; each event's data is a topic ("stage", "words", …)
   [data-live="stage words"]         a part that is fetched anew on any of these topics ("*": on every event)
   [data-src="/address"]             … from here; the answer replaces what is inside the part
   [data-freshness]                  says whether the page is fresh (data-state: live, polling, paused, lost)
   a[data-refresh]                   the link "Refresh" of a page without JavaScript; hidden while the page refreshes itself

   A part in which somebody is writing is never replaced: it waits until the field is left and empty again; nor is one that says
   what is to be mended ([role=alert]), before somebody has begun to mend it. What was chosen in a part and not sent stays chosen
   where it can still be chosen (the desk's [data-chosen] are kept by desk.js). A hidden tab closes its stream and catches up when
   it is seen. When streams fail, the page asks every four seconds. A part that answers 401, 403, 404 or 410 reloads the page,
   which then says what happened. Parts hear "second-track:fresh" after they were replaced; the document hears
   "second-track:heard" with the topic of every event. */

const say = (name) => document.querySelector(`meta[name="say:${name}"]`)?.content ?? "";
const address = document.body.dataset.stream;
const parts = () => [...document.querySelectorAll("[data-live][data-src]")];
const waiting = new Set();
const tags = new WeakMap();
const begunToMend = new WeakSet();
let stream = null;
let poll = 0;
let failures = 0;
let soon = 0;
const due = new Set();

function show(state) {
  for (const place of document.querySelectorAll("[data-freshness]")) {
    place.dataset.state = state;
    place.textContent = say(`fresh-${state}`);
  }
}

function beingWritten(part) {
  const active = document.activeElement;
  if (active && part.contains(active) && active.matches("input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select, [contenteditable]")) return true;
  if (part.querySelector("[role=alert]") && !begunToMend.has(part)) return true;
  if (part.querySelector("dialog[open], form[aria-busy=true], .is-lifted")) return true;
  return [...part.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
}

const choicesIn = (part) => [...part.querySelectorAll("input:is([type=radio], [type=checkbox]):not([data-chosen])")];

function chosenIn(part) {
  return choicesIn(part).filter((each) => each.checked !== each.defaultChecked && (each.checked || each.type === "checkbox"))
    .map(({ name, value, checked }) => ({ name, value, checked }));
}

function chooseAgain(part, chosen) {
  for (const { name, value, checked } of chosen) {
    const same = choicesIn(part).find((each) => each.name === name && each.value === value);
    if (same) same.checked = checked;
  }
}

function putIn(part, html) {
  const chosen = chosenIn(part);
  const active = document.activeElement;
  const place = active && part.contains(active) ? active.id || active.getAttribute("data-key") : "";
  if (globalThis.Idiomorph) {
    globalThis.Idiomorph.morph(part, html, { morphStyle: "innerHTML" });
  } else {
    part.innerHTML = html;
  }
  chooseAgain(part, chosen);
  if (place && !part.contains(document.activeElement)) {
    (document.getElementById(place) ?? part.querySelector(`[data-key="${CSS.escape(place)}"]`))?.focus({ preventScroll: true });
  }
  part.dispatchEvent(new CustomEvent("second-track:fresh", { bubbles: true }));
}

async function freshen(part) {
  if (beingWritten(part)) {
    waiting.add(part);
    return;
  }
  waiting.delete(part);
  const headers = { "X-Fragment": "1" };
  if (tags.has(part)) headers["If-None-Match"] = tags.get(part);
  let answer, html;
  try {
    answer = await fetch(part.dataset.src, { headers, credentials: "same-origin", redirect: "manual" });
    html = await answer.text();
  } catch {
    show("lost");
    return;
  }
  if ([401, 403, 404, 410].includes(answer.status) || answer.type === "opaqueredirect") {
    location.reload();
    return;
  }
  if (answer.status === 304) return;
  if (!answer.ok) {
    show("lost");
    return;
  }
  if (beingWritten(part)) {
    waiting.add(part);
    return;
  }
  if (answer.headers.get("ETag")) tags.set(part, answer.headers.get("ETag"));
  putIn(part, html);
}

function freshenSoon(which) {
  which.forEach((part) => due.add(part));
  clearTimeout(soon);
  soon = setTimeout(() => {
    const now = [...due];
    due.clear();
    now.forEach(freshen);
  }, 80 + Math.random() * 220);
}

function heard(event) {
  const topic = event.data;
  document.dispatchEvent(new CustomEvent("second-track:heard", { detail: topic }));
  freshenSoon(parts().filter((part) => part.dataset.live === "*" || part.dataset.live.split(/\s+/).includes(topic)));
}

function startPolling() {
  if (poll) return;
  show("polling");
  poll = setInterval(() => parts().forEach(freshen), 4000);
}

function stopPolling() {
  clearInterval(poll);
  poll = 0;
}

function listen() {
  if (!address || document.hidden || stream) return;
  stream = new EventSource(address);
  stream.onopen = () => {
    failures = 0;
    stopPolling();
    show("live");
    freshenSoon(parts());
  };
  stream.onmessage = heard;
  stream.onerror = () => {
    const closed = stream.readyState === EventSource.CLOSED;
    failures += 1;
    if (closed) {
      stream.close();
      stream = null;
      setTimeout(listen, Math.min(30000, 2000 * failures) + Math.random() * 1000);
    }
    if (failures > 1 || closed) startPolling();
    else show("lost");
  };
}

function stop() {
  stream?.close();
  stream = null;
  stopPolling();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    stop();
    show("paused");
  } else {
    listen();
    freshenSoon(parts());
    if (!address && parts().length) startPolling();
  }
});
document.addEventListener("input", (event) => {
  const part = event.target.closest?.("[data-live]");
  if (part) begunToMend.add(part);
});
document.addEventListener("focusout", () => setTimeout(() => [...waiting].forEach(freshen), 50));
window.addEventListener("pagehide", stop);
window.addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

if (parts().length) {
  document.querySelectorAll("a[data-refresh]").forEach((link) => { link.hidden = true; });
  if (address) listen();
  else startPolling();
}
