"""All addresses of the house, room by room."""

from django.urls import include, path

from motcua.config.api import urls as api_urls

urlpatterns = [
    path("", include("motcua.faces.urls")),
    path("", include("motcua.onthespot.urls")),
    path("", include("motcua.review.urls")),
    path("", include("motcua.processes.urls")),
    path("", include("motcua.proposals.urls")),
    path("", include("motcua.online.urls")),
    path("", include("motcua.posting.urls")),
    path("", include("motcua.followup.urls")),
    path("", include("motcua.defects.urls")),
    path("", include("motcua.receiving.urls")),
    path("", include("motcua.publication.urls")),
    path("", include("motcua.catalog.urls")),
    path("", include("motcua.papers.urls")),
    path("", include("motcua.rulebook.urls")),
    path("", include("motcua.organisation.urls")),
    path("", include("motcua.jobs.urls")),
    path("", include("motcua.audit.urls")),
    path("", include("motcua.access.urls")),
    path("api/v1/", api_urls),
    path("", include("motcua.config.operations")),
]

handler400 = "motcua.web.errors.bad_request"
handler403 = "motcua.web.errors.forbidden"
handler404 = "motcua.web.errors.not_found"
handler500 = "motcua.web.errors.server_error"
