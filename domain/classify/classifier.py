"""The classifier: trained when somebody asks it to prepare, else by the first caption; and by every correction."""

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock

from domain.classify.captions import NONE
from domain.classify.reader import Reader
from domain.classify.understanding import Understanding
from domain.recent import RECENT
from domain.taxonomy import Taxonomy


class Classifier:
    """Reads captions, and takes corrections.

    Training waits for `prepare` or the first caption: who only starts never pays for it.
    `corrections` are captions with the slugs that people gave them, oldest first. May be used from several threads.
    """

    def __init__(self, taxonomy: Taxonomy, corrections: Iterable[tuple[str, str]] = ()) -> None:
        self._taxonomy = taxonomy
        self._waiting = list(corrections)
        self._reader: Reader | None = None
        self._lessons = 0
        self._lock = Lock()
        self._recently = lru_cache(maxsize=RECENT)(self._read)

    def remember(self, corrections: Iterable[tuple[str, str]]) -> None:
        """Corrections of the past, which come before those of now; oldest first."""
        with self._lock:
            self._waiting[:0] = corrections

    def learn(self, text: str, slug: str) -> None:
        """Take a correction: `text` was about `slug` ("none": chatter). Unknown slugs are passed over."""
        with self._lock:
            self._waiting.append((text, slug))

    @property
    def is_prepared(self) -> bool:
        """Whether a caption can be read at once."""
        return self._reader is not None

    def prepare(self) -> None:
        """Train now, so that the first caption need not wait for it."""
        self._ready()

    def read(self, text: str) -> Understanding:
        """What `text` says."""
        reader = self._ready()
        return self._recently(reader, self._lessons, text)

    def read_as(self, text: str, slug: str) -> Understanding:
        """What `text` says of how urgent it is, when a person said that it is about `slug`."""
        return self._ready().read_as(text, slug)

    @staticmethod
    def _read(reader: Reader, _lessons: int, text: str) -> Understanding:
        """After each lesson the same words are read anew."""
        return reader.read(text)

    def _ready(self) -> Reader:
        """The reader, which knows all corrections."""
        if self._reader is None or self._waiting:
            with self._lock:
                self._reader = self._reader or Reader(self._taxonomy)
                for text, slug in self._waiting:
                    if slug == NONE or slug in self._taxonomy.categories:
                        self._reader.learn(text, slug)
                self._lessons += len(self._waiting)
                self._waiting.clear()
        return self._reader
