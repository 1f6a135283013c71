// Import: a page, a file or text that is dropped anywhere on the form, or pasted, lands where it belongs; nothing is sent before somebody says so.
import { t, tell } from "./site.js";

const form = document.querySelector("form.import"), text = document.getElementById("text"), files = document.getElementById("files");
const chosen = document.getElementById("chosen");

function show() {
  chosen.textContent = [...files.files].map(f => `${f.name} (${Math.max(1, Math.round(f.size / 1000))} kB)`).join(", ");
}

/** Takes files or text from a drop or from the clipboard; whether there was something to take. */
function take(data) {
  if (data.files.length > 0) {
    files.files = data.files;
    show();
    tell(data.files.length === 1 ? t("1 file chosen.") : t("{0} files chosen.", data.files.length));
    return true;
  }
  const dropped = data.getData("text/html") || data.getData("text/plain");
  if (dropped) {
    text.value = dropped;
    tell(t("The text is in the field."));
  }
  return Boolean(dropped);
}

let inside = 0;
form.addEventListener("dragenter", event => { event.preventDefault(); inside++; form.classList.add("dropping"); });
form.addEventListener("dragleave", () => { inside--; form.classList.toggle("dropping", inside > 0); });
form.addEventListener("dragover", event => event.preventDefault());
form.addEventListener("drop", event => {
  event.preventDefault();
  inside = 0;
  form.classList.remove("dropping");
  take(event.dataTransfer);
});
document.addEventListener("paste", event => {
  const typing = event.target.closest?.("textarea, input");
  if ((!typing || event.clipboardData.files.length > 0) && take(event.clipboardData)) {
    event.preventDefault();
  }
});
files.addEventListener("change", show);
