/* What lets a person take words back: a random token for each contribution, held by this tab alone and never shown to anybody.

   form[data-gives]             writing: when it is sent (see drafts.js) its input[name="token"] and its words are remembered here.
                                An empty token is filled in by this file.
   [data-own-words]             where the tab's own words are listed; inside it
   template[data-own-word]      one entry: [data-own-text] gets the words, input[name="token"] the token
   [data-own-none]              shown while the list is empty
   form[data-takes-back]        inside an entry: when it is sent, the token is forgotten
   body[data-closed]            everything is dropped (drafts.js does it)

   No times and no order of writing are kept: the list is sorted by its words. */

const store = window.sessionStorage;
const place = `tokens:${document.body.dataset.seat ?? ""}`;
const held = () => JSON.parse(store.getItem(place) ?? "[]");
const hold = (tokens) => store.setItem(place, JSON.stringify(tokens));

function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  return [...bytes].map((byte) => letters[byte % 32]).join("") + letters[bytes[0] >> 3];
}

function list() {
  for (const home of document.querySelectorAll("[data-own-words]")) {
    const entry = home.querySelector("template[data-own-word]");
    home.querySelectorAll("[data-own-entry]").forEach((old) => old.remove());
    const own = held().sort((one, other) => one.words.localeCompare(other.words));
    for (const { token, words } of own) {
      const copy = entry.content.firstElementChild.cloneNode(true);
      copy.setAttribute("data-own-entry", "");
      copy.querySelector("[data-own-text]").textContent = words;
      copy.querySelectorAll('input[name="token"]').forEach((input) => { input.value = token; });
      home.append(copy);
    }
    home.querySelectorAll("[data-own-none]").forEach((none) => { none.hidden = own.length > 0; });
  }
}

if (!document.body.hasAttribute("data-closed")) {
  for (const input of document.querySelectorAll('form[data-gives] input[name="token"]')) {
    if (!input.value) input.value = fresh();
  }
  document.addEventListener("second-track:sent", (event) => {
    const form = event.target;
    const token = event.detail.get("token");
    if (!token) return;
    if (form.matches("[data-gives]")) {
      const words = form.querySelector("[data-draft], textarea")?.value ?? "";
      hold([...held().filter((each) => each.token !== token), { token, words }]);
    } else if (form.matches("[data-takes-back]")) {
      hold(held().filter((each) => each.token !== token));
    }
  });
  list();
}
