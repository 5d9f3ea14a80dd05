"""Addresses of the room `faces`."""

from django.urls import URLPattern, URLResolver, path

from motcua.access.routes import public_route
from motcua.faces import views
from motcua.web.language import switch

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.portal_home, name="portal-home"),
    path("can-bo/", views.desk_home, name="desk-home"),
    path("kiem-soat/", views.control_home, name="control-home"),
    path("kieu-dang/", views.style_page, name="style-page"),
    path("ngon-ngu/", public_route(switch), name="language"),
]
