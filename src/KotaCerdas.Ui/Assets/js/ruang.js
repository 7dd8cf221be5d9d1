// Keeps the part marked data-live="/address" as the server has it: events carry a mark, and a mark other than data-mark has the page read
// anew and that part swapped. A lost event or connection costs nothing: the next event brings the newest mark.
const part = () => document.querySelector("[data-live]");
const note = document.querySelector("[data-live-state]");
let wanted = "";
let reading = false;

function typing() {
  const field = document.activeElement;
  return part().contains(field) && field.matches("input:not([type=hidden]),textarea,select") && field.value !== "";
}

// What somebody is about to send stays where it is: a button that was swapped away behind its question would send nothing.
const busy = () => typing() || document.querySelector("dialog[open]");

async function read() {
  if (reading || busy() || wanted === part().dataset.mark) {
    return;
  }
  reading = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (answer.ok && fresh && !busy()) {
      const focused = part().contains(document.activeElement) ? document.activeElement.id : "";
      part().replaceWith(fresh);
      document.getElementById(focused)?.focus({ preventScroll: true });
      wanted = fresh.dataset.mark;
    }
  } finally {
    reading = false;
  }
}

const say = (state) => { if (note) { note.textContent = note.dataset[state]; } };

if (part() && "EventSource" in window) {
  const source = new EventSource(part().dataset.live);
  source.onopen = () => say("on");
  source.onerror = () => say("off");
  source.onmessage = ({ data }) => { wanted = data; read().catch(() => say("off")); };
  addEventListener("focusout", () => setTimeout(() => { if (wanted) { read().catch(() => say("off")); } }, 200));
}
