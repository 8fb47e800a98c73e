"""The fourteen checks that the face of the program is accepted by, and the tests that hold each.

What a check asks stands in words; a test that was renamed or taken out is missed here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = "tests/summary/browser/test_page.py"
VIEWS = "tests/summary/browser/test_views.py"
WALK = "tests/summary/browser/test_walk.py"
LARGE = "tests/summary/browser/test_large.py"
ENGINE = "tests/summary/browser/test_second_engine.py"
FORMATS = "tests/summary/formats"
REAL = "tests/cli/test_terminal_for_real.py"

CHECKS: dict[str, tuple[str, ...]] = {
    "1 dig asks nothing, ends well, writes all files, and says what to type next": (
        "tests/dig/test_dig.py::test_sample_is_dug_up",
        "tests/cli/commands/test_dig.py::test_command_prints_one_screen_and_the_next_command",
    ),
    "2 the cover answers what a stranger asks: years, people, languages, last release, greatest event": (
        f"{WALK}::test_what_was_this",
        f"{FORMATS}/test_markdown.py::test_cover_comes_first_with_its_notes",
    ),
    "3 the words of the disaster find it; page, terminal and command line list the same": (
        f"{PAGE}::test_words_of_the_disaster_find_it",
        f"{WALK}::test_page_and_command_line_list_the_same",
        f"{FORMATS}/test_query_js.py::test_page_and_command_line_understand_the_same",
    ),
    "4 tag folders are releases, lines are trunk's, alike logins are suggested": (
        "tests/summary/sections/test_releases.py",
        "tests/analyzers/test_layout.py",
        "tests/analyzers/test_identities.py",
    ),
    "5 at most three events on the cover; a word alone and what cvs2svn made are none": (
        "tests/analyzers/events/test_events.py::test_the_disaster_is_the_loudest_event_of_the_sample",
        "tests/analyzers/events/test_events.py::test_manufactured_commits_make_no_event",
        "tests/analyzers/events/test_events.py::test_the_word_disaster_alone_makes_no_event",
    ),
    "6 no request; 30,000 changes in 8 MB, ready within three times a blank page, a keystroke within 100 ms": (
        f"{PAGE}::test_page_asks_for_nothing_and_complains_of_nothing",
        f"{LARGE}::test_file_of_30_000_changes_is_small_and_ready_soon",
        f"{LARGE}::test_file_of_60_000_changes_is_below_16_mb",
        f"{LARGE}::test_keystroke_in_the_search_is_quick",
    ),
    "7 20,000 files without a frame above a second, without 3-D": (
        f"{LARGE}::test_20_000_files_without_a_frame_above_a_second",
    ),
    "8 hostile text is inert in every output": (
        f"{PAGE}::test_hostile_text_is_inert",
        f"{WALK}::test_hostile_text_is_inert_in_every_view",
        f"{FORMATS}/test_html.py::test_hostile_text_makes_no_element",
        "tests/timeline/test_app.py::test_hostile_message_is_inert_everywhere",
        f"{REAL}::test_no_escape_byte_reaches_a_terminal",
        f"{REAL}::test_files_written_hold_no_escape_byte",
    ),
    "9 axe finds nothing, the keyboard is enough, 320 pixels, JavaScript off, at most 20 sheets, a second engine": (
        f"{PAGE}::test_axe_finds_nothing",
        f"{WALK}::test_what_was_this",
        f"{WALK}::test_who_could_be_asked",
        f"{WALK}::test_what_depended_on_what",
        f"{WALK}::test_the_svn_disaster_of_2012",
        f"{PAGE}::test_no_sideways_scrolling_at_320_pixels",
        f"{PAGE}::test_without_javascript_everything_stands_below_one_another",
        f"{PAGE}::test_paper_takes_few_pages",
        f"{PAGE}::test_address_brings_back_query_and_row",
        f"{VIEWS}::test_map_is_coloured_entered_and_linked",
        f"{WALK}::test_copied_command_says_what_the_page_shows",
        f"{ENGINE}::test_second_engine_shows_every_section",
        f"{ENGINE}::test_second_engine_prints_few_pages",
    ),
    "10 numbers agree in all faces; the same bytes in any locale, zone and folder": (
        f"{FORMATS}/test_faces.py",
        f"{FORMATS}/test_html.py::test_same_bytes_in_any_locale_zone_and_hash_order",
        "tests/dig/test_dig.py::test_same_input_same_bytes",
        "tests/summary/test_private.py::test_no_face_has_a_name_login_or_address",
    ),
    "11 every key of the timeline works, in a real terminal too; a pipe gets no escape codes": (
        "tests/timeline/test_app.py::test_every_key",
        f"{REAL}::test_browse_and_leave",
        "tests/cli/commands/test_timeline.py::test_plain_lines_are_whole_and_inert",
    ),
    "12 every command: help with two examples, advice for a wrong option, nothing half written, closed pipe": (
        "tests/test_house.py::test_command_help_has_a_purpose_and_two_examples",
        "tests/cli/test_main.py::test_wrong_option_suggests_the_right_one",
        "tests/cli/test_main.py::test_closed_pipe_is_silent",
        f"{REAL}::test_interrupted_dig_leaves_nothing",
    ),
    "13 help imports nothing heavy": ("tests/test_house.py::test_help_imports_nothing_heavy",),
    "14 without colour and in ASCII the kinds of rows are told apart": (
        "tests/timeline/test_app.py::test_ascii_and_no_colour_tell_the_kinds_apart",
    ),
}


@pytest.mark.parametrize("check", CHECKS)
def test_check_is_held(check: str) -> None:
    for held in CHECKS[check]:
        file, _, name = held.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^ *def {name}\(" if name else r"^def test_", text, re.M), f"no {held}"
