"""Whether a reader sees all the text of a page, whatever its font: judged by ink, not by the height
that a font claims for its lines.
"""

from __future__ import annotations

from tests.harness.names import either, served

# 1280 px by 1024 at 400 %.
ZOOMED = {"width": 320, "height": 256}
# WCAG 1.4.12, as a reader's own style would say it.
SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"
# Text by its lines: none runs off the window or out of its own box, none lies over another, nothing
# is cut, and no word of usual length is broken. What scrolls inside may. A line reaches as far up
# and down as the ink of its words; where lines stand close, a font with long tails hangs a little
# out of its box, which harms nobody unless the box cuts or another line lies there.
AMISS = r"""() => {
    const found = [], lines = [], scrolls = '.table, pre, input, textarea, select', pen = document.createElement('canvas').getContext('2d');
    const shown = node => node.checkVisibility({visibilityProperty: true}) && !node.closest('SEEN_BY_NOBODY, .trap, .skip, #says');
    const clips = [...document.querySelectorAll('body *')].filter(node => shown(node) && !node.closest('svg') && !node.closest(scrolls));
    const cut = new Set();
    for (const node of clips) {
        const style = getComputedStyle(node), [across, down] = [style.overflowX !== 'visible', style.overflowY !== 'visible'];
        if (across && node.scrollWidth > node.clientWidth + 1) cut.add(node);
        if (!down || node.scrollHeight <= node.clientHeight + 1) continue;
        const bottom = node.getBoundingClientRect().top + node.clientTop + node.clientHeight;
        const boxes = [...node.querySelectorAll('*')].filter(part => shown(part) && getComputedStyle(part).display !== 'inline');
        if (boxes.some(part => part.getBoundingClientRect().bottom > bottom + 1)) cut.add(node);
    }
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; text = walk.nextNode();) {
        const inside = text.parentElement, words = text.data.trim().slice(0, 40);
        if (!words || !shown(inside) || inside.closest('script, style') || inside.closest(scrolls)) continue;
        const range = document.createRange(), style = getComputedStyle(inside);
        range.selectNodeContents(text);
        let block = inside;
        while (getComputedStyle(block).display === 'inline') block = block.parentElement;
        const box = block.getBoundingClientRect();
        pen.font = style.font;
        const ink = pen.measureText(style.textTransform === 'uppercase' ? text.data.toUpperCase() : text.data);
        // Spaces at the end of a line hang over where they are kept.
        const hangs = style.whiteSpace === 'pre-wrap' ? 12 : 2;
        for (const {left, right, top: above, width} of range.getClientRects()) {
            if (width < 1) continue;
            const baseline = above + ink.fontBoundingBoxAscent, top = baseline - ink.actualBoundingBoxAscent, bottom = baseline + ink.actualBoundingBoxDescent, over = .2 * (bottom - top);
            if (left < -1 || right > innerWidth + 1) found.push('off the window: ' + words);
            if (left < box.left - 2 || right > box.right + hangs || top < box.top - over || bottom > box.bottom + over) found.push('out of its box: ' + words);
            for (let node = inside; node !== document.body; node = node.parentElement) {
                const edge = getComputedStyle(node).overflowY === 'visible' ? null : node.getBoundingClientRect();
                if (edge && (top < edge.top - 1 || bottom > edge.bottom + 1)) cut.add(node);
            }
            if (!inside.closest('.bar')) lines.push([{left, right, top, bottom}, words]);
        }
        if (inside.closest('WALLET_CARD')) continue; // to cut out: as wide as paper
        for (const word of text.data.matchAll(/(?<!\p{L})\p{L}{4,12}(?!\p{L})/gu)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (range.getClientRects().length > 1) found.push('broken word: ' + word[0]);
        }
    }
    cut.forEach(node => found.push('cut: ' + node.outerHTML.slice(0, 80)));
    lines.forEach(([one, words], n) => lines.slice(n + 1, n + 40).forEach(([other, more]) => {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left), down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 2 && down > .25 * Math.min(one.bottom - one.top, other.bottom - other.top)) found.push('over each other: ' + words + ' | ' + more);
    }));
    if (document.documentElement.scrollWidth > innerWidth) found.push('sideways: ' + document.documentElement.scrollWidth);
    return found; }""".replace("SEEN_BY_NOBODY", either(".visually-hidden")).replace(
    "WALLET_CARD", served(".wallet-card")
)
