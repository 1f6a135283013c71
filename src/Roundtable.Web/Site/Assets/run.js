// A run under way: how far it is, as the server tells it.
import { parse } from "./site.js";

const run = document.getElementById("run");

function follow() {
  const source = new EventSource(`/runs/${run.dataset.run}/live`);
  source.onmessage = message => {
    const update = JSON.parse(message.data);
    const fresh = parse(update.progress).querySelector("#run-progress");
    document.getElementById("run-progress").replaceWith(fresh);
    if (update.ended) {
      source.close();
      location.reload();
    }
  };
  // The browser connects again by itself, except after an answer that was no stream.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(follow, 1500);
    }
  };
}

follow();
