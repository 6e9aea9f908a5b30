// Brings what was saved into the page that is open: style sheets and pictures are swapped, the text is changed
// in place so that the reader stays where they are, and errors are laid over the page until they are mended.
// It is part of the preview alone and in no build.
(() => {
  "use strict";
  const OWN = "/_cityfolio/";
  const SETTLE = 250; // An output that is gone for this long, in ms, was not just being replaced.
  let round = known();
  let source;
  let waiting = 0;
  let updating = Promise.resolve();

  // The round that made this page: its answer said so.
  function known() {
    const [visit] = performance.getEntriesByType("navigation");
    const said = visit && visit.serverTiming && visit.serverTiming.find((timing) => timing.name === "round");
    return said ? said.description : "";
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(`${OWN}events?since=${encodeURIComponent(round)}`);
    source.onopen = () => { waiting = 0; };
    source.onmessage = (event) => {
      const news = JSON.parse(event.data);
      // What cannot be changed in place is loaded anew, unless the preview is gone: then the page stays.
      const anew = () => fetch(location.href, { method: "HEAD" }).then(() => location.reload(), () => undefined);
      updating = updating.then(() => hear(news)).catch(anew);
    };
    source.onerror = () => {
      // The program was ended or begun anew. Browsers give up for good at some answers, so ask again ourselves.
      rest();
      waiting = Math.min(waiting + 250, 2000);
      setTimeout(listen, waiting);
    };
  }

  // A browser has few connections to one host: a page that nobody sees gives its own back.
  function rest() {
    if (source) source.close();
    source = undefined;
  }

  async function hear(news) {
    const before = round;
    round = news.round;
    show(news.errors);
    if (!news.ready) return;
    const all = news.changed === null;
    if (location.pathname.startsWith(OWN)) {
      if (before && before !== round) await refresh();
      return;
    }
    // A page of the preview stood in for one of the site.
    if (document.documentElement.dataset.cityfolio && before && before !== round) return location.reload();
    if (all && !before) return;
    const changed = all ? null : new Set(news.changed.map((path) => news.base + path));
    const concerns = (address) => {
      if (!changed) return true;
      const path = decodeURIComponent(new URL(address, location.href).pathname);
      return changed.has(path) || changed.has(`${path.replace(/\/$/, "")}/index.html`);
    };
    const scripts = [...document.querySelectorAll("script[src]")].filter((script) => !script.src.includes(OWN));
    if (changed && scripts.some((script) => concerns(script.src))) return location.reload();
    if (concerns(location.href)) await refresh();
    await Promise.all([...document.querySelectorAll('link[rel~="stylesheet"]')].map((link) =>
      link.href && new URL(link.href).origin === location.origin && concerns(link.href) ? swap(link) : null));
    for (const picture of document.querySelectorAll("img[src], source[srcset]")) freshen(picture, concerns);
  }

  // Puts a new style sheet beside the old one, and takes the old one away when the new one is there.
  // The hash of the old one is not that of the new one.
  function swap(link, href = `${link.href.split("?")[0]}?${encodeURIComponent(round)}`, integrity = null) {
    return new Promise((done) => {
      const next = link.cloneNode();
      next.href = href;
      if (integrity) next.integrity = integrity;
      else next.removeAttribute("integrity");
      const end = () => { link.remove(); done(); };
      next.onload = end;
      next.onerror = end;
      link.after(next);
    });
  }

  function freshen(picture, concerns) {
    const name = picture.localName === "img" ? "src" : "srcset";
    const bare = (address) => address.split("?")[0];
    const fresh = (address) => (concerns(address) ? `${bare(address)}?${encodeURIComponent(round)}` : address);
    const value = picture.getAttribute(name);
    if (!value || value.startsWith("data:")) return;
    const next = name === "src" ? fresh(value)
      : value.split(",").map((one) => {
        const [address, ...width] = one.trim().split(/\s+/);
        return [fresh(address), ...width].join(" ");
      }).join(", ");
    if (next !== value) picture.setAttribute(name, next);
  }

  // Takes over the page as it is served now.
  async function refresh() {
    const get = () => fetch(location.pathname + location.search, { cache: "no-store" });
    let answer = await get();
    if (answer.status === 404) {
      await new Promise((done) => setTimeout(done, SETTLE));
      answer = await get();
    }
    if (answer.redirected) return location.reload();
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const sources = (page) => [...page.querySelectorAll("script[src]")].map((one) => one.getAttribute("src")).join();
    if (sources(next) !== sources(document)) return location.reload();
    for (const name of ["lang", "dir"]) {
      if (next.documentElement.hasAttribute(name)) document.documentElement.setAttribute(name, next.documentElement.getAttribute(name));
    }
    await head(document.head, next.head);
    morph(document.body, next.body);
    document.dispatchEvent(new CustomEvent("cityfolio:changed"));
  }

  // The head has no places to keep: what is the same stays, the rest is exchanged. A style sheet under a new
  // name replaces the old one only when it has come, or the page would stand bare for a moment.
  async function head(now, next) {
    const old = [...now.children];
    const sheets = (node) => node.localName === "link" && node.rel === "stylesheet";
    const bare = (node) => node.outerHTML.replace(/(href="[^"?]*)\?[^"]*"/, '$1"');
    const fresh = [];
    for (const node of [...next.children]) {
      const at = old.findIndex((known) => bare(known) === bare(node));
      if (at >= 0) old.splice(at, 1);
      else fresh.push(node);
    }
    for (const node of fresh) {
      const at = sheets(node) ? old.findIndex(sheets) : -1;
      if (at >= 0) await swap(old.splice(at, 1)[0], node.getAttribute("href"), node.getAttribute("integrity"));
      else now.append(document.importNode(node, true));
    }
    for (const node of old) node.remove();
  }

  // Makes one node like another with as few changes as a short look finds.
  function morph(now, next) {
    if (now.isEqualNode(next)) return;
    if (now.nodeType !== next.nodeType || now.nodeName !== next.nodeName || now.id !== next.id) {
      now.replaceWith(document.importNode(next, true));
      return;
    }
    if (now.nodeType !== Node.ELEMENT_NODE) {
      now.nodeValue = next.nodeValue;
      return;
    }
    for (const { name } of [...now.attributes]) {
      // What a reader has opened stays open.
      if (!next.hasAttribute(name) && name !== "open") now.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    }
    children(now, [...now.childNodes], [...next.childNodes]);
  }

  function children(parent, now, next) {
    while (now.length && next.length && now[0].isEqualNode(next[0])) {
      now.shift();
      next.shift();
    }
    let end = null;
    while (now.length && next.length && now.at(-1).isEqualNode(next.at(-1))) {
      end = now.pop();
      next.pop();
    }
    const alike = (left, right) => left.nodeName === right.nodeName && left.id === right.id;
    while (now.length && next.length) {
      if (alike(now[0], next[0])) morph(now.shift(), next.shift());
      else if (next.length > now.length) parent.insertBefore(document.importNode(next.shift(), true), now[0]);
      else if (now.length > next.length) now.shift().remove();
      else morph(now.shift(), next.shift());
    }
    for (const node of next) parent.insertBefore(document.importNode(node, true), end);
    for (const node of now) node.remove();
  }

  // The errors lie over the page in a tree of their own, out of reach of the site's styles.
  let overlay;
  let dismissed = "";

  function show(errors) {
    if (!errors || location.pathname.startsWith(OWN)) {
      dismissed = "";
      if (overlay) overlay.remove();
      overlay = undefined;
      return;
    }
    if (errors.html === dismissed || (overlay && overlay.errors === errors.html)) return;
    if (overlay) overlay.remove();
    overlay = document.createElement("cityfolio-errors");
    overlay.errors = errors.html;
    const inside = overlay.attachShadow({ mode: "open" });
    inside.innerHTML = `<link rel="stylesheet" href="${OWN}preview.css"><section role="dialog" aria-labelledby="title"
      class="overlay" hidden><header><h2 id="title" role="alert"></h2><button type="button">Close (Esc)</button></header>
      <p>The page stays as it was at the last good save. This goes by itself when they are mended.</p>${errors.html}
      <p><a href="${OWN}">All about this preview</a></p></section>`;
    const many = errors.count === 1 ? "1 error" : `${errors.count} errors`;
    const box = inside.querySelector("section");
    inside.querySelector("link").onload = () => {
      box.hidden = false;
      inside.querySelector("h2").textContent = `The site has ${many}`;
    };
    inside.querySelector("button").onclick = close;
    document.documentElement.append(overlay);
  }

  function close() {
    if (!overlay) return;
    dismissed = overlay.errors;
    overlay.remove();
    overlay = undefined;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && overlay) close();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
