"""Review: a form comes in and is kept, the list shows what was judged and whether it still stands, labelled data goes out."""

from __future__ import annotations

from pipeline.review import COLUMNS, STATES, standing
from pipeline.web.ask import Answer, Ask, redirect
from pipeline.web.downloads import download
from pipeline.web.render import page
from pipeline.web.reviewing import check, review, reviews


def overview(ask: Ask) -> Answer:
    """All reviews with their standing; a posted form is kept first."""
    kept = reviews(ask)
    if ask.form:
        check(ask)
        made = review(ask)
        if ask.form.get("verdict") == "withdrawn":
            kept.withdraw(made.document, made.eid, *made.place)
        else:
            kept.save(made)
        return redirect(f"/document/{made.document}/{made.eid}?reviewed={made.kind}-{made.start}#{made.kind}-{made.start}")
    found = [standing(ask.connection, one) for one in kept.all()]
    counts = {state: sum(s.state == state for s in found) for state in STATES}
    return page(ask, "review.html", found=found, counts=counts)


def labels(ask: Ask) -> Answer:
    """The reviews as labelled data."""
    found = [standing(ask.connection, one).row() for one in reviews(ask).all()]
    return download(found, COLUMNS, ask.parts["form"], "reviews")
