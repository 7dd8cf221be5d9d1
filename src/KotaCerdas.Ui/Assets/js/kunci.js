// Passkeys. The forms stay hidden where the browser has none; the page's own script never touches them.
const ways = {
  create: (json) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) }),
  get: (json) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) }),
};

async function run(form) {
  const answer = await fetch(form.dataset.passkeyOptions, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(String(answer.status));
  const credential = await ways[form.dataset.passkey](await answer.json());
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      run(form).catch(() => { form.querySelector("[data-passkey-error]").hidden = false; });
    });
  }
}
