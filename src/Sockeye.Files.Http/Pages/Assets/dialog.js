// Dialogs: named by their headings, closed by Escape and a button, and then the focus is where it was.

import { make, makeButton } from "./dom.js";
import { successorOf } from "./list.js";

let dialogs = 0; // one can open over another, and each has ids of its own

function describe(element, attribute, by) {
  by.id ||= `dialog-${++dialogs}`;
  element.setAttribute(attribute, by.id);
}

/** Opens a dialog. `closed` is a promise: it is kept when the focus is back. */
export function openDialog(title) {
  const opener = document.activeElement;
  const dialog = make("dialog", document.body);
  const head = make("div", dialog, "", "head");
  const heading = make("h2", head, title);
  describe(dialog, "aria-labelledby", heading);
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
  describe(dialog, "aria-describedby", make("p", content, text));
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
  const input = make("input", make("label", form, label));
  input.type = "text";
  input.required = true;
  input.autocomplete = "off";
  input.value = name;
  if (problem) {
    describe(input, "aria-describedby", make("p", form, problem, "bad"));
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
