# SPDX-License-Identifier: EUPL-1.2
"""What went wrong, what was done and what a rule found, in words.

The core raises codes and facts; this is the one place that turns them into sentences, for the
window and the command line alike. A sentence says what happened, where, and what to do about it.
Every code raised anywhere in `planner` has its sentence here; a test sees to it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from planner import text
from planner.domain.branches import LooseEnd
from planner.domain.changes import Cell
from planner.domain.commands import Command, EditField, name_of
from planner.domain.months import FIRST_YEAR, format_month
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.access import AccessMode, Applicant
from planner.domain.records.assurance import Stage
from planner.domain.records.cooperation import ServiceKind, Stack
from planner.domain.records.geography import Membership
from planner.domain.records.infrastructure import Owner, Status
from planner.domain.records.instruments import Lot
from planner.domain.records.measures import Measure, MeasureKind, Template
from planner.domain.records.scenarios import Scenario
from planner.domain.schema import Choice, Field, Kind, Record, Scalar, Schema, Type
from planner.engine.outcome import Finding
from planner.engine.rules.law import law_at, legal_date
from planner.engine.rules.submission import override_of, overrides
from planner.rule_sentences import RULES
from planner.text import N_, Counted, _

Facts = Mapping[str, Any]
Names = Mapping[tuple[str, str], str]
_LONGEST_VALUE = 60

ERRORS: Mapping[str, str] = {
    # values
    "required": N_("“{label}” must not be empty. Enter a value."),
    "not_a_number": N_("“{label}” takes a number; “{value}” is none. Use digits only."),
    "not_a_whole_number": N_("“{label}” takes a whole number; {value} is none."),
    "not_a_text": N_("“{label}” takes text; “{value}” is something else."),
    "not_a_flag": N_("“{label}” takes yes or no; “{value}” is neither."),
    "not_a_choice": N_("“{value}” is not a choice for “{label}”. Choose one of: {choices}."),
    "not_a_month": N_("“{value}” is not a month. Write year and month, such as 2028-01."),
    "not_a_date": N_("“{value}” is not a day. Write year, month and day, such as 2026-10-16."),
    "too_small": N_("“{label}” must be {minimum} or more; {value} is too small."),
    "too_large": N_("“{label}” must be {maximum} or less; {value} is too large."),
    "too_long": N_("“{label}” holds at most {maximum} characters. Shorten “{value}…”."),
    "nothing_to_replace": N_("Nothing is found to replace. Look at what is to be found."),
    # records
    "unknown_kind": N_("There is no kind of record named “{kind}”. Known are: {known}."),
    "unknown_field": N_("{kind} has no field named “{field}”."),
    "case_without_machine": N_(
        "“{name}” asks for no hours, or has not been handed over to a machine. Rank it and hand it "
        "over first."
    ),
    "case_asked_already": N_("The hours of “{name}” are in the ledger already."),
    "case_without_ranking": N_("“{name}” has no such line in its ranking. Rank it first."),
    "missing_record": N_("{kind} “{key}” is not in this plan. Check the name or the key."),
    "ambiguous_record": N_(
        "“{value}” fits more than one: {options}. Give the key, or its end as in brackets."
    ),
    "already_exists": N_("{kind} “{key}” exists already. Choose another key, or edit that one."),
    "key_is_fixed": N_("The key of {kind} “{key}” cannot be changed. Add a new record instead."),
    "dangling_reference": N_(
        "“{label}” of {kind} “{key}” points at “{value}”, which is not in the plan under {target}."
    ),
    "still_referenced": N_(
        "{kind} “{key}” cannot be removed while “{by_name}” ({by}) uses it. Change that one first."
    ),
    # money
    "cell_is_fixed": N_(
        "{kind} “{key}” is no measure, so its money is not edited here. Edit it among the records."
    ),
    "cell_is_several": N_(
        "{count} contributions share this cell. Edit them one by one among the records."
    ),
    # measures
    "no_system_to_upgrade": N_(
        "{state} has no system to upgrade. Assign a supercomputer there first, or choose a state "
        "that has one."
    ),
    "choose_system": N_("{state} has more than one system. Say which one to upgrade: {options}."),
    "system_is_elsewhere": N_(
        "{name} stands in {there}, not in {state}. Choose a system in {state}."
    ),
    "not_a_system": N_("{name} is not a supercomputer. Choose a system instead."),
    "size_out_of_range": N_(
        "A size of {size} does not suit “{template}”. Choose one from {minimum} to {maximum}."
    ),
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "past_is_fixed": N_(
        "This is the plan as it stood on an earlier day and cannot be edited. Go back to now first."
    ),
    # scenarios and history
    "name_taken": N_("There is a {kind} named “{name}” already. Choose another name."),
    "not_linked": N_("“{name}” is not linked to what it was branched from."),
    "linked_already": N_("“{name}” is linked to what it was branched from already."),
    "past_not_linked": N_(
        "“{name}” starts from the past, so later edits cannot arrive in it. Branch it unlinked."
    ),
    "scenario_circle": N_(
        "“{name}” would be branched from itself. Choose another scenario to branch it from."
    ),
    "scenario_built_in": N_(
        "“{name}” came with the plan and cannot be edited. Branch from it to go on from there."
    ),
    "scenario_archived": N_("“{name}” is archived. Take it out of the archive to edit it."),
    "scenario_locked": N_("“{name}” is locked: {reason}. Unlock it first, or branch from it."),
    "belongs_to_all": N_(
        "{kind} “{key}” describes all scenarios. Go to the plan itself to change it."
    ),
    "unknown_step": N_("There is no step {step} in the history of this plan."),
    "no_such_moment": N_(
        "“{value}” is neither a named version nor the end of a step’s id. “history” lists both."
    ),
    "ambiguous_moment": N_("“{value}” fits more than one step. Give more of its id."),
    "too_many_scenarios": N_(
        "That would make {count} scenarios; at most {maximum} at once. Give fewer values."
    ),
    "nothing_to_vary": N_("Name at least one input and the values it should take."),
    "not_a_variation": N_(
        "“{value}” is not of the form INPUT=VALUE,VALUE. “scenario vary --help” shows examples."
    ),
    "not_a_record": N_("“{value}” is not of the form KIND:KEY."),
    # sources
    "not_a_side": N_("That source says nothing about this cell. Choose one of those that do."),
    "reason_needed": N_("A settled conflict needs its reason. Say why this source was chosen."),
    # plan files
    "missing_file": N_("There is no file {path}. Check the name, or create a plan there."),
    "already_exists path": N_("{path} exists already and was left as it is. Choose another name."),
    "empty_file": N_("{path} is empty, so it holds no plan. Open another file or a copy."),
    "not_a_plan": N_("{path} is not a plan of this program. Choose a file ending in .aifp."),
    "other_program": N_("{path} belongs to another program. It was left as it is."),
    "newer_version": N_(
        "{path} was made by a newer version of this program. Install that version to open it."
    ),
    "damaged": N_("{path} is damaged and was left as it is. Open the latest copy of it instead."),
    "altered": N_(
        "{path} was altered by another program and was left as it is. Open a copy of it from "
        "before."
    ),
    "inconsistent": N_(
        "{path} holds records that point at others it lacks. It was left as it is; open an "
        "earlier copy."
    ),
    "changed_outside": N_(
        "{path} was changed outside this program, or damaged without a trace. Restore its latest "
        "backup, or open it all the same if you know what was changed."
    ),
    "history_broken": N_(
        "The history of {path} does not lead to the plan it holds. Open its latest backup instead."
    ),
    "backup_unsound": N_(
        "The backup {path} did not come out whole and was not kept. Check the disk, then try again."
    ),
    "backup_failed": N_(
        "No backup could be made. The plan itself is saved; check that the disk has room."
    ),
    "no_backup": N_("There is no whole backup of {path}. Make one while the plan can be opened."),
    "no_such_backup": N_("There is no backup number {number}. “planner backup list” names them."),
    "not_a_working_copy": N_(
        "{path} is no copy of a plan elsewhere, so there is nothing to bring back."
    ),
    "origin_moved_on": N_(
        "{path} was changed since the copy was made, so it was left as it is. Merge it into the "
        "copy first, then bring the copy back."
    ),
    "place_share": N_(
        "This plan lies on a network share ({name}), where edits can be lost. Choose “Work on a "
        "copy on this computer” in the menu, and bring the copy back when you are done."
    ),
    "place_synced": N_(
        "{name} synchronises the folder of this plan, and two machines may overwrite each other. "
        "Choose “Work on a copy on this computer” in the menu; bring it back when you are done."
    ),
    "no_free_name": N_("There are too many copies of {path} already. Remove some of them first."),
    "unreadable": N_("{path} could not be read. Check that it is a file you may open."),
    "left_open": N_(
        "{path} was not closed properly and may only be read here. Copy its folder to a place "
        "where you may write, and open it there."
    ),
    "busy": N_("{path} is being written to all the time. Try to copy it again in a moment."),
    "not_a_time": N_("“{value}” is neither a date nor a time. Write it such as 2026-06-30."),
    "not_as_stored": N_("“{label}” holds {value}, which is not how this program writes it."),
    "in_use": N_("{path} is open in another window or program. Close it there, or open a copy."),
    "disk_full": N_(
        "The disk is full, so {path} was not changed. What was saved before is unharmed; free "
        "some space and try again."
    ),
    "write_failed": N_("{path} could not be written and is as it was before. Try again."),
    "read_only": N_("{path} may only be read here. Save a copy elsewhere to edit it."),
    # merging
    "other_plan": N_(
        "{path} is a copy of another plan. Choose a copy of the one that is open, or compare them."
    ),
    "nothing_to_merge": N_("Everything {other} knows is in this plan already."),
    "merge_outdated": N_("The plan has been edited meanwhile. Look at the merge again first."),
    # patches and signatures
    "not_a_patch": N_("{path} is no patch of this program. Choose a file ending in .aifpatch."),
    "patch_too_large": N_("{path} is larger than a patch can be. Send a copy of the plan instead."),
    "patch_newer": N_(
        "{path} was made by a newer version of this program. Install that version to read it."
    ),
    "patch_altered": N_(
        "{path} was altered or damaged on its way. Ask for it again; nothing was changed."
    ),
    "patch_unsound": N_("{path} holds values that no plan can have. Nothing was changed."),
    "patch_other_plan": N_("{path} is about another plan. Open that plan first."),
    "patch_base_missing": N_(
        "{path} builds on edits by {author} that this copy does not have. Ask for a patch that "
        "begins earlier, or for a copy of the plan."
    ),
    "patch_base_differs": N_(
        "{path} builds on another state of the plan than this copy had. Ask {author} for a copy "
        "of the plan instead."
    ),
    "nothing_to_send": N_("Nothing was edited since then, so there is nothing to send."),
    "no_plan_open": N_("“{value}” is a part of a plan. Say which plan it is of."),
    "nothing_to_copy": N_("Both sides hold the same there already."),
    "errors_block": N_(
        "{count} errors stand in the way. Mend them, or override each with a reason."
    ),
    "not_submitted": N_("Only what was submitted, and not changed since, can be approved."),
    "name_needed": N_("Say whose key it is."),
    "keys_unreadable": N_(
        "The list of keys you trust, {path}, cannot be read. Put it right or move it away."
    ),
    "key_unusable": N_(
        "The key in {path} cannot be used. Move it away, and a new one will be made."
    ),
    # files to exchange
    "unknown_format": N_("{path} names no format to export to. Use .xlsx, .ods, .csv or .json."),
    "unknown_template": N_("There is no template “{value}”. Choose one of: {known}."),
    "template_format": N_("{path} names no format for a template. Use .xlsx or .csv."),
    "not_an_export": N_("This text is no plan that was exported as JSON. Export it again."),
    "not_a_condition": N_(
        "“{value}” is no condition. Write a field, a sign such as =, >= or ~, and a value, as in "
        "status=operational."
    ),
    "cell_not_calculated": N_(
        "“{label}” holds a formula that was never calculated. Open the file in a spreadsheet, save "
        "it and import it again."
    ),
    "cell_error": N_("“{label}” holds an error of the spreadsheet. Enter a value."),
    "kind_needed": N_("A .csv file holds one kind of record. Name the kind, or give a folder."),
    "export_no_folder": N_("The folder of {path} does not exist. Create it, or choose another."),
    "export_refused": N_(
        "{path} may not be written. Close it in other programs, or choose another place."
    ),
    "export_disk_full": N_("The disk is full, so {path} was not written. Free some space first."),
    "export_failed": N_("{path} could not be written. Try another place."),
    "no_printer": N_("{path} was not written: pages are printed by the program as a whole only."),
    # files to import: what they are
    "import_missing": N_("There is no file {path}. Check the name."),
    "import_unreadable": N_("{path} could not be opened. Check that it is a file you may read."),
    "import_empty": N_("{path} is empty. Save the table again and choose that file."),
    "import_too_big": N_(
        "{path} is larger than {megabytes} MB, the most that is read. Save the one table you need "
        "in a file of its own."
    ),
    "import_no_table": N_(
        "{path} is neither a spreadsheet nor a text. Choose an .xlsx, .xlsm, .xls, .ods, .csv or "
        ".tsv file."
    ),
    "import_web_page": N_(
        "{path} is a web page that only looks like a spreadsheet. Open it in Excel or LibreOffice "
        "and save it as .xlsx."
    ),
    "import_binary": N_(
        "{path} is a binary Excel workbook. Open it in Excel and save it as .xlsx."
    ),
    "import_encrypted": N_(
        "{path} is protected with a password. Open it, take the password off and save it again."
    ),
    "import_damaged": N_(
        "{path} is damaged or no spreadsheet. Open it in Excel or LibreOffice, save it again and "
        "choose that file."
    ),
    "import_no_sheet": N_("{path} holds no sheet with cells. Choose another file."),
    "import_other_encoding": N_("{path} is not written in {encoding}. Choose another encoding."),
    # files to import: what they would do
    "import_bomb": N_(
        "{path} unpacks into far more than a table needs, as files made to do harm do. It was not "
        "opened. Ask its sender for a plain table."
    ),
    "import_unsafe_names": N_(
        "{path} holds parts with names that no spreadsheet has, as files made to do harm do. It "
        "was not opened. Ask its sender for a plain table."
    ),
    "import_document_type": N_(
        "{path} holds a document type, which spreadsheets do not have and which can do harm. It "
        "was not opened. Save the table again in Excel or LibreOffice."
    ),
    "import_odd_encoding": N_(
        "{path} is encoded inside in a way no spreadsheet program uses. It was not opened. Save "
        "the table again in Excel or LibreOffice."
    ),
    "import_too_many_parts": N_(
        "{path} consists of more than {maximum} parts. Save the one table you need in a file of "
        "its own."
    ),
    "import_too_many_sheets": N_(
        "{path} has more than {maximum} sheets. Save the ones you need in a file of their own."
    ),
    "import_too_many_rows": N_(
        "{path} has a sheet with more than {maximum} rows. Save the rows you need in a file of "
        "their own."
    ),
    "import_too_many_cells": N_(
        "{path} has a sheet with more than {maximum} cells. Save the part you need in a file of "
        "its own."
    ),
    "import_too_much_merged": N_(
        "{path} merges more than {maximum} cells. Take the merging back and save it again."
    ),
    "import_too_slow": N_(
        "{path} took too long to read and was left. Save the one table you need in a file of its "
        "own."
    ),
    "import_too_large": N_(
        "{path} needs more memory than is allowed for one file and was left. Save the one table "
        "you need in a file of its own."
    ),
    "import_died": N_(
        "{path} brought down the program that reads it. Your plan and this program are unharmed. "
        "Open the file in Excel or LibreOffice and save it as a new .xlsx."
    ),
    "import_cancelled": N_("The import of {path} was cancelled. Nothing was changed."),
    # files to import: what is in them
    "import_no_header": N_(
        "No table was found in the sheet “{sheet}” of {path}. Say which row holds the headers."
    ),
    "import_no_column": N_(
        "No column of the sheet “{sheet}” of {path} fits this kind of record. Choose another kind, "
        "or say which column is which."
    ),
    "import_column_twice": N_("Two columns of {path} would fill “{label}”. Leave one of them out."),
    "import_unknown_sheet": N_("There is no sheet “{sheet}”. There are: {known}."),
    "import_unknown_column": N_("There is no column “{value}”. There are: {known}."),
    "import_open_question": N_(
        "{path} can be read in more than one way. Still to be answered: {asked}."
    ),
    "import_nothing_pasted": N_("The clipboard holds no text to paste. Copy cells first."),
    "cell_formula": N_(
        "“{label}” takes a number; “{value}” is a formula written as text. Enter its result."
    ),
    "cell_no_date": N_(
        "“{label}” takes a date; “{value}” is none. Write it such as 2027-03-15 or 03/2027."
    ),
    "cell_no_state": N_("“{value}” is no state known here. Write its name or its ISO code."),
    "cell_state_elsewhere": N_("{state} is not among the states of this plan."),
    "cell_no_record": N_(
        "There is no {target} “{value}” in this plan. Correct the name, or add it first."
    ),
    "cell_ambiguous": N_(
        "“{value}” fits more than one record under {target}: {options}. Write its id instead."
    ),
    "cell_other_mark": N_(
        "“{value}” does not fit “{mark}” as the decimal mark of this file. Write it like the "
        "others."
    ),
    "cell_not_bare": N_("“{label}” takes a number alone, without “{word}”. Write digits only."),
    "cell_unit": N_("“{word}” is no unit of “{label}”. Write the amount in {unit}."),
    "row_ambiguous": N_(
        "This row fits more than one {kind}: {options}. Add a column with the name."
    ),
    "row_twice": N_("“{name}” stands in row {row} as well, with other values. Keep one of them."),
    "row_nameless": N_(
        "This row would be new and lacks: {fields}. Fill it in, or take the row out."
    ),
    "row_incomplete": N_(
        "“{value}” would be new and lacks: {fields}. Fill it in, or give one value for all rows."
    ),
    # commands as typed
    "usage": N_("This was not understood: {message}. “{program} --help” lists what there is."),
    "unknown_choice": N_("“{value}” is not known here. Choose one of: {choices}."),
    "arguments_missing": N_("Still needed: {names}. “{program} --help” explains them."),
    "arguments_left_over": N_("These words have no place here: {names}. See “{program} --help”."),
    "argument_empty": N_("{names} needs a value. “{program} --help” explains it."),
    "unknown_limit": N_("“{value}” is no number of a rule. “rulebook” lists them."),
    "not_choices": N_(
        "{path} does not answer questions of a merge. It must be JSON that gives each question, "
        "such as measure/m1/start, one answer, such as mine."
    ),
    "not_a_pair": N_("“{value}” is not of the form field=value."),
    # bystanders
    "observer_failed": N_(
        "Part of the window could not show the last edit. The edit itself is saved."
    ),
}
# Why a decision of a scenario rests, by the code of its loose end.
LOOSE_ENDS: Mapping[str, str] = {
    "record_gone": N_("{record} was removed above; the values set here wait for it."),
    "target_gone": N_("{record} points at {target}, which was removed above, and waits for it."),
    "still_needed": N_("{record} was removed here but is used again by {target}, so it stays."),
}
_RESTS = N_("{record} cannot be made any more and waits.")
_UNKNOWN_CODE = N_("Something went wrong that has no description ({code}). Nothing was changed.")

STEPS: Mapping[str, str] = {
    "assign": N_("Assign {template} to {state} for {month}"),
    "move": N_("Move {measure}"),
    "move month": N_("Move {measure} to {month}"),
    "move state": N_("Move {measure} to {state}"),
    "move month state": N_("Move {measure} to {state}, {month}"),
    "resize": N_("Resize {measure} to {size}"),
    "set_status": N_("Set {measure} to “{status}”"),
    "duplicate": N_("Duplicate {measure}"),
    "remove_measure": N_("Remove {measure}"),
    "add_record": N_("Add {kind} {name}"),
    "edit_field": N_("Change “{field}” of {record}"),
    "replace": N_("Replace in “{field}” of {count} records"),
    "fill_field": N_("Change “{field}” of {count} records"),
    "fill_cells": N_("Fill {count} cells down"),
    "paste_cells": N_("Paste into {count} cells"),
    "freeze_target": N_("Freeze {record}"),
    "new_version": N_("Begin version {version} of {record}"),
    "remove_record": N_("Remove {record}"),
    "take_back": N_("Take over {file}"),
    "set_delay": N_("Delay {chips} by {months} months"),
    "desk_intake": N_("Take in the case “{name}”"),
    "desk_rank": N_("Rank the targets of “{name}”"),
    "desk_hand_over": N_("Hand “{name}” over"),
    "desk_request": N_("Ask for the hours of “{name}”"),
    "desk_proof": N_("File a proof for “{name}”"),
    "desk_reply": N_("Note the first reply to “{name}”"),
    "desk_decide": N_("Decide on “{name}”"),
    "desk_close": N_("Close “{name}”"),
    "new_plan": N_("Create the plan"),
    "branch": N_("Branch the scenario “{name}”"),
    "set_scenario": N_("Change the scenario “{scenario}”"),
    "cut_loose": N_("Cut “{scenario}” loose"),
    "relink": N_("Link “{scenario}” again"),
    "name_version": N_("Name a version “{name}”"),
    "restore": N_("Go back to {moment}"),
    "restore_version": N_("Go back to the version “{name}”"),
    "restore_start": N_("Go back to the plan before its first edit"),
    "vary": N_("Vary “{name}” in {count} scenarios"),
    "varied": N_("Set the values of “{name}”"),
    "january_2024": N_("Go back to January 2024"),
    "add_built_in": N_("Add the scenarios new plans come with"),
    "restore_backup": N_("Go back to the backup of {moment}"),
    "settle": N_("Settle “{field}” of {record}"),
    "cite": N_("Add a source for “{field}” of {record}"),
    "import_table": N_("Import from {name} (rows: {rows})"),
    "edit_budget": N_("Change the budget of {measure}"),
    "edit_budgets": N_("Change the budget"),
    "merge": N_("Merge {other}"),
    "copy_over": N_("Copy from {other}"),
    "approval_draft": N_("Make it a draft again"),
    "approval_submitted": N_("Submit"),
    "approval_approved": N_("Approve"),
}
_BEFORE: Mapping[str, str] = {"undo": N_("Undo: {title}"), "redo": N_("Redo: {title}")}

SIZES: Mapping[str, str] = {
    "accelerators": N_("{size} accelerators"),
    "it_load_mw": N_("{size} MW"),
    "bandwidth_gbps": N_("{size} Gbit/s"),
    "staff_fte": N_("{size} full-time staff"),
    "seats": N_("{size} seats"),
}

_PARTS: Mapping[str, str] = {
    "system": N_("AI-optimised machine"),
    "data_centre": N_("Associated data centre"),
    "access": N_("Dedicated access"),
    "services": N_("AI-oriented services"),
    "talent": N_("Talent programme"),
    "agreement": N_("Hosting agreement"),
    "tender": N_("Tender"),
    "power_mw": N_("IT power"),
    "it_load_mw": N_("IT load"),
    "sectors": N_("Sectors"),
    "members": N_("Members"),
    "ranking": N_("Ranking"),
    "load": N_("Load"),
    "support_service": N_("Support services"),
    "other_factory": N_("Another AI factory"),
    "competence_centre": N_("National competence centre"),
    **{str(kind): kind.label for kind in ServiceKind},
}
# Records that are best known by the machine they belong to.
_PARTS_OF_A_MACHINE = frozenset({"delivery", "milestone", "time_share", "access_pool"})
# Facts that name a record, its kind beside it, and facts that are codes of a choice.
_NAMED = ("successor", "earlier", "base", "machine")
_CODED: Mapping[str, type[Choice]] = {
    "stage": Stage,
    "next_stage": Stage,
    "applicant": Applicant,
    "mode": AccessMode,
    "membership": Membership,
    "owner": Owner,
    "stack": Stack,
    "lot": Lot,
}
_NOT_CHECKABLE = N_("{rule} cannot be checked for {record}: “{field}” is unknown.")
_NO_RECORD = N_("{rule} cannot be checked: no Union ceiling is set.")
_AGAINST = N_("{sentence} [{reference}]")


class Titled(Protocol):
    """What has a code and facts that name an edit: a step, or what undo would take back."""

    @property
    def code(self) -> str:
        """Return the code of the edit."""
        ...

    @property
    def facts(self) -> Facts:
        """Return the facts of the edit."""
        ...


def sentence(code: str, facts: Facts) -> str:
    """Say what went wrong and what to do about it."""
    template = ERRORS.get(f"{code} path" if "path" in facts else code, ERRORS.get(code))
    if template is None:
        return _(_UNKNOWN_CODE).format(code=code)
    words = {name: _error_word(name, value, facts) for name, value in facts.items()}
    told = _(template)
    said = told.format_map(_Words(words))
    return said[:1].upper() + said[1:] if told.startswith("{kind}") else said


def step_title(step: Titled, plan: Plan, names: Names | None = None) -> str:
    """Name an edit, with the records it concerns called what `plan` calls them.

    `names` says what records were called that `plan` no longer holds; see `names_in`.
    """
    title = _edit_title(step.code, step.facts, plan, names or {})
    prefix = _BEFORE.get(str(getattr(step, "kind", "")))
    return _(prefix).format(title=title) if prefix else title


def loose_end_sentence(end: LooseEnd, plan: Plan, names: Names | None = None) -> str:
    """Say which decision of a scenario rests, and why."""
    return _(LOOSE_ENDS.get(end.code, _RESTS)).format(
        record=record_word(plan, end.kind, end.key, names),
        target=record_word(plan, *end.target, names) if end.target[0] else "",
    )


def command_title(command: Command, plan: Plan) -> str:
    """Name an edit that has not been made yet, with the value it would write."""
    if isinstance(command, EditField):
        field = plan.schema.kind(command.kind).field(command.field)
        return _("Set “{field}” of {record} to {value}").format(
            field=_(field.label),
            record=record_word(plan, command.kind, command.key),
            value=_value_word(field, command.value),
        )
    code, facts = command.label
    return _edit_title(code, facts, plan, {})


def finding_sentence(finding: Finding, plan: Plan) -> str:
    """Say what a rule found about a record, and on which text the rule rests."""
    return _(_AGAINST).format(
        sentence=finding_words(finding, plan), reference=article_words(finding.rule, plan)
    )


def finding_words(finding: Finding, plan: Plan) -> str:
    """Say what a rule found about a record, without the text it rests on."""
    return _finding_template(finding).format_map(_Words(_finding_words(finding, plan)))


def acceptance_words(finding: Finding, plan: Plan) -> str:
    """Say why a finding is accepted and which text allows it; nothing if it is not."""
    row = override_of(finding, overrides(plan))
    if row is None:
        return ""
    return _("Accepted: {reason} [{reference}]").format(reason=row.reason, reference=row.reference)


def article_words(rule: str, plan: Plan) -> str:
    """Name the text a rule rests on, as it stands on the plan's legal date."""
    entry = law_at(legal_date(plan)).entries.get(rule)
    return _(entry.article if entry is not None else RULES[rule][1])


def names_in(cells: Iterable[Cell]) -> dict[tuple[str, str], str]:
    """Return what records were called according to recorded cells, the latest name last."""
    called = [cell for cell in cells if cell.field in ("name", "title")]
    return {(c.table, c.key): str(c.new if c.new is not None else c.old) for c in called}


def size_words(kind: MeasureKind, size: float | None) -> str:
    """Say a size in the unit of a kind of measure, as `8,000 accelerators`."""
    return _(SIZES[kind.size_field]).format(size=text.number(size, 3))


def quarter_label(quarter: int) -> str:
    """Return a quarter in words, 0 the first of 2021."""
    return _("Q{quarter} {year}").format(quarter=quarter % 4 + 1, year=FIRST_YEAR + quarter // 4)


def kind_word(kind: str, schema: Schema = SCHEMA) -> str:
    """Name a kind of record inside a sentence, by the label of its declaration."""
    declared = schema.kinds.get(kind)
    return _inline(_(declared.label)) if declared else kind.replace("_", " ")


def record_word(plan: Plan, kind: str, key: str, names: Names | None = None) -> str:
    """Name a record: a state in the reader's language, anything else as the plan calls it."""
    if kind == "state":
        return text.state_name(key)
    found = plan.tables.get(kind, {}).get(key)
    if found is None:
        return (names or {}).get((kind, key)) or f"{kind_word(kind)} {key[-6:]}"
    return name_in(plan, found)


def value_words(plan: Plan, field: Field, value: Scalar) -> str:
    """Write a value for reading: names for references, words for codes, units behind numbers."""
    if value is None:
        return _("unknown")
    if field.target:
        keys = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(record_word(plan, field.target, key) for key in keys)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _value_word(field, value)


def name_in(plan: Plan, record: Record) -> str:
    """Return what people call a record; a name out of the catalogue in the reader's language."""
    return _(name_of(record)) if _is_named_by_catalogue(plan, record) else name_of(record)


def _is_named_by_catalogue(plan: Plan, record: Record) -> bool:
    """Tell whether a name is ours to translate; a name somebody gave is left as it is."""
    if isinstance(record, Measure):
        template = plan.of(Template).get(record.template)
        return template is not None and template.name == record.name
    if isinstance(record, Scenario):
        return record.built_in
    return isinstance(record, Template)


class _Words(dict[str, str]):
    """Words for a template; a fact that is missing leaves a gap one can read over."""

    def __missing__(self, key: str) -> str:
        return "…"


def _edit_title(code: str, facts: Facts, plan: Plan, names: Names) -> str:
    if code == "move":
        code = " ".join([code, *(name for name in ("month", "state") if name in facts)])
    if code not in STEPS:
        return text.ngettext("{count} edit", "{count} edits", int(facts.get("count", 1))).format(
            count=text.number(facts.get("count", 1))
        )
    words = {name: _step_word(name, facts, plan, names) for name in facts}
    if "key" in facts:
        words["record"] = record_word(plan, facts["kind"], facts["key"], names)
    return " ".join(_(STEPS[code]).format_map(_Words(words)).split())


def _step_word(name: str, facts: Facts, plan: Plan, names: Names) -> str:
    if name in ("template", "state", "measure", "scenario"):
        return record_word(plan, name, str(facts[name]), names)
    writer = _STEP_WORDS.get(name)
    return writer(facts, plan) if writer else str(facts[name])


def _finding_template(finding: Finding) -> str:
    if not finding.checkable:
        return _(_NOT_CHECKABLE if finding.key else _NO_RECORD)
    said, _reference = RULES[finding.rule]
    return said.said(dict(finding.facts)) if isinstance(said, Counted) else _(said)


def _finding_words(finding: Finding, plan: Plan) -> dict[str, str]:
    facts = dict(finding.facts)
    words = {name: _finding_word(name, value, plan) for name, value in facts.items()}
    words["rule"] = finding.rule
    words["record"] = _placed(finding, plan)
    kind = plan.schema.kinds.get(finding.kind)
    for name in ("field", "amount_field"):
        if name in facts:
            words[name] = _part_label(kind, str(facts[name]))
    if kind is not None and "other" in facts and "amount_field" in facts:
        for name in ("value", "other"):
            words[name] = _rival_words(kind.field(str(facts["amount_field"])), str(facts[name]))
    if "missing" in facts:
        parts = str(facts["missing"]).split(";")
        words["missing"] = ", ".join(_inline(_part_label(kind, part)) for part in parts)
    for name in _NAMED:
        if name in facts:
            words[name] = record_word(plan, facts[f"{name}_kind"], facts[name])
    return words


def _placed(finding: Finding, plan: Plan) -> str:
    """Name the record of a finding; a measure with its state, for many share a name."""
    called = record_word(plan, finding.kind, finding.key)
    measure = plan.of(Measure).get(finding.key)
    if measure is not None:
        return f"{called} ({text.state_name(measure.state)})"
    if finding.kind not in _PARTS_OF_A_MACHINE:
        return called
    part = plan.tables.get(finding.kind, {}).get(finding.key)
    for kind in ("system", "measure"):
        machine = getattr(part, kind, None)
        if machine is not None:
            return f"{kind_word(finding.kind)} ({record_word(plan, kind, machine)})"
    return called


def _rival_words(field: Field, values: str) -> str:
    """Write what sources say about a cell, with the unit of its field."""
    return "; ".join(_rival_word(field, field.parse(value)) for value in values.split("; "))


def _rival_word(field: Field, value: Scalar) -> str:
    if field.unit != "MEUR" or not isinstance(value, int | float):
        return _value_word(field, value)
    return f"{text.number(value, 6)}\N{NO-BREAK SPACE}{text.unit_label(field.unit)}"


def _finding_word(name: str, value: Any, plan: Plan) -> str:  # noqa: ANN401 - facts are of any plain type
    if name == "state":
        return record_word(plan, name, str(value))
    if value is None:
        return _("unknown")
    if name in _CODED:
        return _(_CODED[name](str(value)).label)
    if name.endswith("_day"):
        return text.day_label(date.fromisoformat(str(value)))
    return _figure_word(name, value) if _is_number(value) else _shortened(str(value))


def _figure_word(name: str, value: float) -> str:
    if name == "year":
        return str(value)
    if name.endswith(("hours", "hours_per_month")):
        return text.number(round(value))
    if name in ("share", "limit") or name.endswith("_share"):
        return text.percent(value, 1)
    return text.month_label(int(value)) if name.endswith("month") else text.number(value, 1)


def _measure_size(plan: Plan, key: str, size: float) -> str:
    measure = plan.of(Measure).get(key)
    return size_words(measure.kind, size) if measure else text.number(size, 3)


def _part_label(kind: Kind | None, name: str) -> str:
    """Name a field of a record, or a paper or part that belongs to it without being a field."""
    if kind is not None and name in {field.name for field in kind.fields}:
        return _field_label(kind, name)
    return _(_PARTS.get(name, name))


def _field_label(kind: Kind | None, name: str) -> str:
    labels = {field.name: field.label for field in kind.fields} if kind else {}
    return _(labels.get(name, name))


def _error_word(name: str, value: object, facts: Facts) -> str:
    if name in ("minimum", "maximum", "value", "size") and _is_number(value):
        return _quantity(value, facts.get("unit"))
    writer = _ERROR_WORDS.get(name)
    return writer(value) if writer else _shortened(str(value))


_STEP_WORDS: Mapping[str, Callable[[Facts, Plan], str]] = {
    "month": lambda facts, _plan: text.month_label(int(facts["month"])),
    "moment": lambda facts, _plan: text.moment_label(str(facts["moment"])),
    "size": lambda facts, plan: _measure_size(plan, str(facts.get("measure")), facts["size"]),
    "status": lambda facts, _plan: _(Status(facts["status"]).label),
    "kind": lambda facts, plan: kind_word(str(facts["kind"]), plan.schema),
    "field": lambda facts, plan: _field_label(
        plan.schema.kinds.get(str(facts.get("kind"))), str(facts["field"])
    ),
}


def _value_word(field: Field, value: Scalar) -> str:
    if field.choices is not None and value is not None:
        return _(field.choices(str(value)).label)
    if field.value_type is Type.MONTH and isinstance(value, int):
        return text.month_label(value)
    if field.value_type is Type.DATE and value is not None:
        return text.day_label(date.fromisoformat(str(value)))
    return _quantity(value, field.unit) if _is_number(value) else field.format(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _quantity(value: Any, unit: object) -> str:  # noqa: ANN401 - a number of either type
    if unit == "":  # only months are declared without a unit
        return format_month(int(value))
    if unit == "year":
        return str(value)
    if unit == "share":
        return text.percent(value, 2)
    number = text.number(value, 6)
    return number if unit in (None, "1") else f"{number}\N{NO-BREAK SPACE}{_(str(unit))}"


def _label_word(label: object) -> str:
    return _field_label(Measure.KIND, str(label)) if str(label).islower() else _(str(label))


def _parts_of(values: object) -> Iterable[object]:
    return values if isinstance(values, list | tuple) else [values]


def _listed(values: object) -> str:
    """List codes, or the names out of pairs of key and name."""
    parts = values if isinstance(values, list | tuple) else [values]
    return ", ".join(
        str(part[1]) if isinstance(part, list | tuple) else str(part) for part in parts
    )


def _template_word(name: object) -> str:
    return _(str(name))


def _state_word(code: object) -> str:
    return text.state_name(str(code))


def _kind_word(kind: object) -> str:
    return kind_word(str(kind))


_ERROR_WORDS: Mapping[str, Callable[[object], str]] = {
    "label": _label_word,
    "kind": _kind_word,
    "by": _kind_word,
    "target": _kind_word,
    "state": _state_word,
    "there": _state_word,
    "template": _template_word,
    "choices": lambda choices: _listed(choices).replace("'", ""),
    "known": _listed,
    "options": _listed,
    "fields": lambda labels: ", ".join(_label_word(label) for label in _parts_of(labels)),
    "path": str,
}


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_VALUE else f"{words[:_LONGEST_VALUE]}…"


def _inline(label: str) -> str:
    """Write a label inside an English sentence: small, unless it starts with an abbreviation."""
    small = text.language() == "en" and label[1:2].islower()
    return label[:1].lower() + label[1:] if small else label
