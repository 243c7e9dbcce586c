from django import template

from core.mail.links import absolute

register = template.Library()

register.filter("absolute", absolute)
