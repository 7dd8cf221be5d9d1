/** A form is sent once: a second press within five seconds does nothing. */
export function guard() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.method === "get") {
      return;
    }
    const now = Date.now();
    if (now - Number(form.dataset.sent ?? 0) < 5000) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = now;
  }, true);
  addEventListener("pageshow", (event) => {
    document.querySelectorAll("[data-sent]").forEach((form) => form.removeAttribute("data-sent"));
    if (event.persisted) {
      // Who goes back and sends the same again means it: the form is another copy then.
      document.querySelectorAll("[name=__formulir]").forEach((field) => {
        field.value = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
      });
    }
  });
}

/** A button with data-confirm asks first, in the dialog that the layout carries. */
export function confirmFirst() {
  const dialog = document.getElementById("yakin");
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-confirm]");
    if (!button || !dialog || button.dataset.sure) {
      return;
    }
    event.preventDefault();
    dialog.querySelector("[data-question]").textContent = button.dataset.confirm;
    dialog.querySelector("[value=ya]").textContent = button.textContent.trim();
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "ya") {
        button.dataset.sure = "1";
        button.click();
        delete button.dataset.sure;
      }
      button.focus();
    }, { once: true });
  }, true);
}
