// Keys: / filters, arrows move, p previews, u goes up.

import { byId } from "./dom.js";
import { columns, isGrid } from "./grid.js";
import { linkOf, showMatching, table } from "./list.js";
import { preview } from "./preview.js";

const filter = byId("filter");

function move(by) {
  const links = [...table.tBodies[0].rows].filter(row => !row.hidden).map(linkOf);
  const row = document.activeElement.closest("tbody tr");
  const at = row ? links.indexOf(linkOf(row)) : -1;
  links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}

const arrows = {
  ArrowDown: () => move(columns()),
  ArrowUp: () => move(-columns()),
  ArrowRight: () => move(1),
  ArrowLeft: () => move(-1),
};

const letters = {
  "/": () => filter.focus(),
  p: () => preview(document.activeElement.closest("tbody tr")),
  u: () => document.querySelector(".up a")?.click(),
};

function emptyFilter() {
  filter.value = "";
  showMatching();
}

function actionOf({ key, target }) {
  const isTyping = target.matches("input, textarea");
  const isSideways = key === "ArrowLeft" || key === "ArrowRight";
  if (key in arrows)
    return (isTyping && (isSideways || target !== filter)) || (isSideways && !isGrid()) ? null : arrows[key];
  if (key === "Escape" && target === filter)
    return emptyFilter;
  return isTyping ? null : letters[key];
}

export function startKeys() {
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]"))
      return;
    const action = actionOf(event);
    if (!action)
      return;
    event.preventDefault();
    action();
  });
}
