/* Words that are being written survive a reload, a stage change and a dead server; they stay in this tab and nowhere else.

   textarea[data-draft="key"]   its words are kept in sessionStorage under that key (and the body's data-seat, where several
                                seats share a browser) until they are sent. A field that the server has filled is left alone.
   [data-draft-with]            a hidden input of the same form (the take-back token), kept and put back together with the words,
                                so that sending them twice reaches the same row
   [data-draft-says="key"]      where the page says that words were kept or could not be sent
   form[data-send]              is sent without leaving the page: only when the server has answered with a redirect are its drafts
                                dropped and the page opened anew (data-then="/address", else this page). When nobody answers, the
                                words stay where they are. Any other answer (422, 409 …) is shown as the browser would.
                                Then the form hears "second-track:sent" (detail: its FormData), as tokens.js does.
   button[data-plain]           a button of such a form that asks for the page anew with what was typed: sent as ever, drafts stay
   body[data-closed]            the seat or the account was closed: everything this tab kept is dropped

   Without this file forms are sent as ever, and nothing is kept. */

const say = (name) => document.querySelector(`meta[name="say:${name}"]`)?.content ?? "";
const store = window.sessionStorage;
const scope = document.body.dataset.seat ?? "";
const nameOf = (field) => `draft:${scope}:${field.dataset.draft}`;

function speak(field, sentence) {
  const place = document.querySelector(`[data-draft-says="${CSS.escape(field.dataset.draft)}"]`);
  if (place) place.textContent = sentence;
}

function companions(field) {
  return field.form ? [...field.form.querySelectorAll("[data-draft-with]")] : [];
}

function keep(field) {
  if (field.value.trim() === "") {
    store.removeItem(nameOf(field));
    return;
  }
  const beside = Object.fromEntries(companions(field).map((input) => [input.name, input.value]));
  store.setItem(nameOf(field), JSON.stringify({ words: field.value, beside }));
}

function giveBack(field) {
  const kept = store.getItem(nameOf(field));
  if (kept === null || field.value !== "") return;
  const { words, beside } = JSON.parse(kept);
  field.value = words;
  for (const input of companions(field)) {
    if (beside[input.name]) input.value = beside[input.name];
  }
  speak(field, say("draft-back"));
}

function begin(root) {
  for (const field of root.querySelectorAll("[data-draft]")) giveBack(field);
}

async function send(form, submitter) {
  const fields = [...form.querySelectorAll("[data-draft]")];
  const sent = submitter ? new FormData(form, submitter) : new FormData(form);
  form.setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual", credentials: "same-origin" });
  } catch {
    form.removeAttribute("aria-busy");
    for (const field of fields) speak(field, say("not-sent"));
    return;
  }
  if (answer.type !== "opaqueredirect" && !answer.ok) {
    if (submitter?.name) {
      const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(chosen);
    }
    form.submit();
    return;
  }
  for (const field of fields) store.removeItem(nameOf(field));
  form.dispatchEvent(new CustomEvent("second-track:sent", { bubbles: true, detail: sent }));
  const then = form.dataset.then ?? location.pathname + location.search;
  location.replace(then);
}

if (document.body.hasAttribute("data-closed")) {
  store.clear();
} else {
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-draft]")) keep(event.target);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-send]") || event.defaultPrevented || event.submitter?.hasAttribute("data-plain")) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") !== "true") send(form, event.submitter);
  });
  document.addEventListener("second-track:fresh", (event) => begin(event.target));
  window.addEventListener("pageshow", () => begin(document));
  begin(document);
}
