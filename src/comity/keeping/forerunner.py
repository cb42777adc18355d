"""What reading processes are forked from: importing this loads all that they need, once for all of them.

Only multiprocessing's fork server imports it (:func:`comity.keeping.workers.begin`). It is single-threaded once it is
loaded, and ends with the process that started it even while it loads.
"""

from __future__ import annotations

import contextlib
import gc
import os
import threading

TOLD = (
    "On 4 May 1971 the president of Peru said in Lima that his country had signed an agreement with Norway and would "
    "lend it $5 million. Norway denied it."
)
"""What is read so that what is made at first use is there."""
_AWAKE = 0.1


def _end_with(parent: int, loaded: threading.Event) -> None:
    while not loaded.wait(_AWAKE):
        if os.getppid() != parent:
            os._exit(1)


def _load() -> None:
    from comity.knowledge import load, own, undisturbed
    from comity.models import Document
    from comity.reading import read

    own()
    with undisturbed():
        read(Document("", TOLD), load())
    gc.freeze()  # what is here stays; children that looked through it would each get pages of their own


_loaded = threading.Event()
_watch = threading.Thread(target=_end_with, args=(os.getppid(), _loaded))
_watch.start()
try:
    with contextlib.suppress(Exception):  # whoever reads tells what is wrong
        _load()
finally:
    _loaded.set()
    _watch.join()
