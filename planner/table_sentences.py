# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with tables that leave the program or come into it.

`planner.sentences` says them; the gaps are the facts of an error.
"""

from collections.abc import Mapping

from planner.text import N_

TABLES: Mapping[str, str] = {
    # files to exchange
    "unknown_format": N_(
        "{path} names no format to export to. Use .xlsx, .ods, .csv, .zip or .json."
    ),
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
    "no_printer": N_(
        "{path} was not written: a part of the program called from elsewhere cannot print. Start "
        "the program itself."
    ),
    # files to import: what they are
    "import_missing": N_("There is no file {path}. Check the name."),
    "import_unreadable": N_("{path} could not be opened. Check that it is a file you may read."),
    "import_empty": N_("{path} is empty. Save the table again and choose that file."),
    "import_too_big": N_(
        "{path} is larger than {megabytes} MB, the most that is read. Save the one table you need "
        "in a file of its own."
    ),
    "import_foreign_tables": N_(
        "{path} holds “{table}”, which is no table of this program. Unpack it, and import each "
        "table by itself."
    ),
    "import_no_table": N_(
        "{path} is neither a spreadsheet nor a text. Choose an .xlsx, .xlsm, .xls, .ods, .csv or "
        ".tsv file; unpack a .zip first."
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
    "cell_state_elsewhere": N_(
        "{state} is not among the states of this plan. Add it among the records first."
    ),
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
}
