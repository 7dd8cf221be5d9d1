const english = document.documentElement.lang === "en";

/** A number as it was typed, with the comma and points of the page's language; NaN where it is none. */
function read(text) {
  const plain = english ? text.replaceAll(",", "") : text.replaceAll(".", "").replace(",", ".");
  return text.trim() === "" ? NaN : Number(plain);
}

function write(value) {
  return value.toLocaleString(english ? "en" : "id", { maximumFractionDigits: 6 });
}

/** Puts a slider beside every number of a form; letting go of it sends the form. The number field stays what is sent. */
export function slide(form) {
  for (const field of form.querySelectorAll("input.govuk-input")) {
    const value = read(field.value);
    if (!(value > 0) || field.dataset.ready) {
      continue;
    }
    field.dataset.ready = "1";
    const unit = 10 ** Math.floor(Math.log10(value));
    const slider = Object.assign(document.createElement("input"), { type: "range", id: field.id + "-slider", className: "k-slider",
      min: 0, step: unit / 10, max: field.parentElement.textContent.includes("%") ? Math.min(100, unit * 10) : unit * 10 });
    slider.value = value;
    slider.setAttribute("aria-label", form.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? field.name);
    slider.addEventListener("input", () => { field.value = write(Number(slider.value)); });
    slider.addEventListener("change", () => form.requestSubmit());
    field.addEventListener("input", () => { slider.value = read(field.value) || 0; });
    (field.closest(".govuk-input__wrapper") ?? field).after(slider);
  }
}
