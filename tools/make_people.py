"""Make the rosters of people that comity ships from the facts in ``../shared/data``.

    python tools/make_people.py

Writes ``officeholders.tsv`` and ``places.tsv`` (PETRARCH/Phoenix dictionaries, MIT, to 2014), ``us_missions.tsv`` and
``us_officers.tsv`` (Office of the Historian, CC0) into ``src/comity/knowledge``. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
OUT = ROOT / "src" / "comity" / "knowledge"

PHOENIX = (
    "From the Phoenix dictionaries (Open Event Data Alliance, MIT, see LICENSES/petrarch2.txt), "
    "made by tools/make_people.py."
)
PARTICLES = {
    "DE",
    "DEL",
    "LA",
    "LAS",
    "LOS",
    "Y",
    "VON",
    "VAN",
    "DER",
    "DEN",
    "AL",
    "EL",
    "BIN",
    "IBN",
    "BINT",
    "DA",
    "DO",
    "DOS",
    "DU",
    "E",
    "AF",
}
SECTORS = {"GOV", "MIL", "LEG", "JUD", "OPP", "REB", "ELI", "BUS", "JRN", "MED", "SPY", "COP", "PTY"}
TITLES = {
    "PRINCE",
    "KING",
    "QUEEN",
    "SAMDECH",
    "PRESIDENT",
    "GENERAL",
    "GEN.",
    "DR.",
    "DR",
    "SIR",
    "LORD",
    "SHEIKH",
    "CPP",
    "COL.",
    "EMPEROR",
}
STATES = {
    "ROM": "ROU",
    "ZAR": "COD",
    "TMP": "TLS",
    "KSV": "XKX",
    "KOS": "XKX",
    "UNK": "",
    "SCG": "SRB",
    "MKD": "MKD",
    "PAL": "PSE",
    "KNT": "KNA",
}
DROP = re.compile(
    r"[\d()#/]|_S_|\bMINISTER|\bGOVERNMENT|\bOF\b|\bTHE\b|\bAND\b|MINISTRY|PRESIDENT|OFFICIAL|PARTY|ARMY|COUNCIL|COMMITTEE|SENAT|ADMINISTRATION|REGIME|REBEL|FORCES|TROOPS|POLICE|EMBASSY|CABINET|CAMPAIGN|SUPPORTER|OPPOSITION|TEAM|COURT|DEPARTMENT|PEOPLE"
)
COMMON = {
    "The",
    "North",
    "South",
    "East",
    "West",
    "Central",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "Capital",
    "Victoria",
    "Union",
    "Reading",
    "Nelson",
    "Man",
    "Bath",
    "Mobile",
    "Nice",
    "Split",
    "Tours",
    "Orange",
    "Plymouth",
    "Independence",
    "Liberty",
    "Federal",
    "National",
}


def cased(name: str) -> str:
    """``DE_LA_RUA`` as it would be written: ``de la Rua``; particles at the start keep a capital."""
    words = []
    for n, word in enumerate(w for w in name.replace("_", " ").split()):
        if word in PARTICLES and n:
            words.append(word.lower())
        elif word.startswith(("MC", "MAC")) and len(word) > 5 and word.startswith("MC"):
            words.append("Mc" + word[2:].capitalize())
        else:
            words.append(
                "-".join(
                    p.lower() if p in ("AL", "EL") else p[:2] + p[2:].capitalize() if p[1:2] == "'" else p.capitalize()
                    for p in word.split("-")
                )
            )
    return " ".join(words)


def year(stamp: str) -> str:
    """The year of a Phoenix date: ``850114`` is 1985, ``081231`` is 2008, eight digits begin with the year."""
    if len(stamp) >= 7:
        return stamp[:4]
    return ("20" if int(stamp[:2]) <= 14 else "19") + stamp[:2]


def spans(lines: list[str]) -> tuple[str, str, str]:
    """(state, sector, years as ``1985-1993;1998-``) of one person's bracketed codes; years in government only."""
    state, sector, years = "", "", []
    for code, rest in re.findall(r"\[([A-Z]{3,})\s*([^\]]*)\]", " ".join(lines)):
        here = STATES.get(code[:3], code[:3])
        sec = code[3:6] if code[3:6] in SECTORS else ""
        if not state:
            state = here
        if here != state or not sec:
            continue
        if sec == "ELI":
            continue
        sector = sector or sec
        m = re.fullmatch(r"(\d{6,8})-(\d{6,8})|([<>])(\d{6,8})", rest.strip())
        if m and m[1]:
            years.append((year(m[1]), year(m[2])))
        elif m:
            years.append((year(m[4]), "") if m[3] == ">" else ("", year(m[4])))
    merged: list[list[str]] = []
    for a, b in sorted(years):
        if merged and merged[-1][1] and a and a <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], b) if b else ""
        else:
            merged.append([a, b])
    return state, sector or "ELI", ";".join(f"{a}-{b}" for a, b in merged)


def write(name: str, head: str, columns: list[str], rows: list[tuple[str, ...]]) -> None:
    """Write one table: ``head`` as comment lines, the columns, the sorted rows."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as f:
        f.write("".join(f"# {line}\n" for line in head.splitlines()))
        out = csv.writer(f, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
        out.writerow(columns)
        out.writerows(sorted(set(rows)))
    print(f"{name}: {len(set(rows))} rows, {(OUT / name).stat().st_size} bytes")


def phoenix() -> None:
    """``officeholders.tsv`` and ``places.tsv``."""
    people: list[tuple[str, ...]] = []
    places: list[tuple[str, ...]] = []
    names: list[str] = []
    codes: list[str] = []
    is_place = False
    home = ""

    def close() -> None:
        nonlocal home
        if not names:
            return
        m = re.match(r"\s*\[([A-Z]{3})\]", codes[0]) if codes else None
        if m and len(codes) == 1:
            home = STATES.get(m[1], m[1])
            for name in names[1:]:
                plain = cased(name.strip("_ "))
                if (
                    len(plain) > 3
                    and not DROP.search(name)
                    and plain not in COMMON
                    and plain.isascii()
                    and "." not in plain
                ):
                    places.append((home, plain))
        elif codes:
            state, sector, years = spans(codes)
            bare = [
                " ".join(w for k, w in enumerate(n.strip("_ ").split("_")) if not (k == 0 and w in TITLES))
                for n in names
            ]
            full = [cased(n) for n in bare if " " in n and not DROP.search(n.replace(" ", "_"))]
            if state and full:
                people.append(
                    (full[0], "|".join(dict.fromkeys(f for f in full[1:] if f != full[0])), state, sector, years)
                )

    for line in (
        (DATA / "petrarch2" / "Phoenix.Countries.actors.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    ):
        body = line.split("#")[0].rstrip()
        if not body.strip():
            continue
        if body[0] in " \t[":
            codes.append(body)
        elif body[0] == "+":
            name, _, rest = body[1:].partition("[")
            names.append(name.strip())
            if rest:
                codes.append("[" + rest)
        else:
            close()
            name, _, rest = body.partition("[")
            names, codes, is_place = [name.strip()], (["[" + rest] if rest else []), False
    close()
    del is_place
    known = set()
    for table, columns in (
        ("polities.tsv", ("name", "names")),
        ("demonyms.tsv", ("adjectives", "people")),
        ("seats.tsv", ("city",)),
    ):
        with (OUT / table).open(encoding="utf-8") as f:
            for row in csv.DictReader((x for x in f if not x.startswith("#")), delimiter="\t"):
                for column in columns:
                    known.update(n.casefold() for n in row[column].split("|"))
    owners: dict[str, set[str]] = {}
    for code, place in places:
        owners.setdefault(place, set()).add(code)
    single = [(c, p) for c, p in places if len(owners[p]) == 1 and not any(w in known for w in _parts(p.casefold()))]
    given = {
        json.loads(line)["person"].split()[0]
        for f in ("us-chiefs-of-mission", "us-principal-officers")
        for line in (DATA / f"{f}.jsonl").read_text(encoding="utf-8").splitlines()
    }
    single = [(c, p) for c, p in single if p not in given]
    write(
        "officeholders.tsv",
        "People who held office, to 2014. years: in office, as the source dates them; names: other spellings.\n"
        f"{PHOENIX}",
        ["name", "names", "state", "sector", "years"],
        people,
    )
    write(
        "places.tsv",
        f"Towns, provinces and regions and the state they lie in; a place is never an actor.\n{PHOENIX}",
        ["code", "place"],
        single,
    )


def _parts(place: str) -> list[str]:
    """The place, and every run of its words: a place that holds a state's name is not a place of its own."""
    words = place.split()
    return [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)]


def historian() -> None:
    """``us_missions.tsv`` and ``us_officers.tsv``."""
    codes: dict[str, str] = {}
    with (OUT / "polities.tsv").open(encoding="utf-8") as f:
        for row in csv.DictReader((x for x in f if not x.startswith("#")), delimiter="\t"):
            for name in (row["name"], *row["names"].split("|")):
                codes.setdefault(re.sub(r"[^a-z]+", "-", fold(name)).strip("-"), row["code"])
    extra = {
        "bosnia-herzegovina": "BIH",
        "congo-brazzaville": "COG",
        "congo-kinshasa": "COD",
        "cote-divoire": "CIV",
        "albania-1946": "ALB",
        "czechoslovakia-1993": "CSK",
        "joseon-dynasty-1910": "KOR",
        "kingdom-of-two-sicilies-1861": "SIC",
        "korea": "KOR",
        "micronesia-federated-states-of": "FSM",
        "saint-kitts-and-nevis": "KNA",
        "sao-tome-and-principe": "STP",
        "socialist-federal-republic-of-yugoslavia-1992": "YUG",
        "south-vietnam-1975": "RVN",
        "state-of-vietnam-1955": "RVN",
        "yugoslavia-1946": "YUG",
        "german-democratic-republic": "DDR",
    }
    rows, missing = [], set()
    for line in (DATA / "us-chiefs-of-mission.jsonl").read_text(encoding="utf-8").splitlines():
        r = json.loads(line)
        code = (
            extra.get(r["then"]) or codes.get(r["then"]) or extra.get(r["territory"]) or codes.get(r["territory"], "")
        )
        if not code:
            missing.add(r["then"])
        rows.append(
            (r["person"], "|".join(r["also"]), r["role"], code, r["started"] or r["appointed"] or "", r["ended"] or "")
        )
    print("territories without a code:", sorted(missing))
    head = (
        "from: began (else appointed), to: ended. "
        "Office of the Historian, U.S. Department of State (pocom), CC0, made by tools/make_people.py."
    )
    write(
        "us_missions.tsv",
        "US chiefs of mission since 1776 and the state they were sent to.\n" + head,
        ["name", "names", "role", "state", "from", "to"],
        rows,
    )
    officers = []
    for line in (DATA / "us-principal-officers.jsonl").read_text(encoding="utf-8").splitlines():
        r = json.loads(line)
        officers.append(
            (r["person"], "|".join(r["also"]), r["role"], r["started"] or r["appointed"] or "", r["ended"] or "")
        )
    write(
        "us_officers.tsv",
        "Secretaries of state and other principal officers of the Department of State.\n" + head,
        ["name", "names", "role", "from", "to"],
        officers,
    )


def fold(text: str) -> str:
    """Lower case without accents."""
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


if __name__ == "__main__":
    phoenix()
    historian()
