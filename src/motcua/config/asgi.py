"""What the web server runs: the front before the WSGI application."""

import gc

from django.conf import settings
from django.urls import get_resolver

from motcua.config.front.gateway import Front
from motcua.config.front.limits import from_environment
from motcua.config.wsgi import application as wsgi

_ = get_resolver().url_patterns  # loaded before the first request, not by it
application = Front(wsgi, from_environment(settings.HOME, settings.UPLOAD_LIMIT_BYTES))
gc.collect()
gc.freeze()  # what stays for ever is not looked through again each time that the litter of requests is collected
