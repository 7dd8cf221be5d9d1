// Field survey without a network: pages are kept by the service worker, forms wait in IndexedDB until they can be sent. A form carries an
// id made here, so that what is sent twice is one report. Without this script the form is sent like any other.
const box = document.getElementById("lapangan");
const words = box.dataset;
const store = "lapangan";
const say = (text) => { box.querySelector("[data-field-say]").textContent = text; };

function open() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(store, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("forms", { keyPath: "task" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function forms(mode, use) {
  const database = await open();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction("forms", mode);
      const request = use(transaction.objectStore("forms"));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

const all = () => forms("readonly", (s) => s.getAll());
const find = (task) => forms("readonly", (s) => s.get(task));
const put = (form) => forms("readwrite", (s) => s.put(form));
const drop = (task) => forms("readwrite", (s) => s.delete(task));

async function show() {
  const list = box.querySelector("[data-field-queue]");
  list.replaceChildren(...(await all()).map((form) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = form.fresh ? `${form.action}#${form.task}` : form.action;
    link.textContent = form.name;
    line.append(link, ` – ${form.error || words.waiting}`);
    return line;
  }));
}

// A page that was kept has an old token: a fresh one comes with a fresh page.
async function token(action) {
  const page = await fetch(action, { cache: "no-store" });
  if (!page.ok || page.redirected) {
    throw new TypeError("signed out");
  }
  return new DOMParser().parseFromString(await page.text(), "text/html").querySelector("input[name=__RequestVerificationToken]")?.value;
}

async function send(form) {
  const body = new FormData();
  for (const [name, value] of form.entries) {
    body.append(name, value);
  }
  body.set("__RequestVerificationToken", await token(form.action));
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  if (answer.ok && answer.redirected) {
    await drop(form.task);
    return answer.url;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const problems = [...page.querySelectorAll(".govuk-error-summary li")].map((item) => item.textContent.trim()).join(" ");
  await put({ ...form, error: problems || words.refused });
  return null;
}

let sending = false;
async function sendAll() {
  if (sending) {
    return;
  }
  sending = true;
  try {
    let sent = 0;
    for (const form of await all()) {
      sent += await send(form) ? 1 : 0;
    }
    if (sent > 0) {
      say(`${words.delivered} ${sent}`);
    }
  } catch (error) {
    if (error.message === "signed out") {
      say(words.signedOut);
    }
  } finally {
    sending = false;
    await show();
  }
}

async function keep(pages) {
  const cache = await caches.open(store);
  const assets = [...document.querySelectorAll("link[rel=stylesheet],link[rel=icon],link[rel=preload],script[src]")].map((e) =>
      e.href || e.src);
  await cache.addAll([...new Set([location.pathname, ...pages, ...assets])]);
}

async function erase() {
  if ((await all()).length > 0) {
    say(words.eraseFirst);
    return;
  }
  await caches.delete(store);
  say(words.erased);
}

function position(form) {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => { form.elements.place.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`; },
    () => say(words.noPosition), { enableHighAccuracy: true, timeout: 30000 });
}

// A form of an object without a number has no task: it waits under its own id, which stands behind the # of its address.
async function take(form) {
  const fresh = "fieldNew" in form.dataset;
  const named = /^#[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(location.hash) ? location.hash.slice(1) : null;
  let task = fresh ? named ?? crypto.randomUUID() : form.dataset.fieldForm;
  const waiting = await find(task);
  if (waiting) {
    for (const [name, value] of waiting.entries) {
      const control = form.elements[name];
      if (control && control.type !== "file" && name !== "__RequestVerificationToken") {
        control.value = value;
      }
    }
  } else if (!document.querySelector(".govuk-error-summary")) {
    form.elements["Form.Id"].value = fresh ? task : crypto.randomUUID();
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.elements["Form.At"].value = new Date().toISOString();
    const entries = [...new FormData(form)].filter(([name]) => name !== "__RequestVerificationToken");
    const name = fresh ? form.elements.address.value : document.querySelector("[data-field-name]")?.textContent ?? "";
    const saved = { task, fresh, action: location.pathname, name: `${document.querySelector("h1").textContent} ${name}`, entries };
    await put(saved);
    say(words.stored);
    form.removeAttribute("data-sent");
    form.querySelectorAll("button[disabled]").forEach((button) => { button.disabled = false; });
    try {
      const report = await send(saved);
      if (report) {
        location.assign(report);
        return;
      }
    } catch {
      // It waits. The form is for the next object: what is typed now must not replace what waits.
      if (fresh) {
        form.reset();
        task = crypto.randomUUID();
        form.elements["Form.Id"].value = task;
        history.replaceState(null, "", location.pathname);
      }
    }
    await show();
    box.scrollIntoView();
  });
  document.getElementById("posisi").addEventListener("click", () => position(form));
}

document.querySelectorAll("[data-field-tools]").forEach((tools) => { tools.hidden = false; });
const form = document.querySelector("form[data-field-form]");
if (form) {
  take(form);
} else {
  const tools = document.querySelector("[data-field-tools]");
  document.getElementById("simpan-luring").addEventListener("click", async () => {
    try {
      await navigator.serviceWorker.register(words.worker, { scope: "/pendapatan/" });
      await navigator.serviceWorker.ready;
      await keep(tools.dataset.pages.split(" ").filter(Boolean));
      say(words.kept);
    } catch {
      say(words.failed);
    }
  });
  document.getElementById("kirim-sekarang").addEventListener("click", sendAll);
  document.getElementById("hapus-luring").addEventListener("click", erase);
}
addEventListener("online", sendAll);
addEventListener("hashchange", () => { if (form && "fieldNew" in form.dataset) { location.reload(); } });
show();
if (!form && navigator.onLine) {
  sendAll();
}
