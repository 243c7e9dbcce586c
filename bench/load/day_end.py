"""What the walk of a day needs from inside: `python -m bench.load.day_end facts|finish`; JSON out.

facts: the list of the consultation and how much there is. finish: the committee agrees all drafts
at one sitting and publishes them, by the services.
"""

import json
import sys
import time
from typing import Any

import django

django.setup()

from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.selectors.substance import flaws_of
from consultations.conclusions.services import agree_answers, publish_answers
from consultations.process.models import Consultation


def facts() -> dict[str, Any]:
    found = Consultation.objects.get(slug__startswith="load-")
    return {
        "listing": reverse("conclusions:answers", args=[found.pk]),
        "groups": ArgumentGroup.objects.filter(consultation=found, is_open=True).count(),
        "comments": found.comments.count(),
    }


def finish() -> dict[str, Any]:
    found = Consultation.objects.get(slug__startswith="load-")
    drafts = list(AnswerDraft.objects.in_consultation(found.pk))
    versions = {draft.group_id: draft.version for draft in drafts}
    now = timezone.now()
    flaws = flaws_of(found, drafts, on=timezone.localdate(now))
    started = time.perf_counter()
    agree_answers(
        actor=None, consultation=found, versions=versions, sitting_on=timezone.localdate(now),
        minutes_number="1", now=now,
    )  # fmt: skip
    agreed = time.perf_counter()
    publish_answers(
        actor=None, consultation=found, versions=versions, now=now, despite_flaws=list(flaws)
    )
    return {
        "drafts": len(drafts),
        "flagged": len(flaws),
        "agreed_seconds": round(agreed - started, 2),
        "published_seconds": round(time.perf_counter() - agreed, 2),
        "still_open": ArgumentGroup.objects.filter(consultation=found, is_open=True).count(),
    }


if __name__ == "__main__":
    json.dump({"facts": facts, "finish": finish}[sys.argv[1]](), sys.stdout)
