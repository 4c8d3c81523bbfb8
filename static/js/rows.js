/* Adds and removes rows of a list without asking the server: the buttons of macros/forms.html rows(), which send the form
   where there is no JavaScript. Works offline; what is in the rows is saved by autosave.js like everything else. */
(() => {
  "use strict";
  const rowsOf = (group) => [...group.querySelectorAll(":scope > .row")];

  /* name-3-part, id, for and aria-describedby of the row at `index` become those of the row at `to`. */
  const renumber = (row, name, index, to) => {
    const swap = (text) => text.replaceAll(`${name}-${index}`, `${name}-${to}`);
    for (const node of row.querySelectorAll("[name], [id], [for], [aria-describedby]"))
      for (const key of ["name", "id", "for", "aria-describedby"])
        if (node.hasAttribute(key)) node.setAttribute(key, swap(node.getAttribute(key)));
    const remove = row.querySelector("[value^=remove_]");
    if (remove) {
      remove.value = `remove_${name}_${to}`;
      const number = remove.querySelector(".sr");
      if (number) number.textContent = ` ${to + 1}`;
    }
  };
  const changed = (group) => group.dispatchEvent(new Event("input", { bubbles: true }));

  const add = (group, name) => {
    const rows = rowsOf(group);
    const last = rows[rows.length - 1];
    const row = last.cloneNode(true);
    renumber(row, name, rows.length - 1, rows.length);
    row.querySelectorAll(".error").forEach((fault) => fault.remove());
    row.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
    row.querySelectorAll("input, textarea, select").forEach((control) => {
      if (["checkbox", "radio"].includes(control.type)) control.checked = false;
      else if (control.options) control.selectedIndex = 0;
      else control.value = "";
    });
    last.after(row);
    row.querySelector("input, textarea, select")?.focus();
    changed(group);
  };
  const remove = (group, name, row) => {
    const rows = rowsOf(group);
    const at = rows.indexOf(row);
    row.remove();
    rows.slice(at + 1).forEach((later, i) => renumber(later, name, at + 1 + i, at + i));
    (rows[at + 1] || rows[at - 1])?.querySelector("input, textarea, select")?.focus();
    changed(group);
  };

  /* Enter in a short field goes on to the next row, a new one after the last; it never sends the form. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("fieldset.group > .row input:not([type=checkbox])")) return;
    event.preventDefault();
    const group = event.target.closest("fieldset.group");
    const rows = rowsOf(group);
    const next = rows[rows.indexOf(event.target.closest(".row")) + 1];
    if (next) next.querySelector("input, textarea, select")?.focus();
    else if (event.target.value) add(group, group.id);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=action]");
    const group = button?.closest("fieldset.group[id]");
    if (!group) return;
    const name = group.id;
    if (button.value === `add_${name}` && rowsOf(group).length) {
      event.preventDefault();
      add(group, name);
    } else if (button.value.startsWith(`remove_${name}_`) && rowsOf(group).length > 1) {
      event.preventDefault();
      remove(group, name, button.closest(".row"));
    }
  });
})();
