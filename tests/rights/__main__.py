"""`python -m tests.rights` writes docs/rights.md anew."""

from tests.rights.commands import tried
from tests.rights.document import PATH, document, gathered
from tests.rights.matrix import tries

if __name__ == "__main__":
    PATH.write_text(document(gathered(tries()), tried()), encoding="utf-8")
