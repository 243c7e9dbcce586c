"""Links of letters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from consultations.comments.errors import CommentError
from consultations.comments.messages import problem_message


def bad_link(request: HttpRequest, error: CommentError) -> HttpResponse:
    """The page that says why; status 410."""
    context = {"message": problem_message(error)}
    return render(request, "consultations/comments/bad_link.html", context, status=410)
