"""Train the theme classifier: ``models/themes.npz`` and its card.

    python scripts/train_themes.py                    train on all labels, measure, write model and card
    python scripts/train_themes.py --cross-validate   measure only, figures as JSON on standard output

Labels: ``../shared/gold/themes/dev.jsonl``; texts: the law files it names; check on another genre: the government pages of
``../shared/corpus/govcn`` with the 主题分类 they show. Every labelled text is shown to the model twice, with and without its
title, and every subject word once as a tiny title of its class: so a bare text and a class without labels get an answer.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
from _training import (
    SHARED,
    baseline_figures,
    calibration_error,
    class_figures,
    fingerprint,
    folds,
    interval,
    law_body,
    logistic,
    macro_f1,
    progress,
    rows,
    sparse,
    temperature,
    work,
    write_model,
)

from pipeline.classify.features import softmax
from pipeline.classify.subthemes import subtheme
from pipeline.classify.themes import TEXT_BITS, UNSURE, WIDTH, features, text_buckets
from pipeline.classify.words import subject_hits, subject_words
from pipeline.reference.topics import split_label

STRENGTH = 30.0  # inverse regularisation of the logistic regression
UNTITLED = 0.5  # weight of a text shown without its title
WORD = 0.2  # weight of a subject word shown as a title


def labelled() -> list[dict]:
    """The labelled documents with their texts."""
    gold = rows(SHARED / "gold" / "themes" / "dev.jsonl")
    return [row | {"text": law_body(row["source"]), "work": work(row["source"])} for row in gold]


def document_frequency(texts: Sequence[str]) -> np.ndarray:
    """Inverse document frequency of each bucket; 0 for what fewer than two texts hold."""
    count = np.zeros(1 << TEXT_BITS)
    for text in texts:
        count[np.unique(np.concatenate(text_buckets(text)))] += 1
    return np.where(count > 1, np.log((1 + len(texts)) / (1 + count)) + 1, 0).astype(np.float32)


def matrix(pairs: Sequence[tuple[str, str]], idf: np.ndarray):
    """One sparse row of features for each (title, text)."""
    return sparse([features(title, text, idf)[:2] for title, text in pairs], WIDTH)


def fit(documents: Sequence[dict]) -> dict[str, np.ndarray]:
    """Train on ``documents``; returns the arrays of the model (temperature 1)."""
    from scipy.sparse import vstack

    idf = document_frequency([d["text"] for d in documents])
    themes = [d["theme"] for d in documents]
    words = subject_words()
    shown = vstack(
        [
            matrix([(d["title"], d["text"]) for d in documents], idf),
            matrix([("", d["text"]) for d in documents], idf),
            matrix([(word, "") for word in words], idf),
        ]
    ).tocsr()
    weight = np.repeat([1.0, UNTITLED, WORD], [len(documents), len(documents), len(words)])
    weights, intercept, classes = logistic(shown, themes + themes + [theme for theme, _ in words.values()], STRENGTH, weight)
    return {
        "idf": idf,
        "weights": weights.astype(np.float16),
        "intercept": intercept.astype(np.float32),
        "classes": np.array(classes, dtype=str),
        "temperature": np.float32(1.0),
    }


def scores(arrays: dict[str, np.ndarray], pairs: Sequence[tuple[str, str]]) -> np.ndarray:
    """The scores of every class for each (title, text), as the pipeline computes them."""
    out = []
    for title, text in pairs:
        columns, values, _ = features(title, text, arrays["idf"])
        out.append(values @ arrays["weights"][columns].astype(np.float32) + arrays["intercept"])
    return np.array(out)


def held_out(documents: Sequence[dict]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Classes, and the scores of each document by a model that has not seen it: with its title, and from the text alone."""
    parts = folds([d["theme"] for d in documents], [d["work"] for d in documents])
    classes = sorted({theme for theme, _ in subject_words().values()} | {d["theme"] for d in documents})
    titled, bare = (np.full((len(documents), len(classes)), -1e3) for _ in range(2))
    for train, test in progress(parts, "themes: cross-validation"):
        arrays = fit([documents[i] for i in train])
        columns = [classes.index(name) for name in arrays["classes"]]
        titled[np.ix_(test, columns)] = scores(arrays, [(documents[i]["title"], documents[i]["text"]) for i in test])
        bare[np.ix_(test, columns)] = scores(arrays, [("", documents[i]["text"]) for i in test])
    return classes, titled, bare


def figures(documents: Sequence[dict], classes: list[str], titled: np.ndarray, bare: np.ndarray) -> dict:
    """What the held-out scores are worth. ``temperature`` is what calibrates them."""
    gold = np.array([d["theme"] for d in documents])
    second = np.array([d["theme2"] or "" for d in documents])
    divisor = temperature(titled, np.array([classes.index(g) for g in gold]))
    probability = np.array([softmax(row / divisor) for row in titled])
    best, guess = probability.max(axis=1), np.array(classes)[probability.argmax(axis=1)]
    right = guess == gold
    error, curve = calibration_error(best, right)
    return {
        "documents": len(documents),
        "accuracy": round(float(right.mean()), 3),
        "accuracy_interval": interval(right),
        "accuracy_either_label": round(float((right | (guess == second)).mean()), 3),
        "macro_f1": macro_f1(gold, guess, least=10),
        "accuracy_text_alone": round(float((np.array(classes)[bare.argmax(axis=1)] == gold).mean()), 3),
        "calibration_error": error,
        "reliability": curve,
        "unsure": round(float((best < UNSURE).mean()), 3),
        "temperature": round(divisor, 3),
        **sub_figures(documents, guess),
        "baselines": baselines(documents),
        "classes": class_figures(gold, guess),
    }


def sub_figures(documents: Sequence[dict], guess: Sequence[str]) -> dict[str, float]:
    """How often a subclass is named, and how often class and subclass are then both right."""
    named = [(d, subtheme(d["title"], d["text"], g), g) for d, g in zip(documents, guess, strict=True)]
    right = [sub.label == d["sub"] and g == d["theme"] for d, sub, g in named if sub]
    return {"sub_named": round(len(right) / len(named), 3), "sub_right": round(float(np.mean(right)), 3)}


def baselines(documents: Sequence[dict]) -> dict[str, dict[str, float]]:
    """What simpler ways reach: the commonest class, the first subject word of the title, a support vector machine over n-grams."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    gold = np.array([d["theme"] for d in documents])
    common = Counter(gold.tolist()).most_common(1)[0][0]
    keyword = [next((hit.theme for hit in subject_hits(d["title"])), common) for d in documents]
    texts = np.array([d["text"][:4000] for d in documents], dtype=object)
    grams = np.empty(len(documents), dtype=gold.dtype)
    for train, test in folds(gold.tolist(), [d["work"] for d in documents]):
        seen = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
        model = LinearSVC(random_state=0).fit(seen.fit_transform(texts[train]), gold[train])
        grams[test] = model.predict(seen.transform(texts[test]))
    guesses = {"majority": np.full(len(gold), common), "title keywords": keyword, "character n-gram SVM of the text": grams}
    return {name: baseline_figures(gold, guess, least=10) for name, guess in guesses.items()}


def cross_validate() -> dict:
    """Figures of five-fold cross-validation, versions of one law always in one fold."""
    documents = labelled()
    return figures(documents, *held_out(documents))


def government_pages(arrays: dict[str, np.ndarray]) -> dict:
    """How often the top class agrees with the 主题分类 of a page of another genre, none of which is trained on."""
    from lxml import html

    folder = SHARED / "corpus" / "govcn"
    gold, subs, pairs = [], [], []
    for page in json.loads((folder / "meta.json").read_text(encoding="utf-8")):
        tree = html.fromstring((folder / page["file"]).read_text(encoding="utf-8"))
        content = tree.xpath('//*[@id="UCAP-CONTENT"]')
        name, sub = split_label(page["主题分类"])
        gold.append(name)
        subs.append(sub)
        pairs.append((page["标题"], (content[0] if content else tree.body).text_content()))
    best = arrays["classes"][scores(arrays, pairs).argmax(axis=1)]
    right = best == np.array(gold)
    named = [
        (subtheme(*pair, str(guess)), wanted) for pair, guess, wanted, well in zip(pairs, best, subs, right, strict=True) if well
    ]
    return {
        "pages": len(gold),
        "accuracy": round(float(right.mean()), 3),
        "accuracy_interval": interval(right),
        "sub_named": round(float(np.mean([sub is not None for sub, _ in named])), 3),
        "sub_right": round(float(np.mean([sub.label == wanted for sub, wanted in named if sub])), 3),
    }


def main() -> None:
    if "--cross-validate" in sys.argv[1:]:
        print(json.dumps(cross_validate(), ensure_ascii=False))
        return
    documents = labelled()
    measured = figures(documents, *held_out(documents))
    arrays = fit(documents)
    pages = government_pages(arrays)
    arrays["temperature"] = np.float32(measured["temperature"])
    weak = [n for n, c in measured["classes"].items() if c["f1"] < 0.8 or c["rows"] < 10]
    card = {
        "task": "Theme of a document: the State Council library's 22 subject classes (主题分类)",
        "method": "Multinomial logistic regression over hashed character n-grams of text and title, and subject words",
        "trained_on": {
            "labels": "gold/themes/dev.jsonl",
            "documents": len(documents),
            "fingerprint": fingerprint(part for d in documents for part in (d["id"], d["theme"], d["text"])),
            "subject_words": len(subject_words()),
        },
        "cross_validation": measured,
        "government_pages": pages,
        "weak_classes": weak,
        "cautions": [
            "The subject words were written with the labelled titles at hand, so these figures flatter the model somewhat.",
            "Classes without a labelled document (国务院组织机构, 其他) are known only by their subject words.",
        ],
    }
    write_model("themes", arrays, card)
    shown = {k: v for k, v in measured.items() if not isinstance(v, (dict, list))} | {"government_pages": pages}
    print(json.dumps(shown, ensure_ascii=False))


if __name__ == "__main__":
    main()
