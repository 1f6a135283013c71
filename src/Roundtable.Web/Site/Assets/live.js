// A session under way: one stream of updates, resumed where it broke off.
import { fill, parse, t, tell } from "./site.js";

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
  for (const [id, html] of Object.entries(update.parts ?? {})) {
    if (id === "live-table") {
      move(html);
    } else {
      replace(id, html);
    }
  }
  if (update.parts?.figures || update.all) {
    tick();
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

/** Brings the table to where it is now without replacing its seats, so that what changes is seen to move. */
function move(html) {
  const old = document.getElementById("live-table"), fresh = parse(html).querySelector("#live-table");
  if (!old) {
    return;
  }
  old.querySelector("svg").setAttribute("aria-label", fresh.querySelector("svg").getAttribute("aria-label"));
  const now = [...fresh.querySelectorAll("svg text, svg g, svg circle")];
  [...old.querySelectorAll("svg text, svg g, svg circle")].forEach((element, i) => {
    if (element.tagName === "text") {
      element.textContent = now[i].textContent;
      element.setAttribute("y", now[i].getAttribute("y"));
    }
    if (element.getAttribute("class") !== now[i].getAttribute("class")) {
      element.setAttribute("class", now[i].getAttribute("class"));
    }
  });
}

const seconds = n => n < 90 ? `${Math.round(n)} s` : n < 5400 ? `${Math.round(n / 60)} min` : `${(n / 3600).toFixed(1)} h`;
let first;

/** How long it has been, how long it may take, and at the pace since this page was opened how long is left if every round is held. */
function tick() {
  const figures = document.getElementById("figures"), clock = document.getElementById("clock"), bar = figures?.querySelector("progress");
  if (!clock || live.dataset.ended) {
    return;
  }
  const since = (Date.now() - Date.parse(figures.dataset.opened)) / 1000;
  first ??= { at: Date.now(), value: bar.value };
  const done = bar.value - first.value, passed = (Date.now() - first.at) / 1000;
  const left = done >= 2 && bar.value < bar.max ? passed / done * (bar.max - bar.value) : null;
  const limit = Number(figures.dataset.limit);
  clock.textContent = since < 0 || since > limit * 2 ? t("at most {0}", seconds(limit))
    : left === null ? t("{0} so far, at most {1}", seconds(since), seconds(limit))
    : t("{0} so far, about {1} left at this pace", seconds(since), seconds(Math.min(left, limit - since)));
}

/** The finished session, in the place of the live one. */
function load() {
  location.reload();
}

if (!live.dataset.ended) {
  follow();
  tick();
  setInterval(tick, 1000);
}
