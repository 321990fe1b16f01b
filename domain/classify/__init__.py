"""What a caption says: is it a report, of what, how urgent, and which words decided."""

from domain.classify.classifier import Classifier
from domain.classify.understanding import Understanding

__all__ = ["Classifier", "Understanding"]
