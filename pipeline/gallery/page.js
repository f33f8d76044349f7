"use strict";
{
  const articles = [...document.querySelectorAll("article")];
  const words = document.getElementById("words");
  const only = document.getElementById("only");
  const found = document.getElementById("found");
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().replace(/\s+/g, " ");
  const said = new Map();

  const textOf = (article) => {
    if (!said.has(article)) {
      const parts = article.querySelectorAll("h3, .over, .beside");
      said.set(article, bare([...parts].map((part) => part.textContent).join(" ")));
    }
    return said.get(article);
  };

  const sift = () => {
    const wanted = bare(words.value).trim().split(" ").filter(Boolean);
    for (const article of articles) {
      const heavy = !only.checked || article.classList.contains("heavy");
      article.hidden = !heavy || !wanted.every((word) => textOf(article).includes(word));
    }
    for (const kind of document.querySelectorAll("section.kind")) {
      kind.hidden = !kind.querySelector("article:not([hidden])") && (wanted.length > 0 || only.checked);
    }
    const shown = articles.filter((article) => !article.hidden).length;
    found.textContent = wanted.length || only.checked ? `${shown} / ${articles.length}` : "";
  };

  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(sift, 150);
  });
  only.addEventListener("change", sift);
  document.querySelector(".find").hidden = false;

  const turnTo = (page) => {
    const folded = page.closest("details");
    if (folded) folded.open = true;
    location.hash = page.id;
  };

  const goTo = (article) => {
    const title = article.querySelector("h3");
    article.scrollIntoView();
    title.focus({ preventScroll: true });
  };

  const beside = (all, one, step) => all[all.indexOf(one) + step];

  // a browser takes the focus from a link to a place that cannot have it
  window.addEventListener("hashchange", () => {
    document.querySelector(".page:target a, article:target h3")?.focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    const typed = event.target.closest("input");
    if (typed || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = document.querySelector(".page:target");
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape" && page) {
      const article = page.closest("article");
      location.hash = article.id;
      goTo(article);
    } else if (step && page && page.contains(document.activeElement)) {
      const next = beside([...page.closest("article").querySelectorAll(".page")], page, step);
      if (next) turnTo(next);
    } else if (step) {
      const here = document.activeElement.closest("article");
      const shown = articles.filter((article) => !article.hidden);
      const next = here ? beside(shown, here, step) : step > 0 && document.activeElement.closest("main") && shown[0];
      if (next) goTo(next);
    } else {
      return;
    }
    event.preventDefault();
  });
}
