from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """Where files are kept that only a view may hand out (drafts, documents, attachments).

    The default storage is for editors' images, which a web server may serve by itself.
    """
    return storages["private"]
