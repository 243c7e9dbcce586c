// The screen on which one group is answered: keys, reasons of the chosen position, words that are
// kept until they are saved. The page works without all of it.
(() => {
  "use strict";

  const find = (selector) => document.querySelector(selector);
  const form = find("form[data-answering]");
  const NAMES = ["disposition", "reason_code", "text", "norm", "expected_text", "version"];
  const CHANGING = ["accepted", "partly"];
  let submitting = false;

  // --- The form ---

  const read = () => {
    const data = new FormData(form);
    return Object.fromEntries(NAMES.map((name) => [name, data.get(name) || ""]));
  };

  const write = (values) => {
    for (const radio of form.querySelectorAll("[name='disposition']")) {
      radio.checked = radio.value === values.disposition;
    }
    fit();
    for (const name of NAMES.slice(1)) {
      if (values[name] !== undefined) form.elements[name].value = values[name];
    }
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.expected_text.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // Only the reasons of the chosen position, and words of the bill only if they are to change.
  let reasons = [];
  const fit = () => {
    const chosen = form.querySelector("[name='disposition']:checked");
    const label = chosen && chosen.closest("label").textContent.trim();
    const select = form.elements.reason_code;
    const before = select.value;
    const fitting = reasons.filter((group) => !label || group.label === label);
    select.replaceChildren(select.options[0], ...fitting);
    select.value = before;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
    find("[data-expected]").hidden = Boolean(chosen) && !CHANGING.includes(chosen.value);
  };

  // --- Words that are not saved yet ---

  const stored = (key, value) => {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else if (value !== undefined) sessionStorage.setItem(key, JSON.stringify(value));
      return JSON.parse(sessionStorage.getItem(key) || "null");
    } catch {
      return null;
    }
  };

  const same = (one, two) => NAMES.slice(0, -1).every((name) => one[name] === two[name]);

  // What was typed and never saved comes back with the number of the draft that was seen then: if
  // a colleague has saved since, the next save is refused and shows the words of both.
  const keeping = () => {
    const key = `answer:${form.dataset.answering}`;
    const saved = new URLSearchParams(location.search).get("saved");
    if (saved) stored(key.replace(/\d+$/, saved), null);
    const shown = read();
    let clean = "unsaved" in form.dataset ? null : shown;
    const kept = stored(key);
    if (kept && clean && !same(kept, shown)) {
      write(kept);
      const notice = find("[data-restored]");
      notice.hidden = false;
      find("[data-restored-forget]").addEventListener("click", () => {
        write(shown);
        stored(key, null);
        notice.hidden = true;
      });
    }
    const isDirty = () => !clean || !same(read(), clean);
    const note = () => stored(key, isDirty() ? read() : null);
    form.addEventListener("input", note);
    form.addEventListener("change", note);
    form.addEventListener("submit", (event) => {
      submitting = true;
      const name = event.submitter && event.submitter.name;
      if (name === "theirs" || name === "discard") stored(key, null);
    });
    window.addEventListener("beforeunload", (event) => {
      if (!submitting && isDirty()) event.preventDefault();
    });
    window.addEventListener("pageshow", () => {
      submitting = false;
    });
  };

  // The text of an earlier answer, and the way back.
  const taking = () => {
    const notice = find("[data-taken]");
    let before = null;
    for (const link of document.querySelectorAll("[data-take]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        before = before || read();
        const { disposition, reason_code, text, norm } = link.dataset;
        write({ disposition, reason_code, text, norm });
        notice.hidden = false;
        form.elements.text.focus();
      });
    }
    find("[data-taken-undo]").addEventListener("click", () => {
      write(before);
      before = null;
      notice.hidden = true;
      form.elements.text.focus();
    });
  };

  const expecting = () => {
    for (const button of document.querySelectorAll("[data-expect]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        find("[data-expected]").hidden = false;
        form.elements.expected_text.value = button.dataset.expect;
        form.elements.expected_text.dispatchEvent(new Event("input", { bubbles: true }));
        form.elements.expected_text.focus();
      });
    }
  };

  // --- Keys ---

  const OFF = "answering-keys-off";
  const areOff = () => {
    try {
      return localStorage.getItem(OFF) === "1";
    } catch {
      return false;
    }
  };

  const dialog = find("#keys-dialog");
  const helping = () => {
    find("[data-keys-slot]").append(find("[data-keys-list]"));
    find("[data-keys]").hidden = true;
    const open = find("[data-keys-open]");
    open.hidden = false;
    open.addEventListener("click", () => dialog.showModal());
    const box = find("[data-keys-on]");
    box.checked = !areOff();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(OFF, box.checked ? "0" : "1");
      } catch {
        box.checked = true;
      }
    });
  };

  const press = (selector) => {
    const element = find(selector);
    if (element) element.click();
  };
  const focus = (name) => {
    const field = form && form.elements[name];
    if (field && field.offsetParent) field.focus();
  };
  const choose = (number) => {
    const radio = form && form.querySelectorAll("[name='disposition']")[number - 1];
    if (!radio) return;
    radio.click();
    radio.focus({ preventScroll: true });
  };

  // By place on the keyboard, so that they work in the Russian layout as well.
  const LETTERS = {
    KeyJ: () => press("[data-go='after']"),
    KeyK: () => press("[data-go='before']"),
    KeyR: () => focus("reason_code"),
    KeyT: () => focus("text"),
    KeyN: () => focus("norm"),
    KeyW: () => focus("expected_text"),
    KeyC: () => press("[data-expect]"),
    KeyA: () => press("[data-take]"),
  };
  const FIELDS = "textarea, select, input:not([type='radio'], [type='checkbox'], [type='hidden'])";
  let afterG = 0;

  const withControl = (event) => {
    const name = { Enter: "next", NumpadEnter: "next", KeyS: "stay" }[event.code];
    if (!name || !form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector(`button[name='${name}']`));
  };

  const withoutControl = (event) => {
    const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
    const act = LETTERS[event.code];
    if (event.key === "?" || (event.shiftKey && event.code === "Slash")) dialog.showModal();
    else if (event.shiftKey) return;
    else if (event.code === "KeyL" && Date.now() - afterG < 1500) press("[data-go='list']");
    else if (event.code === "KeyG") afterG = Date.now();
    else if (digit) choose(Number(digit[1]));
    else if (act) act();
    else return;
    event.preventDefault();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat || event.altKey || dialog.open) return;
    if (event.ctrlKey || event.metaKey) withControl(event);
    else if (event.target.closest(FIELDS)) {
      if (event.key === "Escape") event.target.blur();
    } else if (!areOff()) withoutControl(event);
  });

  helping();
  if (!form) return;
  reasons = [...form.elements.reason_code.querySelectorAll("optgroup")];
  form.addEventListener("change", (event) => {
    if (event.target.name === "disposition") fit();
  });
  fit();
  keeping();
  taking();
  expecting();
  form.classList.add("has-keys");
  // After the browser has gone to the place that the address names, which takes the focus away.
  const saved = new URLSearchParams(location.search).get("saved");
  const isNext = saved && !location.pathname.endsWith(`/${saved}/`);
  if (isNext && !form.querySelector("[name='disposition']:checked")) {
    // Whoever has begun already keeps the place.
    const start = () => {
      if (form.contains(document.activeElement)) return;
      form.querySelector("[name='disposition']").focus({ preventScroll: true });
    };
    window.addEventListener("load", () => setTimeout(start));
  }
})();
