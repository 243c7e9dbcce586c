from consultations.conclusions.views.answers import answer, answers
from consultations.conclusions.views.files import (
    answer_files,
    answers_file,
    import_answers,
    import_report,
    import_report_file,
)
from consultations.conclusions.views.groups import members, merge, rename, undo
from consultations.conclusions.views.signing import sign

__all__ = [
    "answer",
    "answer_files",
    "answers",
    "answers_file",
    "import_answers",
    "import_report",
    "import_report_file",
    "members",
    "merge",
    "rename",
    "sign",
    "undo",
]
