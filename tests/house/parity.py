"""The one list of exceptions from "every service has its web page, its API and its terminal command" (design.md 6).

A face is found when the service is named in the room's views, machine API or terminal command, or in a module that only
they use. `INNER` services are carried by another service and have no face of their own. `EXCEPTIONS` are right as they
are and say why. `NOT_YET` names, by module, faces that are still missing; the list
may only shrink.
"""

from __future__ import annotations

WEB, API, TERMINAL = "web", "api", "terminal"

INNER = {
    "motcua.access.services.accounts.ensure_account": "the seed makes its accounts by it",
    "motcua.access.services.factors.note_factor": "tells the log of what the sign-in page did",
    "motcua.access.services.factors.seed_authenticator": "the seed gives trial accounts their authenticator by it",
    "motcua.access.services.passwords.note_password_changed": "tells the log of what the account page did",
    "motcua.access.services.sign_in.note_identity_linked": "tells the log of what the sign-in page did",
    "motcua.access.services.sign_in.note_locked_out": "tells the log of what the sign-in page did",
    "motcua.access.services.sign_in.note_sign_in_failed": "tells the log of what the sign-in page did",
    "motcua.access.services.sign_in.note_signed_in": "tells the log of what the sign-in page did",
    "motcua.access.services.sign_in.note_signed_out": "tells the log of what the sign-in page did",
    "motcua.audit.services._saw": "notes a sighting for whatever page showed the data",
    "motcua.audit.services.exported": "notes an export for whatever page gave it",
    "motcua.catalog.services.imports.add_items": "the reading of an import stores its rows by it",
    "motcua.catalog.services.imports.apply_piece": "the applying of an import works piece by piece by it",
    "motcua.catalog.services.imports.begin_applying": "`apply_in_background` approves by it, the terminal at once",
    "motcua.catalog.services.imports.finish_applying": "ends what `apply_piece` did",
    "motcua.catalog.services.imports.finish_reading": "ends what `add_items` did",
    "motcua.catalog.services.imports.open_import": "`upload_import` opens by it, the terminal at once",
    "motcua.catalog.services.abolishing.abolish_procedures": "`apply_abolitions` ends procedures by it",
    "motcua.publication.services.annexes.keep_annex": "the job that makes a list keeps its files by it",
    "motcua.publication.services.annexes.note_annex_fault": "the job that cannot make a list says so by it",
    "motcua.publication.services.recording.note_trouble": "the number that comes back is noted by it where it clashes",
    "motcua.files.services.clean": "a schedule lets go of contents that nobody names",
    "motcua.files.services.note_verdict": "the scan job notes what it found",
    "motcua.files.services.store": "the room that owns a file serves it (design.md 2): each has its own upload",
    "motcua.followup.services.announcing.note_import": "the reader of the log calls it when an import was applied",
    "motcua.followup.services.tasks.give_unassigned": "`set_department` gives loose procedures their owner by it",
    "motcua.followup.services.tasks.open_tasks": "noting a ministry's decision opens its tasks by it",
    "motcua.proposals.services.keep_proposals": "reading the whole catalogue again keeps what was read by it",
    "motcua.jobs.leases.finish": "a worker ends its job by it",
    "motcua.jobs.leases.put_back": "a worker hands its job back by it",
    "motcua.jobs.services.enqueue": "rooms ask for work by it from their own services",
    "motcua.online.services.documents.finish_documents": "the job that makes the documents says by it that it is done",
    "motcua.online.services.documents.keep_document": "the job that makes the documents keeps each by it",
    "motcua.review.services.lists.finish_lists": "the job that makes the documents says by it that the set is whole",
    "motcua.review.services.lists.keep_list": "the job that makes the documents keeps each by it",
    "motcua.organisation.services.focal.record_reminders": "the yearly job and `motcua units focal remind` send by it",
    "motcua.papers.services.answers.ask_again": "the round of questions takes up what was given up by it",
    "motcua.papers.services.answers.note_answer": "the round of questions takes over the system's answers by it",
    "motcua.papers.services.answers.note_receipts": "the round of questions notes receipts by it",
    "motcua.papers.services.handover.note_handed": "the hand-over job notes what it did",
    "motcua.papers.services.handover.note_looked": "the round of questions notes that it asked",
    "motcua.papers.services.handover.note_trouble": "the jobs note what went wrong, for the document's page",
    "motcua.review.services.deciding.note_trouble": "a number that cannot be recorded is noted by it, for the page",
    "motcua.review.services.deciding_fields.note_field_trouble": "the same for the decision on a field",
    "motcua.onthespot.services.deciding.note_trouble": "a number that cannot be recorded is noted by it, on its list",
    "motcua.review.services.opening.make_lines": "the job that opening a campaign asks for makes its lines by it",
    "motcua.jobs.services.purge": "a schedule lets go of old jobs",
    "motcua.organisation.services.province.choose_province": "`motcua units load` chooses by it, once",
    "motcua.organisation.services.territory.load_departments": "`motcua units load` loads by it",
    "motcua.organisation.services.territory.load_territory": "`motcua units load` loads by it",
}

_ACCOUNTS = "accounts are kept by a person with a second factor; a token must not beget accounts"
_TOKENS = "a token must not beget or end tokens"

_TYPED = "what stands typed on a page and was not given yet; a machine gives at once"
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("motcua.access.services.accounts.activate_account", API): _ACCOUNTS,
    ("motcua.access.services.accounts.change_account", API): _ACCOUNTS,
    ("motcua.access.services.accounts.create_account", API): _ACCOUNTS,
    ("motcua.access.services.accounts.deactivate_account", API): _ACCOUNTS,
    ("motcua.access.services.accounts.end_sessions", API): _ACCOUNTS,
    ("motcua.access.services.factors.remove_factors", API): _ACCOUNTS,
    ("motcua.access.services.passwords.issue_password_link", API): _ACCOUNTS,
    ("motcua.access.services.passwords.set_first_password", WEB): "the seed sets the first one; people follow a link",
    ("motcua.access.services.passwords.set_first_password", API): "passwords never pass through a token",
    ("motcua.access.services.passwords.set_first_password", TERMINAL): "passwords are typed by their owner",
    ("motcua.access.services.passwords.set_password_by_link", API): "passwords never pass through a token",
    ("motcua.access.services.passwords.set_password_by_link", TERMINAL): "passwords are typed by their owner",
    ("motcua.access.services.tokens.create_token", API): _TOKENS,
    ("motcua.access.services.tokens.revoke_token", API): _TOKENS,
    ("motcua.access.services.upkeep.forget_expired", WEB): "a schedule does it; the terminal is for operators",
    ("motcua.access.services.upkeep.forget_expired", API): "a schedule does it; the terminal is for operators",
    ("motcua.audit.services.seal", WEB): "a schedule seals; nobody seals by hand on a page",
    ("motcua.catalog.services.uploads.upload_import", TERMINAL): "`motcua catalog import PATH` reads in place",
    ("motcua.catalog.services.uploads.apply_in_background", TERMINAL): "`motcua catalog import PATH --apply` at once",
    ("motcua.publication.services.effects.apply_abolitions", WEB): "a schedule does it every night",
    ("motcua.publication.services.effects.apply_abolitions", API): "a schedule does it every night",
    ("motcua.processes.services.writing.keep_copy", API): "what a page keeps while one types; machines send whole",
    ("motcua.processes.services.writing.keep_copy", TERMINAL): "what a page keeps while one types; files come whole",
    ("motcua.processes.services.writing.drop_copy", API): "what a page keeps while one types; machines send whole",
    ("motcua.processes.services.writing.drop_copy", TERMINAL): "what a page keeps while one types; files come whole",
    (
        "motcua.online.services.documents.make_documents",
        TERMINAL,
    ): "`motcua online export` writes one list at once, without a job",
    ("motcua.online.services.recording.record_service", WEB): "the page writes one or many by `record_decided`",
    ("motcua.review.services.drafting.drop_draft", API): _TYPED,
    ("motcua.review.services.drafting.drop_draft", TERMINAL): _TYPED,
    ("motcua.review.services.drafting.keep_draft", API): _TYPED,
    ("motcua.review.services.drafting.keep_draft", TERMINAL): _TYPED,
    ("motcua.review.services.concluding.conclude_lines", WEB): "on pages the sheet of a procedure concludes it",
    ("motcua.organisation.services.province.set_up_province", WEB): "done once, when the house is set up",
    ("motcua.organisation.services.province.set_up_province", API): "done once, when the house is set up",
}

NOT_YET: dict[str, tuple[str, ...]] = {
    "motcua.access.services.accounts": (TERMINAL,),
    "motcua.access.services.factors": (TERMINAL,),
    "motcua.catalog.services.vocabulary": (API, TERMINAL),
    "motcua.organisation.services.focal": (API, TERMINAL),
    "motcua.organisation.services.people": (API, TERMINAL),
    "motcua.organisation.services.units": (API, TERMINAL),
    "motcua.rulebook.services.calendars": (API, TERMINAL),
    "motcua.rulebook.services.hours": (API, TERMINAL),
    "motcua.rulebook.services.rules": (API, TERMINAL),
}
