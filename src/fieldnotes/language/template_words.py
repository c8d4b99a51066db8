"""What is wrong in a town's file of templates, in words: one sentence per fault, with what to do. Knows no file."""

from collections.abc import Callable, Mapping
from typing import Final

from fieldnotes.domain.template_fault import Fault, TemplateFault
from fieldnotes.language.expected import in_words

F = Fault
WORDS: Final[Mapping[Fault, str]] = {
    F.NOT_TEXT_FILE: "The file is no text in UTF-8. Save it as UTF-8.",
    F.NOT_JSON: "Line {line} is not JSON: a comma, a bracket or a quotation mark is missing or too "
    "much. Mend that line first.",
    F.TOO_LARGE: "The file is larger than {most} kilobytes. Divide it into several.",
    F.TOO_DEEP: "There is too much inside each other here: at most {most} steps. Write it with fewer.",
    F.DOUBLE_KEY: "“{key}” stands twice in the same place. Keep one of them.",
    F.NOT_WHOLE: "The template cannot be read. Begin anew from one of the program’s.",
    F.NOTHING_THERE: "There are no files of templates here. They end in .json.",
    F.WRONG_SCHEMA: "“schema” must be “{only}”. Write that at the beginning of the file.",
    F.MISSING: "“{key}” is missing. Add it.",
    F.UNKNOWN_KEY: "“{key}” is nothing the program knows. Check how it is spelled, or take it away.",
    F.NOT_TEXT: "What stands under “{key}” must be text, in quotation marks. Write it so.",
    F.EMPTY: "“{key}” is empty. Write what people shall read.",
    F.TOO_LONG: "“{key}” is longer than {most} characters. Shorten it.",
    F.ODD_SIGN: "“{key}” holds a sign that cannot be printed. Write the text anew.",
    F.NOT_FLAG: "“{key}” must be true or false, without quotation marks.",
    F.NOT_NUMBER: "“{key}” must be a whole number from {least} to {most}. Change it.",
    F.NOT_LIST: "“{key}” must be a list, in square brackets. Write it so.",
    F.NOT_OBJECT: "“{key}” must be an object, in curly brackets. Write it so.",
    F.BAD_ID: "“{given}” cannot be an id: use small letters a–z, digits and _, at most 64. Choose another one.",
    F.DOUBLE_ID: "“{given}” stands twice. Give one of them another id.",
    F.BAD_VERSION: "“{given}” cannot be a version. Use digits, letters, points and hyphens, as 1.0.",
    F.SAME_VERSION: "{id} is changed but has the version {given} of the program’s own. Give it a version "
    "of your own, as {given}-1.",
    F.NOT_ONE_OF: "“{given}” is not allowed here. Choose one of: {of}.",
    F.TOO_MANY: "There are more than {most} under “{key}”. Take some away, or make two templates.",
    F.TOO_FEW: "There must be at least {least} under “{key}”. Add it.",
    F.COMMON_CHANGED: "“{key}” holds for every template and comes with the program: the rules rest on the "
    "law. Take it out of the file; your own rules go in the template.",
    F.LIST_TAKEN: "The program has a list called “{given}” with other choices. Give your list another id.",
    F.UNKNOWN_LIST: "There is no choice list “{given}”. Add it under choice_lists, or name one there is.",
    F.NO_LIST_HERE: "A field of type {type} chooses from no list. Take “{key}” away, or make it a choice.",
    F.ONLY_LIST: "The list here must be “{only}”, not “{given}”. The program and the rules read it by that.",
    F.LIST_UNUSED: "No field chooses from the list “{given}”. It can be taken away.",
    F.NO_LABEL: "The choice “{given}” has no English label. Add it under labels_en.",
    F.PART_MISSING: "“{given}” is missing; every template has it, and the program reads it. Take it over "
    "from a template of the program.",
    F.OTHER_MEANING: "A field with this name must be of type {only} with repeat {repeat}: rules of law "
    "look at it by its name. Change the type, or give the field another id.",
    F.SPEAKS_TO: "“{given}” is not the first field of the section one can dictate into. Set dictation "
    "true on it and put it first among those.",
    F.NOT_SPOKEN: "One cannot dictate into a field of type {type}. Take “dictation” away.",
    F.NOT_HERE: "“{key}” does not go with type {type}, only with {only}. Take it away.",
    F.NO_FIELD: "There is no field “{given}” in this section. Name one there is.",
    F.ITSELF: "The field “{given}” cannot lean on itself. Name another field.",
    F.BAD_SHOW_IF: "“{given}” is not written as field=value. Write it so, as consent=nej.",
    F.BAD_DEFAULT: "“{given}” cannot stand in a field of type {type}. Change the default.",
    F.BAD_PREFILL: "A field of type {type} with this name cannot be filled from “{given}”. Change "
    "“prefill”, or take it away.",
    F.ALIAS_TAKEN: "The spoken name “{given}” leads to {other} already. Choose another one.",
    F.BAD_ALIAS: "“{given}” cannot be a spoken name: small letters and blanks only, as they are said.",
    F.NOT_APART: "An assessment stands apart from facts and from what people said. Put it in a section "
    "of its own with content_kind assessment.",
    F.CHILD_SHOWN: "What the child said is never preselected for a guardian. Take guardian out of "
    "share_audience, or set share_default false.",
    F.SHOWN_TO_NOBODY: "The section is shown by default, but to nobody. Name child or guardian, or set "
    "share_default false.",
    F.NO_RELAX: 'Requirements are relaxed only for what did not take place: write when as {{"eq": '
    '["$grunddata.outcome", "ej_genomfort"]}}.',
    F.NO_PLACE: "There is no place “{given}” in the template. Write section.field as they are called there.",
    F.BAD_CONDITION: "The condition is not well made: {expected} is expected. Look at a rule of the "
    "program’s templates.",
    F.UNKNOWN_PATH: "“{given}” leads nowhere in this template, so the rule would never see it. Check "
    "section and field.",
    F.NO_RULE_ID: "The rule does not say what it rests on. Name it under rule_ids, as DOC-3, or a "
    "number of your own, as KOM-1.",
    F.RULE_LOST: "The rule “{given}” of the program’s template is missing or changed. It rests on the "
    "law: take it over word for word, or give the template another id.",
    F.RULE_TAKEN: "A rule common to all templates is called “{given}”. Give yours another id.",
    F.NEVER_SIGNED: "However a note is filled in, “{given}” stops it from being signed. Change the rule "
    "or the fields it looks at.",
    F.HEADING_NOWHERE: "No template has the section “{given}”. Check how it is spelled.",
    F.CHILD_NOT_ASKED: "Nothing here says how the child was heard, or why not. That is right only for what "
    "the child has no part in.",
    F.DICTATED_TOO_LITTLE: "What is dictated here could have less than {least} characters. Set max_chars higher, "
    "or take it away.",
}


def template_fault_sentence(fault: TemplateFault, _: Callable[[str], str]) -> str:
    """Say one fault and its remedy in the person's language."""
    if fault.what is F.TOWN_FILE:
        return str(fault.values["problem"])
    values = dict(fault.values)
    if fault.what is F.BAD_CONDITION:
        values["expected"] = in_words(str(values["expected"]), _)
    if fault.what is F.UNKNOWN_KEY and values.get("near"):
        return _("“{key}” is nothing the program knows. Is “{near}” meant? Else take it away.").format(**values)
    return _(WORDS[fault.what]).format(**values)
