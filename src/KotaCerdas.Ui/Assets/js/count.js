/** Counts down the characters of a field. */
export function count(hint) {
  const field = document.getElementById(hint.dataset.countFor);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const show = () => {
    const left = Number(hint.dataset.most) - field.value.length;
    hint.textContent = (left < 0 ? hint.dataset.over : hint.dataset.left).replace("{0}", number.format(Math.abs(left)));
    hint.classList.toggle("govuk-error-message", left < 0);
  };
  if (field && !hint.dataset.ready) {
    hint.dataset.ready = "1";
    field.addEventListener("input", show);
    show();
  }
}
