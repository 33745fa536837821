"""Check the published result of a secret ballot: the tally from the ballots, and a receipt against them.

    python -m services.nomination.councils.verify_ballot published.json [--receipt XXXX-XXXX-XXXX-XXXX-XXXX]

One file, the standard library alone: whoever doubts a result can carry it to another computer and read it whole.
Exit code 0: everything is right. 1: something is not, and is named. 2: the file cannot be read.

Each ballot is sealed for the curve P-256 (exponential ElGamal): ``(A, B) = (r·G, r·Y + m·G)`` with ``m`` 1 for agree,
1000 for disagree, 0 for blank. Sums of ballots are the sealed sum of what they say, so that only the sum is ever
opened. Checked here: every ballot is one vote and not two or minus one (a proof that ``m`` is one of the three); no
ballot stands twice; the sum was opened rightly (a proof that the opener used the key of the box); the share, the
majority and the outcome follow from the rule.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

FORMAT = "thidua-ballot-1"
VALUES = {"blank": 0, "agree": 1, "disagree": 1000}
"""What each answer adds to the sum; no council has a thousand members."""

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: nothing that is mistaken for something else when it is read aloud or copied by hand."""

Jacobian = tuple[int, int, int]
NOWHERE: Jacobian = (1, 1, 0)
G: Jacobian = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    1,
)


class Wrong(Exception):
    """What is published does not hold together; the message says where."""


def double(a: Jacobian) -> Jacobian:
    """a + a."""
    x, y, z = a
    if not z:
        return NOWHERE
    delta, gamma = z * z % P, y * y % P
    beta, alpha = x * gamma % P, 3 * (x - delta) * (x + delta) % P
    x3 = (alpha * alpha - 8 * beta) % P
    return x3, (alpha * (4 * beta - x3) - 8 * gamma * gamma) % P, ((y + z) ** 2 - gamma - delta) % P


def add(a: Jacobian, b: Jacobian) -> Jacobian:
    """a + b."""
    (x1, y1, z1), (x2, y2, z2) = a, b
    if not z1 or not z2:
        return b if not z1 else a
    zz1, zz2 = z1 * z1 % P, z2 * z2 % P
    u1, u2, s1, s2 = x1 * zz2 % P, x2 * zz1 % P, y1 * z2 * zz2 % P, y2 * z1 * zz1 % P
    if u1 == u2:
        return double(a) if s1 == s2 else NOWHERE
    h, r = u2 - u1, 2 * (s2 - s1)
    i = 4 * h * h % P
    j, v = h * i % P, u1 * i % P
    x3 = (r * r - j - 2 * v) % P
    return x3, (r * (v - x3) - 2 * s1 * j) % P, ((z1 + z2) ** 2 - zz1 - zz2) * h % P


def negative(a: Jacobian) -> Jacobian:
    """-a."""
    return a[0], -a[1] % P, a[2]


def times(k: int, a: Jacobian) -> Jacobian:
    """k·a, by the same number of steps for every k."""
    table = [NOWHERE, a]
    while len(table) < 16:
        table.append(add(table[-1], a))
    found = NOWHERE
    for shift in range(252, -1, -4):
        for _ in range(4):
            found = double(found)
        found = add(found, table[k % N >> shift & 15])
    return found


def write(a: Jacobian) -> str:
    """A point as compressed SEC 1 text: «02…» or «03…», «00» for the point at infinity."""
    x, y, z = a
    if not z:
        return "00"
    inverse = pow(z, -1, P)
    x, y = x * inverse**2 % P, y * inverse**3 % P
    return f"{2 + (y & 1):02x}{x:064x}"


def read(text: object) -> Jacobian:
    """The point of such a text; raises Wrong where it lies on no curve of ours."""
    if not isinstance(text, str) or len(text) != 66 or text[:2] not in {"02", "03"}:
        raise Wrong("a point is not written as one")
    x = whole(text[2:])
    square = (x**3 - 3 * x + B) % P
    y = pow(square, (P + 1) // 4, P)
    if x >= P or y * y % P != square:
        raise Wrong("a point does not lie on the curve")
    return x, y if y & 1 == int(text[1]) - 2 else P - y, 1


def whole(text: object) -> int:
    """A number below N or P as its 64 hexadecimal digits."""
    try:
        return int(str(text), 16)
    except ValueError as error:
        raise Wrong("a number is not written as one") from error


def challenge(*said: str | Jacobian) -> int:
    """The question that nobody can choose: a hash of all that was said before it."""
    words = (one if isinstance(one, str) else write(one) for one in said)
    return int.from_bytes(hashlib.sha512("|".join(words).encode()).digest(), "big") % N


def code_of(election: str, ballot: dict[str, Any]) -> str:
    """The receipt of a ballot: 100 bits of its hash, in five groups of four."""
    said = json.dumps([election, ballot["sealed"], ballot["proof"]], separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(said.encode()).digest()[:13], "big") >> 4
    letters = "".join(LETTERS[number >> shift & 31] for shift in range(95, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, 20, 4))


def is_one_vote(election: str, key: Jacobian, ballot: dict[str, Any]) -> bool:
    """Whether the proof shows that the ballot says one of the three answers, without telling which."""
    a, b = (read(text) for text in ballot["sealed"])
    answers = [(whole(c), whole(z)) for c, z in ballot["proof"]]
    said: list[Jacobian] = []
    for (c, z), value in zip(answers, VALUES.values(), strict=True):
        rest = add(b, negative(times(value, G)))
        said += [add(times(z, G), negative(times(c, a))), add(times(z, key), negative(times(c, rest)))]
    return sum(c for c, _ in answers) % N == challenge("ballot", election, key, a, b, *said)


def is_opened_rightly(election: str, key: Jacobian, total: tuple[Jacobian, Jacobian], opening: dict[str, Any]) -> bool:
    """Whether the factor that opens the sum was made with the key of this box."""
    a, b = total
    factor = read(opening["factor"])
    c, z = (whole(text) for text in opening["proof"])
    said = (add(times(z, G), negative(times(c, key))), add(times(z, a), negative(times(c, factor))))
    return c == challenge("count", election, key, a, b, factor, *said)


def summed(ballots: list[dict[str, Any]]) -> tuple[Jacobian, Jacobian]:
    """All ballots in one, still sealed."""
    a = b = NOWHERE
    for ballot in ballots:
        a, b = add(a, read(ballot["sealed"][0])), add(b, read(ballot["sealed"][1]))
    return a, b


def check_ballots(published: dict[str, Any]) -> None:
    """Every ballot is one vote, its receipt is its own, and none stands twice. Raises Wrong."""
    election, key, ballots = published["election"], read(published["key"]), published["ballots"]
    for ballot in ballots:
        if ballot["code"] != code_of(election, ballot):
            raise Wrong(f"receipt {ballot['code']} is not that of its ballot")
        if not is_one_vote(election, key, ballot):
            raise Wrong(f"ballot {ballot['code']} is not one vote")
    if len({tuple(ballot["sealed"]) for ballot in ballots}) != len(ballots):
        raise Wrong("a ballot stands twice")
    if len(ballots) != len(published["voted"]) or len(set(published["voted"])) != len(ballots):
        raise Wrong("there are not as many ballots as people who voted")


def check_count(published: dict[str, Any]) -> None:
    """The tally is what the ballots add up to. Raises Wrong."""
    tally, total = published["tally"], summed(published["ballots"])
    counts = {answer: int(tally[answer]) for answer in VALUES}
    if min(counts.values()) < 0 or sum(counts.values()) != len(published["ballots"]):
        raise Wrong("the counts do not add up to the number of ballots")
    if not is_opened_rightly(published["election"], read(published["key"]), total, published["opening"]):
        raise Wrong("the sum was not opened with the key of the box")
    says = add(total[1], negative(read(published["opening"]["factor"])))
    if write(says) != write(times(sum(VALUES[answer] * count for answer, count in counts.items()), G)):
        raise Wrong("the ballots do not add up to the tally")


def check_outcome(published: dict[str, Any]) -> None:
    """Base, share, majority and outcome follow from the rule. Raises Wrong."""
    tally, rule = published["tally"], published["rule"]
    agree, base = int(tally["agree"]), int(tally["members" if rule["base"] == "all_members" else "present"])
    if int(tally["base"]) != base or not base > 0:
        raise Wrong("the share is taken of the wrong number")
    share, needed = Decimal(agree * 100), Decimal(rule["approve_pct"]) * base
    reached = share > needed if rule.get("strict") else share >= needed
    follows = "passed" if reached and 2 * agree > base else "failed"
    if 2 * agree == base and Decimal(rule["approve_pct"]) <= 50 and rule["tie"] == "chair":
        follows = "tied"
    if published["outcome"] != follows:
        raise Wrong(f"the outcome «{published['outcome']}» does not follow from {agree} of {base}")


def verify(published: dict[str, Any]) -> None:
    """Check everything; raises Wrong with what does not hold."""
    try:
        if published["format"] != FORMAT:
            raise Wrong(f"the file is not of the format {FORMAT}")
        check_ballots(published)
        check_count(published)
        check_outcome(published)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise Wrong(f"the file lacks something or says it in another way: {error!r}") from error


def tidy(code: str) -> str:
    """A code as it was typed from paper, in the one spelling."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    letters = letters.translate(str.maketrans("OIL", "011"))
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def main(arguments: list[str] | None = None) -> int:
    """Check a file and say what was found; the exit code."""
    parser = argparse.ArgumentParser(description="Kiểm tra kết quả một cuộc bỏ phiếu kín đã công bố.")
    parser.add_argument("file", type=Path, help="tệp kết quả đã công bố (JSON)")
    parser.add_argument("--receipt", default="", help="mã phiếu của bạn")
    asked = parser.parse_args(arguments)
    try:
        published = json.loads(asked.file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"Không đọc được tệp: {error}", file=sys.stderr)
        return 2
    try:
        verify(published)
    except Wrong as error:
        print(f"SAI: {error}", file=sys.stderr)
        return 1
    tally = published["tally"]
    print(f"Đúng: {len(published['ballots'])} phiếu, mỗi phiếu là một ý kiến, không phiếu nào trùng.")
    print(f"Đồng ý {tally['agree']}, không đồng ý {tally['disagree']}, không có ý kiến {tally['blank']}.")
    if not asked.receipt:
        return 0
    if tidy(asked.receipt) not in {ballot["code"] for ballot in published["ballots"]}:
        print(f"SAI: mã phiếu {tidy(asked.receipt)} không có trong các phiếu đã công bố.", file=sys.stderr)
        return 1
    print(f"Mã phiếu {tidy(asked.receipt)} có trong các phiếu đã công bố và đã được tính.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
