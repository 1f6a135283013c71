// A session under way: one stream of updates, resumed where it broke off.
import { fill, parse, tell } from "./site.js";

const live = document.getElementById("live");
let at = live.dataset.at;

function follow() {
  const source = new EventSource(`/sessions/${live.dataset.session}/live?after=${encodeURIComponent(at)}`);
  source.onmessage = message => {
    at = message.lastEventId || at;
    apply(JSON.parse(message.data), source);
  };
  // The browser connects again by itself, except after an answer that was no stream.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(follow, 1500);
    }
  };
}

function apply(update, source) {
  if (update.all) {
    fill(live, update.all);
  }
  for (const [seat, words] of Object.entries(update.words ?? {})) {
    const said = document.querySelector(`#seat-${seat} .said`);
    if (said) {
      const atEnd = said.scrollTop + said.clientHeight >= said.scrollHeight - 24;
      said.append(words);
      if (atEnd) {
        said.scrollTop = said.scrollHeight;
      }
    }
  }
  for (const [seat, html] of Object.entries(update.seats ?? {})) {
    replace(`seat-${seat}`, html);
  }
  if (update.progress) {
    replace("progress", update.progress);
  }
  if (update.announcement) {
    tell(update.announcement, false);
  }
  if (update.ended) {
    source.close();
    load();
  }
}

/** Replaces an element and keeps where the reader was in it. */
function replace(id, html) {
  const old = document.getElementById(id);
  if (!old) {
    return;
  }
  const focused = old.contains(document.activeElement);
  const fresh = parse(html).querySelector(`#${id}`);
  old.replaceWith(fresh);
  if (focused) {
    fresh.querySelector("[tabindex]")?.focus({ preventScroll: true });
  }
}

/** The finished session, in the place of the live one. */
function load() {
  location.reload();
}

if (!live.dataset.ended) {
  follow();
}
