// Labelling by keyboard: a digit answers, u takes back, ? explains. Each answer is a form; what comes back replaces what is shown, without a new page.
import { parse, t, tell } from "./site.js";

const help = document.getElementById("keys");
const single = document.getElementById("single-keys");
const show = document.getElementById("show-keys");
let busy = false;

show.addEventListener("click", () => help.showModal());
single.checked = localStorage.getItem("single-keys") !== "off";
single.addEventListener("change", () => localStorage.setItem("single-keys", single.checked ? "on" : "off"));

async function send(form, button) {
  if (busy) return; // a key that is pressed twice answers once
  busy = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)), headers: { Accept: "text/html" } });
    const page = parse(await answer.text());
    const next = page.getElementById("labelling");
    if (!next) {
      tell(t("That was not saved. Load the page again."));
      return;
    }
    document.getElementById("labelling").replaceWith(next);
    history.replaceState(null, "", answer.ok ? answer.url : location.href);
    const place = document.getElementById("item");
    place?.focus();
    const problem = next.querySelector(".problem")?.textContent.trim();
    tell([problem || next.dataset.told, place?.textContent].filter(Boolean).join(" "), false);
  } catch {
    tell(t("That was not saved: the server cannot be reached."));
  } finally {
    busy = false;
  }
}

document.addEventListener("submit", event => {
  const form = event.target;
  if (form.matches("[data-answers], [data-undo]")) {
    event.preventDefault();
    send(form, event.submitter);
  }
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || help.open || event.target.closest("input, textarea, select")) return;
  if (event.key === "?") {
    event.preventDefault();
    help.showModal();
    return;
  }
  if (!single.checked) return;
  const key = event.key.toLowerCase();
  const button = key === "u"
    ? document.querySelector("[data-undo] button")
    : [...document.querySelectorAll("[data-answers] button[data-key]")].find(b => b.dataset.key.split(" ").includes(key));
  if (button) {
    event.preventDefault();
    send(button.form, button);
  }
});
