# SPDX-License-Identifier: EUPL-1.2
"""What went wrong and what to do about it, by the code of the error.

`planner.sentences` says them; the gaps are the facts of an error.
"""

from collections.abc import Mapping

from planner.plan_file_sentences import PLAN_FILES
from planner.table_sentences import TABLES
from planner.text import N_

ERRORS: Mapping[str, str] = {
    **PLAN_FILES,
    **TABLES,
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
    "nothing_to_replace": N_(
        "Nothing was found to replace. Check the words to be found, and which records are in sight."
    ),
    # records
    "unknown_kind": N_("There is no kind of record named “{kind}”. Known are: {known}."),
    "unknown_field": N_("{kind} has no field named “{field}”."),
    "case_without_machine": N_(
        "“{name}” asks for no hours, or has not been handed over to a machine. Rank it and hand it "
        "over first."
    ),
    "case_asked_already": N_("The hours of “{name}” are in the ledger already."),
    "case_is_there": N_("“{name}” is there already. Choose another line to send it on."),
    "case_without_ranking": N_("“{name}” has no such line in its ranking. Rank it first."),
    "missing_record": N_("{kind} “{key}” is not in this plan. Check the name or the key."),
    "ambiguous_record": N_(
        "“{value}” fits more than one: {options}. Give the key, or its end as in brackets."
    ),
    "already_exists": N_("{kind} “{key}” exists already. Choose another key, or edit that one."),
    "key_is_fixed": N_("The key of {kind} “{key}” cannot be changed. Add a new record instead."),
    "dangling_reference": N_(
        "“{label}” of {kind} “{key}” points at “{value}”, which is not in the plan under {target}. "
        "Add that one first, or choose another."
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
    "not_linked": N_(
        "“{name}” is not linked to what it was branched from, so there is nothing to cut loose."
    ),
    "linked_already": N_(
        "“{name}” is linked to what it was branched from already. Nothing was changed."
    ),
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
    "unknown_step": N_(
        "There is no step {step} in the history of this plan. “planner history” lists its steps."
    ),
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
    "not_a_record": N_("“{value}” is not of the form KIND:KEY, such as system:lumi."),
    # sources
    "not_a_side": N_("That source says nothing about this cell. Choose one of those that do."),
    "reason_needed": N_("A settled conflict needs its reason. Say why this source was chosen."),
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
        "Part of the window could not show the last edit. The edit itself is saved; open the plan "
        "again to see it everywhere."
    ),
}
