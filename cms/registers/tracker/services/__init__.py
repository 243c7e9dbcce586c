from cms.registers.tracker.services.adding import ResolutionData, add_resolution, fill_resolution
from cms.registers.tracker.services.following import follow, follow_resolution, keep_evidence

__all__ = [
    "ResolutionData",
    "add_resolution",
    "fill_resolution",
    "follow",
    "follow_resolution",
    "keep_evidence",
]
