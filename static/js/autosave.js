/* Saves a form while it is typed in.

   <form data-autosave-url="…" data-draft-key="note-…" data-draft-version="3"> … <p data-saving …></p></form>
   (macros forms.autosave and forms.saving write these).

   Sends   POST data-autosave-url, the form's fields urlencoded (no files, no passwords) and `version`, header X-CSRFToken:
           1.5 s after typing stops and at the latest 5 s after it began; also when the page is hidden.
   Expects 200 {"version": n, "saved_at": "2026-03-02T20:05:00+00:00"}
           409 {"version": n, "fields": {"name": "the other text" | ["…"]}} when another tab saved after `version`:
           both texts are shown, the person chooses, and the next save names version n.
           Anything else (offline, signed out, a fault): the text stays in this browser and is sent later.

   Until the server has it, the text lies in localStorage under "draft:<key>" as {version, at, fields}. A page that opens with
   an older text offers it. It leaves with the save, with a submit that succeeded, and at sign-out (both in app.js). */
(() => {
  "use strict";
  const AFTER_TYPING = 1500, AT_MOST = 5000, RETRY = [5000, 15000, 30000];
  const plain = (text) => text.replace(/\r\n?/g, "\n");

  const read = (form) => {
    const fields = {};
    for (const control of form.elements) {
      if (!control.name || control.disabled || control.readOnly) continue;
      if (["csrf_token", "version"].includes(control.name)) continue;
      if (["submit", "button", "file", "password", "hidden", "fieldset"].includes(control.type)) continue;
      fields[control.name] ||= [];
      if (["checkbox", "radio"].includes(control.type)) { if (control.checked) fields[control.name].push(control.value); }
      else if (control.multiple) fields[control.name].push(...[...control.selectedOptions].map((option) => option.value));
      else fields[control.name].push(plain(control.value));
    }
    return fields;
  };
  const write = (form, fields) => {
    for (const [name, value] of Object.entries(fields)) {
      const values = [value].flat().map(String);
      [...form.elements].filter((control) => control.name === name).forEach((control, i) => {
        if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
        else if (control.multiple) [...control.options].forEach((option) => { option.selected = values.includes(option.value); });
        else if (values[i] !== undefined) control.value = values[i];
      });
    }
  };
  const differing = (mine, theirs) => Object.keys(theirs).filter(
    (name) => name in mine && JSON.stringify(mine[name]) !== JSON.stringify([theirs[name]].flat().map((v) => plain(String(v)))));
  const labelOf = (form, name) => {
    const control = form.elements[name];
    const first = control?.labels ? control : control?.[0];
    const label = first?.closest("fieldset.group")?.querySelector("legend") || first?.labels?.[0];
    return label?.firstChild?.textContent.trim() || name;
  };

  const start = (form) => {
    const key = `draft:${form.dataset.draftKey}`;
    const line = form.querySelector("[data-saving]") || document.createElement("p");
    const words = line.dataset;
    let version = Number(form.dataset.draftVersion || 0);
    let dirty = false, sending = false, asking = false, failed = 0, timer = 0, began = 0;

    const say = (text) => { if (text && line.textContent !== text) line.textContent = text; };
    const clock = (iso) => new Date(iso).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const local = {
      get: () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
      set: () => { try { localStorage.setItem(key, JSON.stringify({ version, at: Date.now(), fields: read(form) })); return true; } catch { return false; } },
      drop: () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    };
    const now = (n) => {
      version = n;
      form.dataset.draftVersion = n;
      if (form.elements.version) form.elements.version.value = n;
    };

    /* Two texts, one choice. Nothing is sent while the question stands. */
    const choose = (title, theirs, labels, take, keep) => {
      asking = true;
      form.querySelector("[data-choice]")?.remove();
      const panel = document.createElement("section");
      panel.className = "card card--now";
      panel.dataset.choice = "";
      panel.tabIndex = -1;
      panel.setAttribute("aria-label", title);
      const head = document.createElement("h2");
      head.textContent = title;
      panel.append(head);
      const mine = read(form);
      for (const name of Object.keys(theirs).filter((n) => !(n in mine) || differing(mine, theirs).includes(n))) {
        const label = document.createElement("p");
        label.className = "eyebrow";
        label.textContent = labelOf(form, name);
        const text = document.createElement("blockquote");
        text.textContent = [theirs[name]].flat().join("\n");
        panel.append(label, text);
      }
      const bar = document.createElement("p");
      bar.className = "cluster";
      [[labels[0], "btn", take], [labels[1], "btn btn--second", keep]].forEach(([text, css, act]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = css;
        button.textContent = text;
        button.addEventListener("click", () => { asking = false; panel.remove(); act(); form.querySelector("textarea, input:not([type=hidden])")?.focus(); });
        bar.append(button);
      });
      panel.append(bar);
      form.prepend(panel);
      panel.focus();
    };

    const send = async (leaving = false) => {
      clearTimeout(timer);
      timer = 0;
      if (!dirty || sending || asking) return;
      sending = true;
      dirty = false;
      began = 0;
      const body = new URLSearchParams();
      const sent = read(form);
      Object.entries(sent).forEach(([name, values]) => values.forEach((value) => body.append(name, value)));
      body.set("version", version);
      if (!leaving) say(words.busy);
      try {
        const response = await fetch(form.dataset.autosaveUrl, {
          method: "POST", body, keepalive: leaving, credentials: "same-origin",
          headers: { "X-CSRFToken": window.portal?.token() || form.elements.csrf_token?.value || "", Accept: "application/json" },
        });
        const json = (response.headers.get("Content-Type") || "").includes("json") ? await response.json() : null;
        if (response.status === 409 && json) {
          dirty = true;
          const theirs = json.fields || {};
          if (!differing(read(form), theirs).length) { now(json.version); dirty = false; local.drop(); return; }
          say(words.conflict);
          choose(words.conflict, theirs, [words.take, words.keep],
            () => { write(form, theirs); now(json.version); dirty = false; local.drop(); say(""); },
            () => { now(json.version); changed(); send(); });
          return;
        }
        if (!response.ok || response.redirected || !json) throw new Error([400, 401, 403].includes(response.status) || response.redirected ? "signed out" : "later");
        failed = 0;
        now(json.version);
        if (dirty) { local.set(); schedule(); return; }
        local.drop();
        say((words.saved || "").replace("{time}", clock(json.saved_at)));
      } catch (error) {
        dirty = true;
        const kept = local.set();
        say(!kept ? words.nowhere : error.message === "signed out" ? words.signedout : words.offline);
        if (!leaving) timer = setTimeout(send, RETRY[Math.min(failed++, RETRY.length - 1)]);
      } finally {
        sending = false;
      }
    };
    const schedule = () => {
      began ||= Date.now();
      clearTimeout(timer);
      timer = setTimeout(send, Math.max(0, Math.min(AFTER_TYPING, began + AT_MOST - Date.now())));
    };
    const changed = () => { dirty = true; local.set(); };

    form.addEventListener("input", (event) => { if (event.target.type !== "file") { changed(); schedule(); } });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      dirty = false;
      local.set();
      try { sessionStorage.setItem("draft-sent", key); } catch { /* the copy stays until it is offered again */ }
    });
    window.addEventListener("online", () => send());
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });
    window.addEventListener("pagehide", () => send(true));

    const kept = local.get();
    if (!kept) return;
    const mine = read(form);
    const lost = Object.keys(kept.fields).some((name) => !(name in mine) && kept.fields[name].join(""));
    if (!lost && !differing(mine, kept.fields).length) local.drop();
    else choose((words.found || "").replace("{time}", new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" })),
      kept.fields, [words.use, words.leave],
      () => { write(form, kept.fields); changed(); send(); },
      () => { local.drop(); });
  };
  document.querySelectorAll("form[data-autosave-url]").forEach(start);
})();
