// Suggestions while one types, and results that are replaced in place. Search works without both.
(() => {
  "use strict";

  const SHORTEST = 2;
  const boxOf = (element) => element.closest && element.closest("form[data-suggest]");
  const partsOf = (box) => ({
    input: box.querySelector("input[type='search']"),
    list: box.querySelector("[role='listbox']"),
  });
  const optionsOf = (list) => [...list.querySelectorAll("[role='option']")];
  const activeOf = (list) => list.querySelector("[aria-selected='true']");

  // The roles of a combobox are true only where there is a script.
  for (const box of document.querySelectorAll("form[data-suggest]")) {
    const { input, list } = partsOf(box);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
  }

  const choose = (box, option) => {
    const { input, list } = partsOf(box);
    for (const other of optionsOf(list)) {
      other.setAttribute("aria-selected", String(other === option));
    }
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const close = (box) => {
    const { input, list } = partsOf(box);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(box, null);
  };

  const open = (box) => {
    // What was chosen is there no more.
    choose(box, null);
    const { input, list } = partsOf(box);
    const options = optionsOf(list);
    options.forEach((option, place) => {
      option.id = `${list.id}-${place}`;
    });
    const typed = input.value.trim().length >= SHORTEST;
    const shows = typed && options.length > 0 && document.activeElement === input;
    list.hidden = !shows;
    input.setAttribute("aria-expanded", String(shows));
  };

  const move = (box, step) => {
    const { list } = partsOf(box);
    const options = optionsOf(list);
    // One place more than there are options: the field itself.
    const places = options.length + 1;
    const place = options.indexOf(activeOf(list)) + 1;
    choose(box, options[((place + step + places) % places) - 1] || null);
  };

  document.addEventListener("keydown", (event) => {
    const box = boxOf(event.target);
    if (!box || event.isComposing) return;
    const { input, list } = partsOf(box);
    if (event.target !== input) return;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!optionsOf(list).length) return;
      event.preventDefault();
      if (!isOpen) open(box);
      move(box, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close(box);
    } else if (event.key === "Enter" && isOpen && activeOf(list)) {
      event.preventDefault();
      activeOf(list).click();
    } else if (event.key === "Tab" && isOpen) {
      close(box);
    }
  });

  document.addEventListener("click", (event) => {
    const all = event.target.closest("[data-suggest-all]");
    // The form knows what else narrows the search.
    if (all && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      boxOf(all).requestSubmit();
    }
    for (const box of document.querySelectorAll("form[data-suggest]")) {
      if (!box.contains(event.target)) close(box);
    }
  });

  document.addEventListener("focusout", (event) => {
    const box = boxOf(event.target);
    if (box && !box.contains(event.relatedTarget)) close(box);
  });

  // A press on a suggestion must not take the focus away before it is a click.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest(".suggest")) event.preventDefault();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const box = boxOf(event.detail.elt);
    if (!box || event.detail.elt.value.trim().length >= SHORTEST) return;
    event.preventDefault();
    partsOf(box).list.replaceChildren();
    close(box);
  });

  // On a phone, who has unfolded the facets may want to choose another.
  let unfolded = false;
  const fold = () => document.querySelector("#found .facets__fold");

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, pathInfo } = event.detail;
    unfolded = Boolean(fold() && fold().open);
    // Where nothing is asked for any more there are no results to put here.
    const fits = target.id !== "found" || xhr.responseText.includes('id="found"');
    if (xhr.status === 200 && fits) return;
    if (target.classList.contains("suggest")) event.detail.shouldSwap = false;
    if (target.id === "found") {
      // The whole page says what is wrong, or how to search.
      event.detail.shouldSwap = false;
      window.location.assign(pathInfo.finalRequestPath);
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const { target } = event.detail;
    if (target.classList.contains("suggest")) open(boxOf(target));
    else if (unfolded && fold()) fold().open = true;
  });

  // What was replaced is said, and the focus stays somewhere.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id !== "found") return;
    // Filters that were typed may have gone from the words.
    const box = document.getElementById("results-search");
    const { words } = document.getElementById("found").dataset;
    if (box && box !== document.activeElement) box.value = words;
    const heading = document.getElementById("results-count");
    const status = document.getElementById("found-status");
    if (!heading || !status) return;
    status.textContent = heading.textContent.trim();
    if (!document.activeElement || document.activeElement === document.body) {
      heading.focus({ preventScroll: true });
    }
  });
})();
