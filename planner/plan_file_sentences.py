# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with plan files, copies, merges, patches and signatures.

`planner.sentences` says them; the gaps are the facts of an error.
"""

from collections.abc import Mapping

from planner.text import N_

PLAN_FILES: Mapping[str, str] = {
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
    "plan_moved_on": N_("The plan has been edited meanwhile. Please try again."),
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
    "patch_unsound": N_(
        "{path} holds values that no plan can have. Nothing was changed; ask for it again."
    ),
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
        "Errors stand in the way: {count}. Mend them under Findings, or accept each with a reason."
    ),
    "not_submitted": N_(
        "Only what was submitted, and not changed since, can be approved. Submit it first."
    ),
    "name_needed": N_("Say whose key it is."),
    "keys_unreadable": N_(
        "The list of keys you trust, {path}, cannot be read. Put it right or move it away."
    ),
    "key_unusable": N_(
        "The key in {path} cannot be used. Move it away, and a new one will be made."
    ),
}
