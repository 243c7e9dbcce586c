// Small comforts. Every page works without them.
(() => {
  "use strict";

  // How many characters are left in a text field with a limit.
  const counters = (root) => {
    for (const area of root.querySelectorAll("textarea[data-limit]")) {
      if (area.dataset.counted) continue;
      area.dataset.counted = "true";
      const limit = Number(area.dataset.limit);
      const left = document.createElement("p");
      left.className = "field__counter";
      left.setAttribute("aria-hidden", "true");
      const heard = document.createElement("p");
      heard.className = "visually-hidden";
      heard.setAttribute("role", "status");
      const number = new Intl.NumberFormat(document.documentElement.lang);
      let timer;
      const show = () => {
        const text = `${number.format(area.value.length)} / ${number.format(limit)}`;
        left.textContent = text;
        left.dataset.over = String(area.value.length > limit);
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (document.activeElement === area) heard.textContent = text;
        }, 1500);
      };
      area.addEventListener("input", show);
      area.after(left, heard);
      show();
    }
  };

  // Copying a code.
  const copying = (root) => {
    if (!navigator.clipboard) return;
    for (const button of root.querySelectorAll("[data-copy]")) {
      if (!button.hidden) continue;
      button.hidden = false;
      button.addEventListener("click", async () => {
        const source = document.getElementById(button.dataset.copy);
        await navigator.clipboard.writeText(source.textContent.trim());
        const label = button.querySelector("[data-copy-label]");
        label.setAttribute("role", "status");
        label.textContent = button.dataset.done;
      });
    }
  };

  // The words that a proposal is about: those that were selected, or all of the provision.
  const spokenOf = (element) => {
    const part = element.dataset.part && document.getElementById(element.dataset.part);
    const words = document.getElementById(element.dataset.words);
    return (part && part.value.trim()) || (words ? words.innerText.trim() : "");
  };

  // The words of a provision as the beginning of a new wording; never over what was typed.
  const filling = (root) => {
    for (const button of root.querySelectorAll("[data-fill]")) {
      const area = document.getElementById(button.dataset.fill);
      if (!area || !spokenOf(button)) continue;
      const show = () => {
        button.hidden = area.value.trim() !== "";
      };
      button.addEventListener("click", () => {
        area.value = spokenOf(button);
        area.dispatchEvent(new Event("input", { bubbles: true }));
        area.focus();
      });
      area.addEventListener("input", show);
      show();
    }
  };

  // Words selected in a provision go into the field «only these words».
  const selecting = (root) => {
    for (const button of root.querySelectorAll("[data-select]")) {
      const source = document.getElementById(button.dataset.select);
      const field = document.getElementById(button.dataset.into);
      const place = document.getElementById(button.dataset.at);
      if (!source || !field || !place) continue;
      const chosen = () => {
        const selection = document.getSelection();
        if (!selection.rangeCount || selection.isCollapsed) return null;
        const range = selection.getRangeAt(0);
        return source.contains(range.commonAncestorContainer) ? range : null;
      };
      button.hidden = false;
      button.disabled = true;
      document.addEventListener("selectionchange", () => {
        button.disabled = !chosen();
      });
      // A press must not take the selection away before it is read.
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        const range = chosen();
        if (!range) return;
        const before = document.createRange();
        before.setStart(source, 0);
        before.setEnd(range.startContainer, range.startOffset);
        field.value = document.getSelection().toString().trim();
        place.value = String(before.toString().length);
        const details = field.closest("details");
        if (details) details.open = true;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
      });
      field.addEventListener("input", (event) => {
        if (event.isTrusted) place.value = "";
      });
    }
  };

  // The two marks in the margin of every provision where one can speak.
  const addMarks = (form) => {
    const mine = new Set(form.dataset.mine.split(" "));
    for (const link of document.querySelectorAll(".provision__margin a[href*='/new/?on=']")) {
      const eid = new URL(link.href).searchParams.get("on");
      const marks = document.createElement("span");
      marks.className = "marks";
      for (const stance of ["support", "oppose"]) {
        const button = document.createElement("button");
        button.setAttribute("form", form.id);
        button.name = "mark";
        button.value = `${eid}:${stance}`;
        button.textContent = form.dataset[stance];
        button.setAttribute("aria-pressed", String(mine.has(button.value)));
        marks.append(button);
      }
      link.after(marks);
    }
  };

  // A mark without leaving the place where one reads. One form serves the buttons of a whole text,
  // which stand outside of it.
  const marking = (root) => {
    const form = root.querySelector("form#marks");
    if (!form) return;
    if (form.dataset.mine !== undefined) addMarks(form);
    form.addEventListener("submit", async (event) => {
      const button = event.submitter;
      const place = button && button.closest(".marks");
      if (!place) return;
      event.preventDefault();
      const body = new FormData(form);
      body.append(button.name, button.value);
      try {
        const response = await fetch(form.action, {
          method: "POST",
          body,
          headers: { "HX-Request": "true" },
        });
        if (!response.ok || response.redirected) throw new Error(response.statusText);
        const template = document.createElement("template");
        template.innerHTML = await response.text();
        const fresh = template.content.querySelector(".marks");
        place.replaceWith(fresh);
        fresh.querySelector(`[value="${CSS.escape(button.value)}"]`).focus();
      } catch {
        // The server says why on a page of its own.
        const field = document.createElement("input");
        field.type = "hidden";
        field.name = button.name;
        field.value = button.value;
        form.append(field);
        form.submit();
      }
    });
  };

  // The longest common subsequence of two lists of words, as [kind, words] runs.
  const MOST_WORDS = 1200;
  const compare = (before, after) => {
    const split = (text) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) || [];
    const old = split(before);
    const fresh = split(after);
    if (old.length > MOST_WORDS || fresh.length > MOST_WORDS) return null;
    const width = fresh.length + 1;
    const length = new Uint16Array((old.length + 1) * width);
    for (let i = old.length - 1; i >= 0; i -= 1) {
      for (let j = fresh.length - 1; j >= 0; j -= 1) {
        const same = old[i] === fresh[j];
        const below = length[(i + 1) * width + j];
        const right = length[i * width + j + 1];
        length[i * width + j] = same ? length[(i + 1) * width + j + 1] + 1 : Math.max(below, right);
      }
    }
    const runs = [];
    const add = (kind, word) => {
      const last = runs[runs.length - 1];
      if (last && last[0] === kind) last[1] += word;
      else runs.push([kind, word]);
    };
    let i = 0;
    let j = 0;
    while (i < old.length || j < fresh.length) {
      if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
        add("same", old[i]);
        i += 1;
        j += 1;
      } else if (
        i < old.length &&
        (j === fresh.length || length[(i + 1) * width + j] >= length[i * width + j + 1])
      ) {
        add("del", old[i]);
        i += 1;
      } else {
        add("ins", fresh[j]);
        j += 1;
      }
    }
    return runs;
  };

  // The proposed wording against the words that it would replace, while it is being typed.
  const redlining = (root) => {
    for (const box of root.querySelectorAll("[data-redline]")) {
      const area = document.getElementById(box.dataset.redline);
      const part = box.dataset.part && document.getElementById(box.dataset.part);
      const shown = box.querySelector(".redline");
      if (!area || !area.form) continue;
      let timer;
      const show = () => {
        const kind = area.form.querySelector("[name='kind']:checked");
        const amends = !area.form.elements.kind || (kind && kind.value === "amend");
        const typed = area.value.trim();
        // Who types in one line has not changed the paragraphs of the law.
        const words = typed.includes("\n") ? spokenOf(box) : spokenOf(box).replace(/\s*\n\s*/g, " ");
        const runs = typed && amends ? compare(words, typed) : null;
        box.hidden = !runs;
        if (!runs) return;
        shown.replaceChildren(
          ...runs.map(([mark, words]) => {
            if (mark === "same") return document.createTextNode(words);
            const element = document.createElement(mark);
            element.textContent = words;
            return element;
          }),
        );
      };
      const soon = () => {
        clearTimeout(timer);
        timer = setTimeout(show, 200);
      };
      area.form.addEventListener("change", soon);
      area.addEventListener("input", soon);
      if (part) part.addEventListener("input", soon);
      show();
    }
  };

  // The list of mistakes is what the reader should meet first.
  const focusing = (root) => {
    const first = root.querySelector("[data-focus]");
    if (first) first.focus();
  };

  // Choosing in a marked list sends its form; the button stays for those without script.
  const submitting = () => {
    document.addEventListener("change", (event) => {
      const field = event.target.closest("[data-submit-on-change]");
      if (field && field.form) field.form.requestSubmit();
    });
  };

  // The menu of the phone closes on Escape and on a press elsewhere.
  const menus = () => {
    const opened = () => document.querySelectorAll("details.menu[open]");
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const menu of opened()) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (event) => {
      for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
    });
  };

  // What is typed into a marked form is kept in this browser until it is sent, so that an accident
  // loses nothing. Who speaks (e-mail, name) is not kept: the next person here may be another.
  const KEPT_DAYS = 14;
  const keeping = (root) => {
    for (const form of root.querySelectorAll("form[data-keep]")) {
      const key = `keep:${form.dataset.keep}`;
      const notice = form.querySelector("[data-kept-notice]");
      const texts = () => form.querySelectorAll("textarea[name]");
      const choices = () =>
        form.querySelectorAll("input[type='radio'][name='kind'], input[type='radio'][name='stance']");
      const restore = (kept) => {
        let restored = false;
        for (const field of texts()) {
          if (field.value || !kept.values[field.name]) continue;
          field.value = kept.values[field.name];
          field.dispatchEvent(new Event("input", { bubbles: true }));
          restored = true;
        }
        if (!restored) return;
        for (const choice of choices()) choice.checked = kept.values[choice.name] === choice.value;
        form.dispatchEvent(new Event("change"));
        if (notice) notice.hidden = false;
      };
      const write = () => {
        const values = {};
        for (const field of texts()) values[field.name] = field.value;
        for (const choice of choices()) if (choice.checked) values[choice.name] = choice.value;
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
      };
      try {
        const kept = JSON.parse(localStorage.getItem(key) || "null");
        if (kept && Date.now() - kept.at < KEPT_DAYS * 86400000) restore(kept);
        form.addEventListener("input", write);
        form.addEventListener("change", write);
        if (notice) {
          notice.querySelector("[data-kept-forget]").addEventListener("click", () => {
            localStorage.removeItem(key);
            form.reset();
            for (const field of texts()) {
              field.value = "";
              field.dispatchEvent(new Event("input"));
            }
            localStorage.removeItem(key);
            notice.hidden = true;
          });
        }
      } catch {
        return;
      }
    }
    for (const done of root.querySelectorAll("[data-kept-done]")) {
      try {
        localStorage.removeItem(`keep:${done.dataset.keptDone}`);
      } catch {
        return;
      }
    }
  };

  const enhance = (root) => {
    counters(root);
    copying(root);
    filling(root);
    selecting(root);
    redlining(root);
    marking(root);
    keeping(root);
    focusing(root);
  };

  enhance(document);
  menus();
  submitting();
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) enhance(event.detail.elt);
  });
})();
