"""The record in a browser: ``comity serve FILE``.

``app.py`` puts the pages together, ``guard.py`` keeps strangers out, ``ask.py`` is what a page is asked and what it
gives, ``answering.py`` turns that into HTML, JSON or CSV. Each file of ``pages/`` is one page: a function from an
:class:`~comity.showing.web.ask.Ask` to a :class:`~comity.showing.web.ask.Page`.
"""
