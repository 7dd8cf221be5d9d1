// Keys for officers, on pages whose frame carries data-keys.
const rows = () => [...document.querySelectorAll("main tbody tr th a, main .k-steps a")];

function step(by) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
}

export function keys() {
  if (!document.querySelector("[data-keys]")) {
    return;
  }
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,textarea,select,[contenteditable],dialog")) {
      return;
    }
    const actions = {
      "?": () => document.getElementById("tombol").showModal(),
      "/": () => document.querySelector("main input[type=search], main [role=search] :is(input:not([type=hidden]),select)")?.focus(),
      j: () => step(1),
      k: () => step(-1),
      m: () => before === "g" && document.querySelector("#menu a")?.focus(),
    };
    const act = actions[event.key];
    before = event.key;
    if (act) {
      event.preventDefault();
      act();
    }
  });
}
