"""Public identifiers can stand in an address and on a command line."""

from motcua.web.publicid import LENGTH, new_public_id


def test_none_begins_with_a_dash_and_all_differ():
    made = {new_public_id() for _ in range(2_000)}
    assert len(made) == 2_000
    assert all(len(one) == LENGTH and one[0].isalnum() for one in made)
