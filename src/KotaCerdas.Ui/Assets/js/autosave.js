// Forms marked data-autosave="/address" post their changes there 1.2 s after the last one and say so in [data-saved].
// What is not saved waits on the device (keep.js). One save follows the other, and the form itself goes after the save that is on its way:
// a save that came later would undo what the form brought.
import { keep, say, words } from "./keep.js";

const LONGEST = 15_000;
const REFUSED = 422;
const stamp = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const why = (response) => response.redirected || [400, 401, 403].includes(response.status) ? "signedOut"
    : response.status === REFUSED ? "refused" : "notSaved";

export function autosave(form) {
  const draft = keep(form);
  if (!draft) {
    return;
  }
  let timer;
  let sending;
  let waits = false;
  const send = async () => {
    say(form, "saving", words().saving);
    let text = "notSaved";
    try {
      const typed = draft.values();
      const response = await fetch(form.dataset.autosave || location.href,
          { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(LONGEST) });
      if (response.ok && !response.redirected) {
        draft.took(typed);
        say(form, "saved", words().saved.replace("{0}", stamp()));
        return;
      }
      text = why(response);
    } catch {
      // No connection, or none that answers in time.
    }
    say(form, "error", words()[draft.write() ? text : "unkept"]);
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
  draft.names();
  addEventListener("online", () => { if (draft.waits()) { save(); } });
  if (draft.came === "restored") {
    later();
  }
}
