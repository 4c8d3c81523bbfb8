/* What a page gains with JavaScript. Every journey works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const announce = (text) => {
    const region = document.getElementById("announce");
    if (region) { region.textContent = ""; setTimeout(() => { region.textContent = text; }, 50); }
  };
  const token = () => document.querySelector("meta[name=csrf-token]")?.content || "";

  /* The summary of faults (or the one error card) gets the focus; links in it lead into the field itself. */
  const focusFirst = (scope) => scope.querySelector("[data-focus]")?.focus();
  focusFirst(document);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".errors a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea");
    (control || target).focus();
    (target.closest(".field, .group") || target).scrollIntoView({ block: "center" });
  });

  /* Copy: data-copy names the field whose text is taken. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    const text = "value" in source ? source.value : source.innerText;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      if (source.select) { source.select(); document.execCommand("copy"); } else return;
    }
    const before = button.innerHTML;
    button.textContent = button.dataset.done || "✓";
    announce(button.textContent);
    setTimeout(() => { button.innerHTML = before; }, 2000);
  });

  /* Ask before what cannot be undone: data-confirm on a button or a form. */
  const ask = (question, label) => new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", question);
    const words = document.createElement("p");
    words.textContent = question;
    const bar = document.createElement("div");
    bar.className = "bar";
    const say = root.dataset;
    for (const [text, css, answer] of [[label, "btn btn--danger", true], [say.cancel || "Cancel", "btn btn--second", false]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = css;
      button.textContent = text;
      button.addEventListener("click", () => { dialog.returnValue = answer ? "yes" : ""; dialog.close(answer ? "yes" : ""); });
      bar.append(button);
    }
    dialog.append(words, bar);
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
    bar.lastChild.focus();
  });

  /* One submit a form: a second press is swallowed, and the button says that it works. A page that comes back from the
     browser's cache can be sent again. */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = button?.dataset.confirm || form.dataset.confirm;
    if (question && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (await ask(question, button?.textContent.trim() || "OK")) {
        form.dataset.confirmed = "yes";
        form.requestSubmit(button || undefined);
        delete form.dataset.confirmed;
      } else button?.focus();
      return;
    }
    if (form.method === "get" || form.hasAttribute("data-many")) return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    if (event.defaultPrevented) return;
    form.dataset.sending = "1";
    button?.setAttribute("aria-disabled", "true");
    setTimeout(() => free(form), 15000);
  }, true);
  const free = (form) => {
    delete form.dataset.sending;
    form.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
  };
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));

  /* The person's menu closes on Escape and on a press elsewhere. */
  const menus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

  /* htmx: the token goes with every request; after a swap the focus stays where it was or moves to what asks for it. */
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });
  let focused = "";
  document.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.id || ""; });
  document.addEventListener("htmx:afterSettle", (event) => {
    const scope = event.detail.elt;
    const wanted = scope.matches?.("[data-focus-after-swap]") ? scope : scope.querySelector?.("[data-focus-after-swap]");
    if (wanted) wanted.focus();
    else if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
    const words = scope.querySelector?.("[data-announce]")?.dataset.announce;
    if (words) announce(words);
    document.querySelectorAll("form[data-sending]").forEach(free);
  });

  /* Drafts that autosave.js keeps in this browser leave it at sign-out, and after a submit that led to another page of a
     person signed in. A submit that ended at the sign-in page, at an error or at the same form again keeps its text. */
  try {
    const sent = sessionStorage.getItem("draft-sent");
    sessionStorage.removeItem("draft-sent");
    const again = [...document.querySelectorAll("[data-draft-key]")].some((form) => `draft:${form.dataset.draftKey}` === sent);
    if (sent && token() && !again) localStorage.removeItem(sent);
  } catch { /* a browser that keeps nothing has nothing to forget */ }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-forget-drafts]")) return;
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
    } catch { /* likewise */ }
  });

  window.portal = Object.freeze({ announce, token });
})();
