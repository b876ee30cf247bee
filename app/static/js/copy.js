/* Copies a code or an address by hand: nothing is ever copied without a press.

   button[data-copy="#id"]   copies the text (or the value) of that element; hidden without this file
   [data-copied]             on the button: what it says for a moment afterwards */

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const from = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText((from.value ?? from.textContent).trim());
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    label.textContent = button.dataset.copied ?? before;
    setTimeout(() => { label.textContent = before; }, 2500);
  });
}
