// What a few questions of ours, and axe-core, find on a page. Put into every page that test_accessibility.py opens.
"use strict";
window.looking = (() => {
  const CAN = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable]";
  const says = (each) => each.outerHTML.replace(/\s+/g, " ").slice(0, 150);
  const seen = (each) =>
    each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && each.getClientRects().length > 0;
  const reachable = () =>
    [...document.querySelectorAll(CAN)].filter((each) => seen(each) && !each.disabled && each.tabIndex >= 0);

  const axeFinds = async () => {
    const asked = {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
      rules: { "target-size": { enabled: false } }, // small() below asks for more
    };
    const outcome = await axe.run(document, { ...asked, resultTypes: ["violations"], preload: false });
    return outcome.violations.flatMap((violation) =>
      violation.nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
        return `${violation.id}: ${node.target.join(" ")} ${node.html.slice(0, 160)} (${why.slice(0, 200)})`;
      }));
  };

  const sideways = () => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const clipped = (each) => each && (getComputedStyle(each).overflowX !== "visible" || clipped(each.parentElement));
    const over = [...document.body.querySelectorAll("*")].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width && (box.right > wide + 1 || box.left < -1) && getComputedStyle(each).position !== "fixed"
        && !clipped(each.parentElement);
    });
    const outermost = over.filter((each) => !over.includes(each.parentElement)).map(says);
    return [`scrolls sideways: ${document.documentElement.scrollWidth} px wide instead of ${wide}: ${outermost.slice(0, 4)}`];
  };

  // A link in the midst of a sentence is as tall as its line (WCAG 2.5.8 excepts it); all else is 24 by 24.
  const inASentence = (each) => {
    if (each.localName !== "a" || getComputedStyle(each).display !== "inline") return false;
    let around = each.parentElement;
    while (getComputedStyle(around).display === "inline") around = around.parentElement;
    const walk = document.createTreeWalker(around, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { parentElement: parent, data } = walk.currentNode;
      if (/[\p{L}\p{N}]/u.test(data) && !parent.closest("a, button, summary") && seen(parent)) return true;
    }
    return false;
  };
  const small = () => reachable().filter((each) => {
    if (inASentence(each) || each.matches(":is([type=checkbox], [type=radio])") && each.labels?.length) return false;
    const { width, height } = each.getBoundingClientRect();
    return Math.min(width, height) < 23.5 && !each.matches(".skip, .only-heard, .only-heard *");
  }).map((each) => {
    const { width, height } = each.getBoundingClientRect();
    return `smaller than 24 px (${Math.round(width)} × ${Math.round(height)}): ${says(each)}`;
  }).concat([...document.querySelectorAll(":is([type=checkbox], [type=radio])")].filter(seen).filter((each) => {
    const boxes = [each, ...each.labels].map((one) => one.getBoundingClientRect());
    return Math.max(...boxes.map((box) => Math.min(box.width, box.height))) < 23.5;
  }).map((each) => `smaller than 24 px with its label: ${says(each)}`));

  const drawn = (each) => [undefined, "::before", "::after"].some((part) => {
    const style = getComputedStyle(each, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  // A link broken over two lines is two boxes, and what lies between them is not the link.
  const uncovered = (each) => [...each.getClientRects()].some((whole) => {
    // Of what is larger than the window, the part that is in it.
    const left = Math.max(whole.left, 0);
    const top = Math.max(whole.top, 0);
    const box = { left, top, width: Math.min(whole.right, innerWidth) - left, height: Math.min(whole.bottom, innerHeight) - top };
    if (box.width <= 0 || box.height <= 0) return false;
    const points = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.15, 0.5, 0.85].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    return points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there && [each, each.closest("label"), ...(each.labels ?? [])].some((one) => one?.contains(there));
    });
  });
  const keyboard = () => {
    const found = [];
    for (const each of reachable()) {
      if (each.tabIndex > 0) found.push(`jumps the order of keys: ${says(each)}`);
      each.focus({ focusVisible: true });
      if (document.activeElement !== each) { found.push(`takes no focus: ${says(each)}`); continue; }
      const around = [each, each.nextElementSibling, each.closest("label"), each.parentElement].filter(Boolean);
      if (!around.some(drawn)) found.push(`its focus is not seen: ${says(each)}`);
      if (!uncovered(each)) found.push(`covered when it has focus: ${says(each)}`);
    }
    document.activeElement?.blur();
    const can = `${CAN}, label, option, [aria-hidden=true]`;
    for (const each of document.body.querySelectorAll("*")) {
      if (each.closest(can) || getComputedStyle(each).cursor !== "pointer" || !seen(each)) continue;
      // A row that can be pressed anywhere holds the control that a key reaches.
      let row = each;
      while (getComputedStyle(row.parentElement).cursor === "pointer") row = row.parentElement;
      if (!row.querySelector(CAN)) found.push(`can be pressed, but no key reaches it: ${says(each)}`);
    }
    return found;
  };

  // The keys go as the page is written; so what stands beside one another must be drawn as it is written.
  const order = () => {
    const found = [];
    const can = new Set(reachable());
    const holds = (each) => can.has(each) || [...each.querySelectorAll(CAN)].some((one) => can.has(one));
    const rtl = getComputedStyle(document.documentElement).direction === "rtl";
    for (const parent of document.body.querySelectorAll("*")) {
      if (parent.children.length < 2 || parent.closest("svg")) continue;
      const { display, readingFlow } = getComputedStyle(parent);
      if (!["normal", undefined].includes(readingFlow)) continue; // the keys go as it is drawn
      const asBoxes = /flex|grid/.test(display);
      const placed = [...parent.children].filter((each) =>
        !["fixed", "absolute"].includes(getComputedStyle(each).position) && seen(each) && holds(each)
        // What stands within a line is in the order of its writing, which runs both ways.
        && (asBoxes || !getComputedStyle(each).display.startsWith("inline")));
      for (let i = 1; i < placed.length; i += 1) {
        const [a, b] = [placed[i - 1].getBoundingClientRect(), placed[i].getBoundingClientRect()];
        const above = b.bottom <= a.top + 1 && !(rtl ? b.right <= a.left + 1 : b.left >= a.right - 1);
        const sameRow = b.top < a.bottom - 1 && a.top < b.bottom - 1;
        const before = sameRow && (rtl ? b.left >= a.right - 1 : b.right <= a.left + 1);
        if (above || before) found.push(`is drawn before what comes before it: ${says(placed[i])} after ${says(placed[i - 1])}`);
      }
    }
    return found;
  };

  // axe asks this in one set of colours, slowly, and of no picture; here words are 4.5 to 1 (3 to 1 when large)
  // and icons 3 to 1 against what lies behind them.
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => colour.slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
  const behind = (each) => {
    if (!each) return channels(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3);
    const colour = channels(getComputedStyle(each).backgroundColor);
    return colour.length === 3 ? colour : over(colour, behind(each.parentElement));
  };
  const apart = (one, other) => {
    const [low, high] = [light(over(one, other)), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const enough = (each, style) => {
    if (each.localName === "svg") return 3;
    const size = parseFloat(style.fontSize);
    return size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
  };
  const faint = () => {
    const found = [];
    for (const each of document.body.querySelectorAll("*")) {
      const icon = each.matches("svg.icon");
      const words = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!icon && !words || !seen(each) || each.closest(":disabled, [aria-disabled=true], .only-heard, title, script")) continue;
      const style = getComputedStyle(each);
      const drawing = each.localName === "text" || each.localName === "tspan" ? each.ownerSVGElement : null;
      const given = drawing ? style.fill : style.color;
      // Words upon a drawn field say which one it is.
      const field = drawing && each.parentElement.querySelector(":scope > [data-behind-words]");
      const ground = field ? channels(getComputedStyle(field).fill) : behind(drawing?.parentElement ?? each);
      const much = given === "none" ? 1 : apart(channels(given), ground);
      if (much < enough(each, style) - 0.05) found.push(`faint (${much.toFixed(1)} to 1): ${says(each)}`);
    }
    return found;
  };

  return { axeFinds, sideways, small, keyboard, order, faint };
})();
