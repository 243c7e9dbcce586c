from search.backends.elastic.backend import ElasticBackend

__all__ = ["ElasticBackend"]
