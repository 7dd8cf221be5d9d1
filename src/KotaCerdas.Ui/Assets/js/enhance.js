// Forms marked data-enhance are sent in the background and only <main> is swapped. Focus goes to the error summary, else back to the same
// field.
let latest;

async function send(form, submitter) {
  const body = new FormData(form, submitter);
  const method = (submitter?.getAttribute("formmethod") ?? form.method).toUpperCase();
  const url = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href, location.href);
  if (method === "GET") {
    url.search = new URLSearchParams(body).toString();
  }
  latest?.abort();
  latest = new AbortController();
  const response = await fetch(url, { method, body: method === "GET" ? null : body, signal: latest.signal,
      headers: { "X-Requested-With": "fetch" } });
  return { response, page: new DOMParser().parseFromString(await response.text(), "text/html") };
}

function swap(page, start) {
  const fresh = page.querySelector("main");
  const focused = document.activeElement?.id;
  document.title = page.title;
  document.querySelector("main").replaceWith(fresh);
  start(fresh);
  if (!fresh.querySelector("[data-focus]")) {
    (document.getElementById(focused) ?? fresh).focus({ preventScroll: Boolean(focused) });
  }
}

export function enhance(start) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-enhance]")) {
      return;
    }
    event.preventDefault();
    form.setAttribute("aria-busy", "true");
    try {
      const { response, page } = await send(form, event.submitter);
      if (!response.headers.get("content-type")?.includes("text/html") || !page.querySelector("main") || new URL(response.url)
          .origin !== location.origin) {
        throw new TypeError("not a page");
      }
      if (response.redirected || form.method === "get") {
        history.pushState(null, "", response.url);
      }
      swap(page, start);
    } catch (error) {
      if (error.name !== "AbortError") {
        form.removeAttribute("data-enhance");
        form.removeAttribute("data-sent");
        form.requestSubmit(event.submitter);
      }
    }
  });
  addEventListener("popstate", () => { if (!location.hash) { location.reload(); } });
}
