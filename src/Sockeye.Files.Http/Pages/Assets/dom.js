// Small words for the document.

export const byId = id => document.getElementById(id);

export function make(tag, parent, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  parent.append(element);
  return element;
}

export function makeButton(parent, text, onClick) {
  const button = make("button", parent, text);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}

/** Has a screen reader say it, wherever the focus is. */
export function announce(text) {
  byId("said").textContent = text;
}
