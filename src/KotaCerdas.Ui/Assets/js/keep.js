// What somebody typed stays on this device, under the account that is signed in, until the server has taken it: what answers with SeeOther
// names the copy in a cookie. Sign-in, an error and a lost connection name none, and the copy comes back with its form.
const COPY = "isian:";
const TAKEN = "isian-";
const SENT = "isian-dikirim";
const LONGEST = 7 * 24 * 3600 * 1000;
const FREE = ["password", "file", "submit", "button", "reset", "image"];
let sent;

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const chosen = (field) => field.type === "checkbox" || field.type === "radio";
const controls = (form) => [...form.elements].filter((field) =>
    field.name && !field.name.startsWith("__") && !FREE.includes(field.type) && !field.matches(":disabled"));

export const words = () => document.getElementById("naskah").dataset;

/** Says in the form how it stands. */
export function say(form, state, text) {
  let note = form.querySelector("[data-saved]");
  if (!note) {
    note = document.createElement("p");
    note.className = "k-soft k-small";
    note.dataset.saved = "";
    note.setAttribute("role", "status");
    form.prepend(note);
  }
  note.dataset.state = state;
  note.textContent = text;
}

// Values by name. What the server sent is read from the page's text: a browser that goes back fills in what was typed.
function values(form, served) {
  const all = {};
  for (const field of controls(form)) {
    const list = all[field.name] ??= [];
    if (!chosen(field)) {
      const option = served && field.options && ([...field.options].find((o) => o.defaultSelected) ?? field.options[0]);
      list.push(!served ? field.value : option?.value ?? field.defaultValue ?? "");
    } else if (served ? field.defaultChecked : field.checked) {
      list.push(field.value);
    }
  }
  return all;
}

function fill(form, all) {
  const at = {};
  for (const field of controls(form).filter((f) => all[f.name])) {
    if (chosen(field)) {
      field.checked = all[field.name].includes(field.value);
    } else {
      at[field.name] = (at[field.name] ?? -1) + 1;
      field.value = all[field.name][at[field.name]] ?? field.value;
    }
    if (field.type !== "hidden") {
      field.closest("details")?.setAttribute("open", "");
      field.dispatchEvent(new Event("input"));
    }
  }
}

// A form is known by where it sends, and by its id where a page has several that send there.
function keyOf(form) {
  const action = form.dataset.autosave ?? form.getAttribute("action");
  const url = new URL(action || location.href, location.href);
  if (!action) {
    url.searchParams.delete("handler");
  }
  return `${COPY}${words().who}:${url.pathname}${url.search}#${form.getAttribute("id") ?? ""}`;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Drops the copies that the server has taken, and old ones. */
export function sweep() {
  const taken = document.cookie.split("; ").map((pair) => pair.split("=")[0]).filter((name) => name.startsWith(TAKEN));
  taken.forEach((name) => { document.cookie = `${name}=; path=/; max-age=0`; });
  for (const key of Object.keys(localStorage).filter((k) => k.startsWith(COPY))) {
    const copy = read(key);
    if (!copy || taken.includes(TAKEN + copy.id) || Date.now() - copy.at > LONGEST) {
      localStorage.removeItem(key);
    }
  }
  sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
}

// Writes down what differs from what the server knows, with the hidden fields it was typed over. False where the device refuses.
function write(form, key, base) {
  const now = values(form);
  const hidden = controls(form).filter((field) => field.type === "hidden").map((field) => field.name);
  const names = Object.keys(now).filter((name) => !hidden.includes(name) && !same(now[name], base[name]));
  const pick = (all, some) => Object.fromEntries(some.map((name) => [name, all[name] ?? []]));
  const id = Date.now().toString(36) + Math.random().toString(36).slice(2);
  try {
    if (names.length === 0) {
      localStorage.removeItem(key);
      return true;
    }
    const copy = { id, at: Date.now(), base: pick(base, names), now: pick(now, names), hidden: pick(now, hidden) };
    localStorage.setItem(key, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

// Brings a copy back: "restored", or "changed" where the server knows something else by now.
function restore(form, copy, base) {
  const names = Object.keys(copy.now).filter((name) => base[name]);
  if (names.every((name) => same(base[name], copy.now[name]))) {
    return "";
  }
  fill(form, { ...Object.fromEntries(names.map((name) => [name, copy.now[name]])), ...copy.hidden });
  const state = names.some((name) => !same(base[name], copy.base[name]) && !same(base[name], copy.now[name])) ? "changed" : "restored";
  say(form, state, words()[state]);
  return state;
}

/** Keeps what is typed into a form; null where nobody is signed in. */
export function keep(form) {
  if (!words().who || form.dataset.kept) {
    return null;
  }
  form.dataset.kept = "1";
  const key = keyOf(form);
  let base = values(form, true);
  const draft = {
    came: "",
    waits: () => Boolean(read(key)),
    values: () => values(form),
    write: () => write(form, key, base),
    took: (what) => { base = { ...base, ...what }; write(form, key, base); },
    // The listener that names the copy to the server must be the form's last.
    names: () => form.addEventListener("submit", () => {
      write(form, key, base);
      const field = form.elements.__isian ?? form.appendChild(Object.assign(document.createElement("input"),
          { type: "hidden", name: "__isian" }));
      field.value = read(key)?.id ?? "";
      sessionStorage.setItem(SENT, key);
    }),
  };
  const copy = read(key);
  if (copy && sent === key && document.querySelector(".govuk-error-summary")) {
    // Refused: the page shows what was typed, beside what the server knows now.
    base = { ...base, ...copy.base };
  } else if (copy) {
    draft.came = restore(form, copy, base);
  }
  if (copy) {
    draft.write();
  }
  form.addEventListener("input", draft.write);
  form.addEventListener("change", draft.write);
  return draft;
}

/** Every form with a text of several lines is kept; those that save by themselves, and those of the field, have their own way. */
export function keepTexts(root) {
  for (const form of root.querySelectorAll("form[method=post]:not([data-autosave],[data-field-form])")) {
    if ([...form.elements].some((field) => field.type === "textarea")) {
      keep(form)?.names();
    }
  }
}
