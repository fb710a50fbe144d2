# SPDX-License-Identifier: EUPL-1.2
"""What an edit is called, by its code, and why a decision of a scenario rests.

`planner.sentences` says it; the gaps are the facts of a step.
"""

from collections.abc import Mapping

from planner.text import N_

STEPS: Mapping[str, str] = {
    "assign": N_("Assign {template} to {state} for {month}"),
    "move": N_("Move {measure}"),
    "move month": N_("Move {measure} to {month}"),
    "move state": N_("Move {measure} to {state}"),
    "move month state": N_("Move {measure} to {state}, {month}"),
    "slip": N_("Move {record} to {month}"),
    "set_shares": N_("Set the shares of {state}"),
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
    "read_on": N_("Read the plan on {day}"),
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
TAKEN_BACK: Mapping[str, str] = {"undo": N_("Undo: {title}"), "redo": N_("Redo: {title}")}
# Why a decision of a scenario rests, by the code of its loose end.
LOOSE_ENDS: Mapping[str, str] = {
    "record_gone": N_("{record} was removed above; the values set here wait for it."),
    "target_gone": N_("{record} points at {target}, which was removed above, and waits for it."),
    "still_needed": N_("{record} was removed here but is used again by {target}, so it stays."),
}
