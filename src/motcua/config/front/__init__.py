"""The server front: takes slow clients off the one thread that runs the application.

A request body is spooled under the size limit before the application sees it, an answer is handed out in pieces
after the application is done with it. What stands between is a plain WSGI application on one thread a process.
"""
