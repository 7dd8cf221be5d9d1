// Forms marked data-autosave="/address" post their changes there 1.2 s after the last one and say so in [data-saved].
// While there is no connection the values wait in sessionStorage and come back with the page. One save follows the other, and the form
// itself goes after the save that is on its way: a save that came later would undo what the form brought.
const LONGEST = 15_000;
const words = () => document.getElementById("naskah").dataset;
const stamp = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const kept = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("__"));

function restore(form, key, say) {
  const waiting = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!waiting) {
    return false;
  }
  for (const field of form.elements) {
    const values = waiting.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (values.length && !["hidden", "password", "file"].includes(field.type)) {
      field.value = values[0];
    }
  }
  say("restored", words().restored);
  return true;
}

export function autosave(form) {
  if (form.dataset.ready) {
    return;
  }
  form.dataset.ready = "1";
  const key = `isian:${location.pathname}`;
  const note = form.querySelector("[data-saved]");
  const say = (state, text) => { if (note) { note.dataset.state = state; note.textContent = text; } };
  let timer;
  let sending;
  let waits = false;
  const send = async () => {
    say("saving", words().saving);
    try {
      const response = await fetch(form.dataset.autosave || location.href,
          { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(LONGEST) });
      if (!response.ok || response.redirected) {
        throw new TypeError(response.status);
      }
      sessionStorage.removeItem(key);
      say("saved", words().saved.replace("{0}", stamp()));
    } catch {
      sessionStorage.setItem(key, JSON.stringify(kept(form)));
      say("error", words().notSaved);
    }
  };
  const save = () => {
    const mine = (sending ?? Promise.resolve()).then(send).finally(() => { sending = sending === mine ? undefined : sending; });
    sending = mine;
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(save, 1200); };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) {
      sessionStorage.removeItem(key);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!waits) {
      waits = true;
      sending.then(() => {
        waits = false;
        form.removeAttribute("data-sent");
        form.requestSubmit(event.submitter);
      });
    }
  });
  addEventListener("online", () => { if (sessionStorage.getItem(key)) { save(); } });
  if (restore(form, key, say)) {
    later();
  }
}
