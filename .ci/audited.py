"""Says what pip-audit found; exits with 1 when a known hole has a release that mends it."""

import json
import sys
from pathlib import Path


def main(file: str) -> int:
    """Read pip-audit's JSON."""
    packages = json.loads(Path(file).read_text(encoding="utf-8"))["dependencies"]
    asked = [one for one in packages if "skip_reason" not in one]
    if not asked:
        print(f"not audited: the advisory service knows none of {len(packages)} packages (a mirror?)")
        return 0
    holes = [(one, hole) for one in asked for hole in one["vulns"]]
    for one, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "no release yet"
        print(f"{one['name']} {one['version']}: {hole['id']}, mended in {mended}")
    print(f"{len(asked)} of {len(packages)} packages audited, {len(holes)} known holes")
    return 1 if any(hole["fix_versions"] for _, hole in holes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
