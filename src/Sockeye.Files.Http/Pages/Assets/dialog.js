// Dialogs: named by their headings, closed by Escape and a button, and then the focus is where it was.

import { make, makeButton } from "./dom.js";
import { successorOf } from "./list.js";

/** Opens a dialog. `closed` is a promise: it is kept when the focus is back. */
export function openDialog(title) {
  const opener = document.activeElement;
  const dialog = make("dialog", document.body);
  const head = make("header", dialog);
  const heading = make("h2", head, title);
  heading.id = "dialog-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const closed = new Promise(resolve => dialog.addEventListener("close", () => {
    dialog.remove();
    successorOf(opener)?.focus();
    resolve();
  }));
  return { dialog, head, heading, closed };
}

/**
 * Asks a question. `choices` are values and what stands on their buttons; the last one is that of who closes the
 * dialog, and of who presses Enter without reading. `forAll` offers to ask no more.
 */
export async function ask({ title, text, choices, forAll = false }) {
  const { dialog, closed } = openDialog(title);
  const content = make("div", dialog, "", "content");
  const said = make("p", content, text);
  said.id = "dialog-text";
  dialog.setAttribute("aria-describedby", said.id);
  let isForAll = false;
  if (forAll) {
    const label = make("label", content);
    const box = make("input", label);
    box.type = "checkbox";
    box.addEventListener("change", () => { isForAll = box.checked; });
    label.append(" Do the same with all others");
  }
  const buttons = make("div", content, "", "buttons");
  let value = Object.keys(choices).at(-1);
  for (const [choice, words] of Object.entries(choices))
    makeButton(buttons, words, () => {
      value = choice;
      dialog.close();
    });
  dialog.showModal();
  buttons.lastElementChild.focus();
  await closed;
  return { value, isForAll };
}

/** Asks for a name; null when there is to be none. `problem` is what was wrong with the last one. */
export async function askName(title, label, action, name, problem) {
  const { dialog, closed } = openDialog(title);
  let chosen = null;
  const form = make("form", dialog, "", "content");
  const caption = make("label", form, label);
  const input = make("input", form);
  input.id = "dialog-name";
  caption.htmlFor = input.id;
  input.type = "text";
  input.required = true;
  input.autocomplete = "off";
  input.value = name;
  if (problem) {
    const said = make("p", form, problem, "bad");
    said.id = "dialog-problem";
    input.setAttribute("aria-describedby", said.id);
    input.setAttribute("aria-invalid", "true");
  }
  const buttons = make("div", form, "", "buttons");
  make("button", buttons, action).className = "main";
  makeButton(buttons, "Cancel", () => dialog.close());
  form.addEventListener("submit", event => {
    event.preventDefault();
    chosen = input.value;
    dialog.close();
  });
  dialog.showModal();
  input.focus();
  input.setSelectionRange(0, name.lastIndexOf(".") > 0 ? name.lastIndexOf(".") : name.length);
  await closed;
  return chosen;
}
