"""Registers of the demo: the resolution of the forum and what has become of it."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import cms.registers.tracker as tracker_app
from cms.registers.tracker import services
from cms.registers.tracker.models import (
    Assessment,
    Assignment,
    Evidence,
    Recommendation,
    Report,
    Resolution,
)
from core.accounts.models import Body
from demo.content import resolution as content
from demo.content.people import CHAMBER

if TYPE_CHECKING:
    from demo.scenario import World

TEXT = Path(tracker_app.__file__).parent / "data" / "resolution-2018-09-04.txt"


def load(world: "World") -> None:
    """The resolution with those who answer for it, their reports and the assessments."""
    resolution = services.add_resolution(
        actor=None,
        body=world.bodies[CHAMBER],
        data=services.ResolutionData(
            slug="vzaimodeystvie-2018",
            title=content.TITLE,
            adopted_on=dt.date(2018, 9, 4),
            adopted_by=content.ADOPTED_BY,
            about=content.ABOUT,
            is_demo=True,
        ),
        text=TEXT.read_text(encoding="utf-8"),
        now=world.at((-200, "10:00")),
    )
    rows = {row.number: row for row in resolution.recommendations.select_related("addressee")}
    for row in rows.values():
        _assign(world, row)
    for one, other in content.REPEATS:
        rows[one].repeats.add(rows[other])
    resolution.get_latest_revision().publish()
    for number, slug, days in content.DUE:
        assigned = Assignment.objects.filter(recommendation=rows[number], body=world.bodies[slug])
        assigned.update(due_on=world.day(days))
    for data in sorted(content.REPORTS, key=lambda each: each.days):
        _report(world, resolution, data)


def _assign(world: "World", row: Recommendation) -> None:
    bodies, names = next(
        (bodies, names)
        for beginning, bodies, names in content.ADDRESSEES
        if row.addressee.name.startswith(beginning)
    )
    for slug in bodies:
        Assignment.objects.create(recommendation=row, body=world.bodies[slug])
    for name in names:
        Assignment.objects.create(recommendation=row, name=name)


def _report(world: "World", resolution: Resolution, data: content.ReportData) -> None:
    """As if it had been published on its day: the status follows at that moment."""
    body: Body = world.bodies[data.body]
    assignment = Assignment.objects.get(
        recommendation__resolution=resolution, recommendation__number=data.number, body=body
    )
    report = Report.objects.create(
        assignment=assignment,
        body=body,
        reported_on=world.day(data.days),
        status=data.status,
        text=data.text,
        live=True,
        first_published_at=world.at((data.days, "12:00")),
        last_published_at=world.at((data.days, "12:00")),
    )
    for title, url in data.evidence:
        Evidence.objects.create(report=report, title=title, url=url)
    revision = report.save_revision()
    Report.objects.filter(pk=report.pk).update(live_revision=revision)
    services.follow(assignment=assignment, now=world.at((data.days, "12:00")))
    if data.verdict:
        Assessment.objects.create(
            report=report,
            assessed_on=world.day(data.assessed_days),
            verdict=data.verdict,
            text=data.reasons,
            live=True,
            first_published_at=world.at((data.assessed_days, "16:00")),
            last_published_at=world.at((data.assessed_days, "16:00")),
        ).save_revision()
        services.follow(assignment=assignment, now=world.at((data.assessed_days, "16:00")))
