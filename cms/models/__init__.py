from cms.models.base import ArticlePage, EditorialPage
from cms.models.faq import FaqPage
from cms.models.guides import GuideIndexPage, GuidePage, StandardPage
from cms.models.home import HomePage
from cms.models.navigation import FooterLink, MenuLink, SiteNavigation
from cms.models.news import NewsIndexPage, NewsPage, NewsTag

__all__ = [
    "ArticlePage",
    "EditorialPage",
    "FaqPage",
    "FooterLink",
    "GuideIndexPage",
    "GuidePage",
    "HomePage",
    "MenuLink",
    "NewsIndexPage",
    "NewsPage",
    "NewsTag",
    "SiteNavigation",
    "StandardPage",
]
