"""The same back offices as those of the formation of councils."""

from tests.integration.formation.conftest import _roots, chamber, council, secretary

__all__ = ["_roots", "chamber", "council", "secretary"]
