from drafts.models.bills import Bill, BillStatus
from drafts.models.provisions import Provision
from drafts.models.versions import BillVersion, Stage, VersionStatus

__all__ = ["Bill", "BillStatus", "BillVersion", "Provision", "Stage", "VersionStatus"]
