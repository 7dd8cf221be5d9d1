// Makes pages quicker to use; never changes what they mean. Everything works without it.
import { autosave } from "./autosave.js";
import { count } from "./count.js";
import { enhance } from "./enhance.js";
import { confirmFirst, guard } from "./guard.js";
import { keepTexts, sweep } from "./keep.js";
import { keys } from "./keys.js";
import { slide } from "./slide.js";

function start(root) {
  sweep();
  root.querySelectorAll("[data-count-for]").forEach(count);
  root.querySelectorAll("form[data-autosave]").forEach(autosave);
  keepTexts(root);
  root.querySelectorAll("form[data-slide]").forEach(slide);
  root.querySelector("[data-focus]")?.focus();
}

enhance(start);
guard();
confirmFirst();
keys();
start(document);
