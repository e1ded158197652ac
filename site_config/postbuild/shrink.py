"""Minified HTML: the same document without comments, without white space that is not shown, and
without the quotes and end tags that HTML makes optional.
"""

from __future__ import annotations

import minify_html


def smaller(html: str, *, comments: bool) -> str:
    """Minifies a page. ``comments`` keeps its comments: the marks of the portal's layout are
    comments.

    The texts of scripts and styles do not change, since the policy names them by their hashes.
    """
    return minify_html.minify(
        html,
        keep_comments=comments,
        keep_html_and_head_opening_tags=True,
        keep_input_type_text_attr=True,
    )
