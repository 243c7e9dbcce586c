from drafts.forms.bills import DescribeForm, ImportForm, PublishForm, choose
from drafts.forms.structure import MendForm, mend_forms

__all__ = [
    "DescribeForm",
    "ImportForm",
    "MendForm",
    "PublishForm",
    "choose",
    "mend_forms",
]
