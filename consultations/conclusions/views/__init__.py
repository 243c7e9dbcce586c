from consultations.conclusions.views import (
    objections,
    positions,
    reviewing,
    schemas,
    templates,
)
from consultations.conclusions.views.answer_list import (
    answer_list,
    assign,
)
from consultations.conclusions.views.answers import (
    answer,
)
from consultations.conclusions.views.batches import (
    agree,
    publish,
)
from consultations.conclusions.views.files import (
    answer_files,
    answers_file,
    import_answers,
    import_report,
    import_report_file,
)
from consultations.conclusions.views.groups import (
    members,
    merge,
    rename,
    undo,
)
from consultations.conclusions.views.plain import (
    answer_here,
)
from consultations.conclusions.views.remaking import (
    remake_file,
)
from consultations.conclusions.views.signing import (
    preview,
    sign,
    sign_lapsed,
    sign_summary,
)

__all__ = [
    "agree",
    "answer",
    "answer_files",
    "answer_here",
    "answer_list",
    "answers_file",
    "assign",
    "import_answers",
    "import_report",
    "import_report_file",
    "members",
    "merge",
    "objections",
    "positions",
    "preview",
    "publish",
    "remake_file",
    "rename",
    "reviewing",
    "schemas",
    "sign",
    "sign_lapsed",
    "sign_summary",
    "templates",
    "undo",
]
