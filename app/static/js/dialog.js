/* Opens <dialog> elements as modal windows. Without this file they are sections of the page, shown by their #id.

   a[data-dialog="id"]        opens the dialog with that id
   [data-dialog-close]        inside a dialog: closes it (components/dialog.html has one)
   A page opened at #id of a dialog shows it at once. */

function open(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return false;
  dialog.showModal();
  return true;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener && open(opener.dataset.dialog)) {
    event.preventDefault();
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  const dialog = closer?.closest("dialog");
  if (dialog?.open) {
    event.preventDefault();
    dialog.close();
  }
});

if (location.hash.length > 1) open(decodeURIComponent(location.hash.slice(1)));
