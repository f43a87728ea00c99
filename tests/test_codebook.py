from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from diagnoza.errors import DiagnozaError, ParamsError
from diagnoza.folding import fold, fold_wording
from diagnoza.partnership import load_partnerships
from diagnoza.surveys.codebook import Codebook, load_codebook, load_codebooks

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "params" / "questionnaires"

BANK = """\
services:
  - {id: bus, label: Autobus, field: transport}
  - {id: library, label: Biblioteka, field: kultura, sensitive: true}
lists:
  - {id: institution, entries: [{id: office, label: Urząd}, {id: council, label: Rada}]}
answers:
  - id: agree
    direction: up
    options: [{code: 1, label: Nie}, {code: 2, label: Tak}]
    missing: [{code: -8, label: Nie wiem, kind: dont_know}]
items:
  - id: sex
    wording: Jaka jest Pana/Pani płeć?
    kind: single
    options: [{code: f, label: Kobieta, variants: [K]}, {code: m, label: Mężczyzna, variants: [M]}]
  - {id: place_good, wording: "Czy to dobre miejsce?", kind: scale, answers: agree}
  - {id: "use_{service}", wording: "Czy korzysta Pan/Pani z usługi: {label}?", kind: single, aspect: use, answers: used}
  - id: "where_{service}"
    wording: "Gdzie korzysta Pan/Pani z usługi: {label}?"
    kind: place
    base: {question: "use_{service}", codes: [yes]}
""".replace("\nitems:", "\n  - {id: used, options: [{code: yes, label: Korzystam}, {code: no, label: Nie korzystam}]}\nitems:")

GOOD = """\
id: trial
title: Ankieta próbna
group: residents
instrument_version: "1.0"
questions:
  - {item: sex}
  - {item: place_good, variants: [Dobre miejsce]}
  - {item: "use_{service}"}
  - {item: "where_{service}", only: [bus]}
  - id: wishes
    wording: Co jest potrzebne?
    kind: multiple
    max_choices: 2
    options:
      - {code: 1, label: Drogi, variants: [Ulice]}
      - {code: 2, label: Szkoły}
      - {code: 3, label: Inne, free_text: true}
    missing: [{code: -9, label: Odmowa, kind: refused}]
  - id: rate
    wording: Jak ocenia Pan/Pani urząd?
    kind: scale
    direction: up
    options: [{code: 1, label: Źle}, {code: 2, label: Dobrze}]
    base: {question: wishes, codes: [1, 2]}
  - {id: years, wording: "Od ilu lat Pan/Pani tu mieszka?", kind: number, minimum: 0, maximum: 110}
  - {id: e_mail, wording: Adres e-mail, kind: text, personal: true}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "params" / "questionnaires"
    folder.mkdir(parents=True)
    (folder / "bank.yaml").write_text(BANK, encoding="utf-8")
    return folder


def load(folder: Path, text: str = GOOD, bank: str = BANK) -> Codebook:
    (folder / "trial.yaml").write_text(text, encoding="utf-8")
    (folder / "bank.yaml").write_text(bank, encoding="utf-8")
    return load_codebook(folder / "trial.yaml", folder / "bank.yaml")


def problems(folder: Path, text: str = GOOD, bank: str = BANK) -> list[str]:
    with pytest.raises(ParamsError) as caught:
        load(folder, text, bank)
    return [str(problem) for problem in caught.value.problems]


# The five questionnaires of the project --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def five() -> dict[str, Codebook]:
    return load_codebooks(FOLDER)


def test_the_five_groups_have_their_questionnaires_and_it_takes_no_time(five: dict[str, Codebook]) -> None:
    assert list(five) == ["entrepreneurs", "leaders", "residents", "seniors", "youth"]
    assert all(codebook.group == name for name, codebook in five.items())
    begin = time.process_time()
    load_codebooks(FOLDER)
    assert time.process_time() - begin < 4  # it takes half a second


def test_a_common_item_has_the_same_answers_wherever_it_is_asked(five: dict[str, Codebook]) -> None:
    seen: dict[str, object] = {}
    for codebook in five.values():
        for question in (codebook.question(name) for name in codebook.common):
            same = question.model_copy(update={"wording": "", "variants": (), "base": None})
            assert seen.setdefault(question.id, same) == same


def test_questions_of_one_name_are_common_or_of_one_group(five: dict[str, Codebook]) -> None:
    own = [question.id for codebook in five.values() for question in codebook.questions if not question.common]
    assert len(own) == len(set(own))


def test_youth_residents_and_leaders_can_be_confronted(five: dict[str, Codebook]) -> None:
    youth, residents, leaders = (set(five[group].common) for group in ("youth", "residents", "leaders"))
    single = {"gmina", "place_type", "sex", "age_group", "place_good", "change_5y", "sat_overall", "strengths", "weaknesses"}
    single |= {"projects_wanted", "ties_place", "coop_know", "coop_fields", "info_source", "participation_12m", "open_change"}
    assert single <= youth & residents & leaders
    assert len(youth & residents) >= 60
    assert len(residents & leaders) >= 45
    assert {f"trust_{one}" for one in ("neighbours", "office", "council", "county", "ngo", "partnership")} <= youth & residents & leaders
    assert residents >= set(five["seniors"].common) | set(five["entrepreneurs"].common)


def test_every_service_asked_about_has_importance_and_satisfaction(five: dict[str, Codebook]) -> None:
    for codebook in five.values():
        rows = {
            aspect: [q.row for q in codebook.questions if q.aspect == aspect and q.common and q.row]
            for aspect in ("importance", "satisfaction")
        }
        assert rows["importance"] == rows["satisfaction"] != []
    services = [question for question in five["residents"].questions if question.grid == "sat_{service}"]
    assert 10 <= len(services) <= 14
    assert {question.field for question in services} >= {"edukacja", "kultura", "sprawy_spoleczne", "transport", "zdrowie"}


def test_each_group_is_asked_what_concerns_it(five: dict[str, Codebook]) -> None:
    asked = {name: {question.id for question in codebook.questions} for name, codebook in five.items()}
    assert {"live_5y", "leave_intent", "return_if", "push_work", "pull_work", "values_family", "edu_plan", "influence"} <= asked["youth"]
    assert {"edu", "work_status", "household", "disability_hh", "intent_move", "willing_volunteer"} <= asked["residents"]
    assert {"self_rate_bus", "coop_now_kultura", "coop_want_kultura", "ready_share_staff", "priority_goals"} <= asked["leaders"]
    assert {"size", "sector_pkd", "office_rate_time", "obstacle_staff", "support_needed"} <= asked["entrepreneurs"]
    assert {"mobility", "help_need_shopping", "help_has_shopping", "health_access_pharmacy", "loneliness_company"} <= asked["seniors"]


def test_nobody_is_asked_who_they_are_and_delicate_matters_are_marked(five: dict[str, Codebook]) -> None:
    questions = [question for codebook in five.values() for question in codebook.questions]
    assert not [question.id for question in questions if question.personal]
    assert not {"name", "email", "phone", "birth_date", "school_id", "class"} & {question.id for question in questions}
    delicate = {question.id for question in questions if question.sensitive}
    assert {
        "disability_hh",
        "mat_situation",
        "parents_edu",
        "mobility",
        "loneliness_company",
        "help_need_hygiene",
        "use_social_help",
    } <= delicate


def test_the_words_are_polish_formal_and_well_set(five: dict[str, Codebook]) -> None:
    for question in (question for codebook in five.values() for question in codebook.questions):
        texts = [question.wording, question.label or "", *(option.label for option in question.options)]
        assert all('"' not in text and "  " not in text and "{" not in text for text in texts)
        assert all(text.count("„") == text.count("”") for text in texts)
        assert "(a)" not in question.wording
        assert question.label


def test_most_five_answers_are_said_in_the_question_too(five: dict[str, Codebook]) -> None:
    for question in (question for codebook in five.values() for question in codebook.questions if question.max_choices):
        assert f"najwyżej {question.max_choices}" in question.wording


def test_none_of_these_excludes_every_other_answer(five: dict[str, Codebook]) -> None:
    for option in (option for codebook in five.values() for question in codebook.questions for option in question.options):
        says_none = option.code == "none" or option.label.startswith(("Żadn", "W żadn", "Z żadn", "Za żadn", "Nic", "W niczym"))
        assert option.exclusive is says_none, option.label


def test_questionnaires_are_no_partnerships() -> None:
    assert {partnership.path.parent.name for partnership in load_partnerships(ROOT)} == {"params"}


# What a questionnaire may be --------------------------------------------------------------------------------------------------


def test_a_grid_is_a_question_for_each_of_its_rows(folder: Path) -> None:
    codebook = load(folder)
    assert [question.id for question in codebook.questions][:5] == ["sex", "place_good", "use_bus", "use_library", "where_bus"]
    assert codebook.common == ("sex", "place_good", "use_bus", "use_library", "where_bus")
    bus, where = codebook.question("use_bus"), codebook.question("where_bus")
    assert (bus.wording, bus.label, bus.grid, bus.row) == ("Czy korzysta Pan/Pani z usługi: Autobus?", "Autobus", "use_{service}", "bus")
    assert (bus.field, bus.aspect, bus.codes, bus.sensitive) == ("transport", "use", ("yes", "no"), False)
    assert codebook.question("use_library").sensitive
    assert where.base is not None
    assert (where.base.question, where.base.codes) == ("use_bus", ("yes",))


def test_a_questionnaire_chooses_services_and_single_rows(folder: Path) -> None:
    ids = [question.id for question in load(folder, GOOD.replace("questions:", "services: [bus]\nquestions:", 1)).questions]
    assert "use_bus" in ids
    assert "use_library" not in ids
    one = load(folder, GOOD.replace('{item: "use_{service}"}', "{item: use_bus}"))
    assert [question.id for question in one.questions][2:4] == ["use_bus", "where_bus"]
    assert one.question("use_bus").common


def test_another_wording_is_asked_and_the_common_one_is_understood(folder: Path) -> None:
    good = load(folder, GOOD.replace("variants: [Dobre miejsce]", "wording: Dobrze tu, variants: [Dobre miejsce]")).question("place_good")
    assert (good.wording, good.variants) == ("Dobrze tu", ("Dobre miejsce", "Czy to dobre miejsce?"))
    grid = GOOD.replace('{item: "use_{service}"}', '{item: "use_{service}", wording: "Korzysta Pan/Pani? [{label}]"}')
    assert load(folder, grid).question("use_bus").variants == ("Czy korzysta Pan/Pani z usługi: Autobus?",)


def test_codes_are_text_as_written(folder: Path) -> None:
    codebook = load(
        folder, GOOD.replace("{code: 2, label: Szkoły}", "{code: 02, label: Szkoły}").replace("[1, 2]}\n  - {id: y", "[1, 02]}\n  - {id: y")
    )
    assert codebook.question("wishes").codes == ("1", "02", "3")
    assert codebook.question("wishes").missing[0].code == "-9"
    assert codebook.question("wishes").options[2].free_text
    assert codebook.question("e_mail").personal


def test_a_codebook_does_not_change_and_names_what_is_near(folder: Path) -> None:
    codebook = load(folder)
    with pytest.raises(ValidationError):
        codebook.title = "Inna"
    with pytest.raises(DiagnozaError, match=r"^The questionnaire 'trial' has no question 'whishes'\. Near it are: wishes\.$"):
        codebook.question("whishes")
    assert codebook.question("sex").option("f") is not None
    assert codebook.question("sex").option("x") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{item: sex}", "{item: sex, wording: Płeć}"),
        ("max_choices: 2\n", "max_choices: 3\n"),
        ("label: Szkoły", "label: Drogi i szkoły"),
        ("label: Szkoły", "label: Niczego nie trzeba, exclusive: true"),
        ("label: Źle", "label: '1'"),  # the label of an option may be its own code
        ("minimum: 0, maximum: 110", "minimum: 0.5, maximum: 0.5"),
        ("kind: text", 'kind: text, missing: [{code: "", label: Brak, kind: refused}]'.replace('""', "brak")),
        ("direction: up", "direction: down\n    sensitive: false"),
        ("{code: 1, label: Źle}, {code: 2, label: Dobrze}", "{code: -1, label: 60+}, {code: 1, label: 60}"),
    ],
)
def test_what_may_stand_in_a_questionnaire(folder: Path, old: str, new: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    if "60+" in new:
        text = text.replace("label: 60+", 'label: "60+"').replace("label: 60}", 'label: "60"}')
    load(folder, text)


# What is wrong with a questionnaire ------------------------------------------------------------------------------------------

TEN = """\
id: residents
title: Ankieta próbna
group: mieszkańcy
instrument_version: "1.0"
questions:
  - {item: sex, options: [{code: 1, label: Kobieta}, {code: 2, label: Mężczyzna}]}
  - {item: place_god}
  - id: wishes
    wording: Co jest potrzebne?
    kind: multiple
    max_choices: 4
    options:
      - {code: 1, label: Drogi, variants: [szkoły!]}
      - {code: 2, label: Szkoły}
      - {code: 3, label: Inne}
    missing: [{code: -9, label: Odmowa, kind: refused}]
  - id: rate
    wording: Jak ocenia Pan/Pani urząd?
    kind: scale
    options: [{code: 1, label: Źle}, {code: 2, label: Dobrze}]
  - {id: years, wordng: "Od ilu lat Pan/Pani tu mieszka?", kind: number, minimum: 110, maximum: 0}
  - {id: needs, wording: "12. CO JEST POTRZEBNE", kind: text}
"""


def test_ten_mistakes_give_ten_lines(folder: Path) -> None:
    expected = """\
id: 'residents' is not the name of the file. Write trial, or rename the file to residents.yaml.
group: 'mieszkańcy' is not allowed here. Write one of residents, youth, leaders, entrepreneurs, seniors.
questions[0].options: 'sex' is a common item, and `options` is the same in all questionnaires. @
questions[1].item: there is no item 'place_god' in the bank. Write place_good.
questions[2].max_choices: 4 is more than the 3 options. Write 3 or fewer, or take it out if all may be chosen.
questions[2].options[0].variants[0]: 'szkoły!' means options[1] already. Take it out, or an answer could mean either.
questions[3].direction: the direction of the scale is missing. Add direction: up if the higher code is better or more, else down.
questions[4].maximum: 0 is less than the minimum, 110. Write the largest number that is possible.
questions[4].wordng: the key `wordng` is not known. Write `wording`.
questions[5].wording: '12. CO JEST POTRZEBNE' means questions[2] (wishes) already. Tell them apart in words, or a column could be either."""
    expected = expected.replace("@", "Take it out, or ask a question with an id of its own instead of the item.")
    assert problems(folder, TEN) == [f"params/questionnaires/trial.yaml, {line}" for line in expected.splitlines()]


SCALE = "options: [{code: 1, label: Źle}, {code: 2, label: Dobrze}]"
CASES = [
    ("title: Ankieta próbna\n", "", "title: is missing. Add the Polish title of the questionnaire."),
    ("title:", "titel:", "titel: the key `titel` is not known. Write `title`."),
    ("kind: number, ", "", "questions[6].kind: is missing. Add one of single, multiple, scale, number, text, place."),
    ("{id: years, ", "{", "questions[6].id: is missing. Add a name of lower-case letters a-z, digits and _, e.g. sex or"),
    (
        'wording: "Od ilu lat Pan/Pani tu mieszka?", ',
        "",
        "questions[6].wording: is missing. Add the question in Polish as it is asked; {label} stands for the row",
    ),
    ("kind: text", "kind: open", "questions[7].kind: 'open' is not allowed here. Write one of single, multiple, scale, number, text,"),
    (
        "kind: text",
        "kind: text, field: edukcja",
        "questions[7].field: 'edukcja' is not allowed here. Write one of edukacja, kultura, sprawy_spoleczne,",
    ),
    (
        "kind: text",
        "kind: text, aspect: quality",
        "questions[7].aspect: 'quality' is not allowed here. Write one of satisfaction, expectation, importance, use,",
    ),
    (
        "personal: true",
        "personal: tak",
        "questions[7].personal: 'tak' is text, not true or false. Write true for names, addresses and devices,",
    ),
    ("id: e_mail", "id: E-mail", "questions[7].id: 'E-mail' is not allowed here. Write a name of lower-case letters a-z, digits and _,"),
    (
        "wording: Adres e-mail",
        "wording:",
        "questions[7].wording: is empty. Write the question in Polish as it is asked; {label} stands for the row",
    ),
    (
        "max_choices: 2",
        "max_choices: dwa",
        "questions[4].max_choices: 'dwa' is text, not a whole number. Write how many answers may be chosen.",
    ),
    ("max_choices: 2", "max_choices: 0", "questions[4].max_choices: 0 is too small. Write how many answers may be chosen."),
    (
        "- {code: 2, label: Szkoły}",
        "- {code: 2}",
        "questions[4].options[1].label: is missing. Add the answer in Polish, as the respondent read it.",
    ),
    (
        "- {code: 2, label: Szkoły}",
        "- Szkoły",
        "questions[4].options[1]: 'Szkoły' is text, not a group of keys. Write the list of answers, each with",
    ),
    (
        "- {code: 2, label: Szkoły}",
        "- {code: 2.5, label: Szkoły}",
        "questions[4].options[1].code: 2.5 is a number, not text. Write a short code of the answer, e.g. 1 or",
    ),
    (
        "kind: refused",
        "kind: none",
        "questions[4].missing[0].kind: 'none' is not allowed here. Write one of dont_know, refused, not_asked,",
    ),
    (
        'instrument_version: "1.0"',
        "instrument_version: 1.0",
        "instrument_version: 1.0 is a number, not text. Write the version of the questionnaire in quotes, e.g.",
    ),
    (
        "  - {item: sex}\n",
        "  - sex\n",
        "questions[0]: 'sex' is text, not a group of keys. Write the list of questions, in the order of the",
    ),
    (
        GOOD[GOOD.index("questions:") :],
        "questions: []\n",
        "questions: is empty. Write the list of questions, in the order of the questionnaire.",
    ),
    ("id: years", "id: rate", "questions[6].id: 'rate' is asked already, questions[5]. Keep one of them."),
    ("id: years", "id: place_good", "questions[6].id: 'place_good' is a common item of the bank. Write `item: place_good`, or give the"),
    (
        "{item: sex}",
        "{item: sex}\n  - {item: sex, wording: Płeć}",
        "questions[1].item: 'sex' is asked already, questions[0]. Keep one of them.",
    ),
    (
        '{item: "use_{service}"}',
        '{item: "use_{service}"}\n  - {item: use_bus, wording: Autobus}',
        "questions[3].item: 'use_bus' is asked already, questions[2]. Keep one of them.",
    ),
    ("{item: sex}", "{item: wiek}", "questions[0].item: there is no item 'wiek' in the bank. Look it up in bank.yaml."),
    (
        "{item: sex}",
        "{item: sex, id: gender}",
        "questions[0].id: 'sex' is a common item, and `id` is the same in all questionnaires. Take it out, or",
    ),
    ("only: [bus]", "only: [tram]", "questions[3].only[0]: there is no row 'tram'. Write one of bus and library."),
    ("{item: sex}", "{item: sex, only: [bus]}", "questions[0].only: the question has no rows to choose from. Take it out."),
    (
        "questions:",
        "services: [bus, tram, library]\nquestions:",
        "services[1]: there is no service 'tram' in the bank. Write one of bus and library.",
    ),
    ("questions:", "services: [bus, library, bus]\nquestions:", "services[2]: 'bus' stands there already, services[0]. Keep one of them."),
    (
        "questions:",
        "lists: [{id: institution, entries: [{id: a, label: A}]}]\nquestions:",
        "lists[0].id: 'institution' is in the bank already. Give it an id of its own.",
    ),
    (
        "questions:",
        "lists: [{id: part, entries: []}]\nquestions:",
        "lists[0].entries: is empty. Write the list of rows, each with the keys id and label.",
    ),
    (
        "questions:",
        "lists: [{id: part, entries: [{id: a, label: A}, {id: a, label: B}]}]\nquestions:",
        "lists[0].entries[1].id: 'a' is in entries[0] already. Give it an id of its own.",
    ),
    (
        "questions:",
        "answers: [{id: agree, options: [{code: 1, label: A}]}]\nquestions:",
        "answers[0].id: 'agree' is in the bank already. Give it an id of its own.",
    ),
    (
        "questions:",
        "answers: [{id: ab, options: [{code: 1, label: A}, {code: 1, label: B}]}]\nquestions:",
        "answers[0].options[1].code: '1' means options[0] already. Give each answer a code of its own.",
    ),
    (
        "questions:",
        "answers: [{id: ab, direction: up, options: [{code: a, label: A}, {code: 2, label: B}]}]\nquestions:",
        "answers[0].options[0].code: 'a' is no whole number, and this is a scale. Write 1, 2, 3 and so on.",
    ),
    (
        "{code: 2, label: Szkoły}",
        "{code: 1, label: Szkoły}",
        "questions[4].options[1].code: '1' means options[0] already. Give each answer a code of its own.",
    ),
    (
        "label: Szkoły",
        'label: " DROGI. "',
        "questions[4].options[1].label: ' DROGI. ' means options[0] already. Give each answer a label of its own.",
    ),
    ("[Ulice]", "[Ulice, 2]", "questions[4].options[0].variants[1]: '2' means options[1] already. Take it out, or an answer could mean"),
    (
        "[Ulice]",
        "[Ulice, odmowa]",
        "questions[4].options[0].variants[1]: 'odmowa' means missing[0] already. Take it out, or an answer could",
    ),
    (
        "label: Szkoły",
        "label: Szkoły, variants: [ulice]",
        "questions[4].options[1].variants[0]: 'ulice' means options[0] already. Take it out, or an answer could",
    ),
    ("label: Szkoły", "label: '3'", "questions[4].options[1].label: '3' means options[2] already. Give each answer a label of its own."),
    ("code: -9", "code: 3", "questions[4].missing[0].code: '3' means options[2] already. Give each answer a code of its own."),
    (
        "label: Odmowa",
        "label: inne",
        "questions[4].missing[0].label: 'inne' means options[2] already. Give each answer a label of its own.",
    ),
    (
        GOOD[GOOD.index("    options:\n") : GOOD.index("    missing")],
        "",
        "questions[4].options: there are no options. Write the list of answers, each with the keys code and",
    ),
    (
        "options: [{code: 1, label: Źle}, {code: 2, label: Dobrze}]",
        "options: [{code: 1, label: Źle}]",
        "questions[5].options: one option is too few for kind scale. Write the list of answers, each with the",
    ),
    (
        "code: 2, label: Dobrze",
        "code: b, label: Dobrze",
        "questions[5].options[1].code: 'b' is no whole number, and this is a scale. Write 1, 2, 3 and so on.",
    ),
    (
        "kind: text",
        "kind: text, options: [{code: 1, label: A}]",
        "questions[7].options: options do not go with kind text. Take them out, or write kind single, multiple",
    ),
    (
        "maximum: 110",
        "maximum: 110, options: [{code: 1, label: A}]",
        "questions[6].options: options do not go with kind number. Take them out, or write kind single, multiple",
    ),
    (
        "max_choices: 2",
        "max_choices: 4",
        "questions[4].max_choices: 4 is more than the 3 options. Write 3 or fewer, or take it out if all may be",
    ),
    (
        "direction: up",
        "direction: up\n    max_choices: 1",
        "questions[5].max_choices: `max_choices` does not go with kind scale. Take it out, or write kind",
    ),
    (
        "label: Źle}",
        "label: Źle, exclusive: true}",
        "questions[5].options[0].exclusive: `exclusive` does not go with kind scale. Take it out, or write kind multiple.",
    ),
    (
        "label: Szkoły}",
        "label: Szkoły, exclusive: yes please}",
        "questions[4].options[1].exclusive: 'yes please' is text, not true or false. Write true for an answer such as",
    ),
    ("    direction: up\n", "", "questions[5].direction: the direction of the scale is missing. Add direction: up if the higher code is"),
    (
        "max_choices: 2",
        "max_choices: 2\n    direction: up",
        "questions[4].direction: `direction` does not go with kind multiple. Take it out, or write kind scale.",
    ),
    (
        ", minimum: 0, maximum: 110",
        "",
        "questions[6].minimum: the range of the number is missing. Add minimum and maximum, the smallest and the",
    ),
    (", maximum: 110", "", "questions[6].maximum: is missing. Add the largest number that is possible."),
    (
        "minimum: 0, maximum: 110",
        "minimum: 1, maximum: 0",
        "questions[6].maximum: 0 is less than the minimum, 1. Write the largest number that is possible.",
    ),
    (
        "kind: text",
        "kind: text, minimum: 1, maximum: 2",
        "questions[7].minimum: `minimum` does not go with kind text. Take it out, or write kind number.",
    ),
    (
        "    direction: up\n    options: [{code: 1, label: Źle}, {code: 2, label: Dobrze}]",
        "    answers: agre",
        "questions[5].answers: there are no answers 'agre'. Write agree.",
    ),
    ("    direction: up\n", "    answers: agree\n", "questions[5].options: `options` stands beside `answers`. Keep one of them."),
    (
        "kind: scale\n    direction: up\n    options: [{code: 1, label: Źle}, {code: 2, label: Dobrze}]",
        "kind: single\n    answers: agree",
        "questions[5].answers: `direction` does not go with kind single. Take it out, or write kind scale.",
    ),
    (
        "kind: scale\n    direction: up\n    options: [{code: 1, label: Źle}, {code: 2, label: Dobrze}]",
        "kind: scale\n    answers: used",
        "questions[5].answers: the direction of the scale is missing. Add direction: up if the higher code is",
    ),
    (
        "kind: text",
        "kind: text, answers: used",
        "questions[7].answers: options do not go with kind text. Take them out, or write kind single, multiple",
    ),
    ("question: wishes", "question: wish", "questions[5].base.question: there is no question 'wish'. Write wishes."),
    (
        "question: wishes",
        "question: years",
        "questions[5].base.question: 'years' is not asked before this question. Move it up, or write the id of",
    ),
    (
        "question: wishes",
        "question: rate",
        "questions[5].base.question: 'rate' is not asked before this question. Move it up, or write the id of an",
    ),
    ("codes: [1, 2]", "codes: [1, 4]", "questions[5].base.codes[1]: '4' is no answer to 'wishes'. Write one of 1, 2 and 3."),
    ("codes: [1, 2]", "codes: []", "questions[5].base.codes: is empty. Write the list of those of its codes after which this question is"),
    ("{question: wishes, codes: [1, 2]}", "{codes: [1, 2]}", "questions[5].base.question: is missing. Add the id of an earlier question."),
    (
        "{question: wishes, codes: [1, 2]}",
        "wishes",
        "questions[5].base: 'wishes' is text, not a group of keys. Write the keys question and codes: asked only",
    ),
    (
        "question: wishes",
        "question: where_bus",
        "questions[5].base.question: 'where_bus' has no options to choose. Write the id of a question that has.",
    ),
    (
        '  - {item: "use_{service}"}\n',
        "",
        "questions[2].item: 'where_bus' is only for some answers to 'use_bus', which is not asked before it. Ask",
    ),
    (
        "Adres e-mail",
        "CO JEST  <b>potrzebne</b>",
        "questions[7].wording: 'CO JEST  <b>potrzebne</b>' means questions[4] (wishes) already. Tell them apart",
    ),
    (
        "Adres e-mail",
        "7. Jaka jest Pana/Pani płeć",
        "questions[7].wording: '7. Jaka jest Pana/Pani płeć' means questions[0] (sex) already. Tell them apart",
    ),
    (
        "kind: text",
        "kind: text, variants: [Dobre miejsce!]",
        "questions[7].variants[0]: 'Dobre miejsce!' means questions[1] (place_good) already. Tell them apart in",
    ),
    (
        "kind: text",
        "kind: text, variants: [years]",
        "questions[7].variants[0]: 'years' means questions[6] (years) already. Tell them apart in words, or a",
    ),
    (
        "[Dobre miejsce]",
        "[Co jest potrzebne]",
        "questions[1].variants[0]: 'Co jest potrzebne' means questions[4] (wishes) already. Tell them apart in",
    ),
    (
        "{item: sex}",
        "{item: sex, wording: Co jest potrzebne}",
        "questions[4].wording: 'Co jest potrzebne?' means questions[0] (sex) already. Tell them apart in words,",
    ),
    (
        "id: e_mail, wording: Adres",
        'id: "mail_{service}", wording: Adres',
        "questions[7].wording: it would be the same for every row of the grid. Add {label} where the row is to",
    ),
    ("id: e_mail, wording: Adres", 'id: "mail_{servis}", wording: Adres', "questions[7].id: there is no list 'servis'. Write service."),
    (
        "wording: Adres e-mail",
        'wording: "Adres {label}"',
        "questions[7].wording: {label} stands for nothing here. Take it out, or name a list in braces in the id.",
    ),
    (
        "only: [bus]",
        "only: [bus], variants: [Gdzie]",
        "questions[3].variants[0]: it would be the same for every row of the grid. Add {label} where the row is",
    ),
    (
        "only: [bus]",
        'only: [bus], variants: ["Gdzie {service}"]',
        "questions[3].variants[0]: {service} stands for nothing here. Write {label} for the row of the grid.",
    ),
]


OF_THE_BANK = [
    ("services:\n", "servces:\n", "servces: the key `servces` is not known. Write `services`."),
    (
        "field: transport",
        "field: komunikacja",
        "services[0].field: 'komunikacja' is not allowed here. Write one of edukacja, kultura, sprawy_spoleczne,",
    ),
    (
        "{id: library, label: Biblioteka",
        "{id: bus, label: Biblioteka",
        "services[1].id: 'bus' is in services[0] already. Give it an id of its own.",
    ),
    ("label: Biblioteka", "label: autobus", "services[1].label: 'autobus' is in services[0] already. Tell them apart in words."),
    (
        "id: library",
        "id: Library",
        "services[1].id: 'Library' is not allowed here. Write a short name of lower-case letters a-z, digits and",
    ),
    ("id: institution", "id: service", "lists[0].id: 'service' is in the bank already. Give it an id of its own."),
    ("id: council", "id: office", "lists[0].entries[1].id: 'office' is in entries[0] already. Give it an id of its own."),
    (
        "{code: 2, label: Tak}",
        "{code: 2, label: nie}",
        "answers[0].options[1].label: 'nie' means options[0] already. Give each answer a label of its own.",
    ),
    (
        "{code: 2, label: Tak}",
        "{code: b, label: Tak}",
        "answers[0].options[1].code: 'b' is no whole number, and this is a scale. Write 1, 2, 3 and so on.",
    ),
    (
        "{code: -8, label: Nie wiem",
        "{code: 1, label: Nie wiem",
        "answers[0].missing[0].code: '1' means options[0] already. Give each answer a code of its own.",
    ),
    ("{id: place_good", "{id: sex", "items[1].id: 'sex' is in items[0] already. Give it an id of its own."),
    (
        "{id: place_good",
        "{item: place_good, id: place_good",
        "items[1].item: `item` is for questionnaires, and this is the bank. Take it out.",
    ),
    ("[M]", "[M, k]", "items[0].options[1].variants[1]: 'k' means options[0] already. Take it out, or an answer could mean"),
    ("kind: scale, answers: agree", "kind: scale, answers: agree6", "items[1].answers: there are no answers 'agree6'. Write agree."),
    (
        'id: "use_{service}"',
        'id: "use_{institution}"',
        "items[3].base.question: there is no question 'use_bus'. Write one of use_council, use_office,",
    ),
    ('id: "use_{service}"', 'id: "use_{tram}"', "items[2].id: there is no list 'tram'. Write one of institution and service."),
    (
        'usługi: {label}?", kind: single',
        'usługi?", kind: single',
        "items[2].wording: it would be the same for every row of the grid. Add {label} where the row is to stand.",
    ),
    ("codes: [yes]", "codes: [tak]", "items[3].base.codes[0]: 'tak' is no answer to 'use_bus'. Write one of yes and no."),
    ('question: "use_{service}"', "question: use_tram", "items[3].base.question: there is no question 'use_tram'. Write use_library."),
    (
        "Gdzie korzysta",
        "Czy korzysta",
        "items[3].wording: 'Czy korzysta Pan/Pani z usługi: Autobus?' means items[2] (use_bus) already. Tell",
    ),
    (
        "lists:\n",
        "lists:\n  - {id: institution, entries: [{id: a, label: A}]}\n",
        "lists[1].id: 'institution' is in lists[0] already. Give it an id of its own.",
    ),
    (
        "{id: used, options: [{code: yes, label: Korzystam}, {code: no, label: Nie korzystam}]}",
        "{id: used, options: [{code: yes, label: Korzystam}, {code: no, label: Nie korzystam}]}\n  - {id: used}",
        "answers[2].id: 'used' is in answers[1] already. Give it an id of its own.",
    ),
    (
        "options: [{code: f, label: Kobieta, variants: [K]}, {code: m, label: Mężczyzna, variants: [M]}]",
        "missing: []",
        "items[0].options: there are no options. Write the list of answers, each with the keys code and label,",
    ),
    (
        "{code: yes, label: Korzystam}",
        "{code: yes, label: Korzystam, exclusive: true}",
        "items[2].answers: `exclusive` does not go with kind single. Take it out, or write kind multiple.",
    ),
]


@pytest.mark.parametrize(("old", "new", "line"), CASES)
def test_one_mistake_gives_one_line_with_its_place_and_remedy(folder: Path, old: str, new: str, line: str) -> None:
    assert old in GOOD
    found = problems(folder, GOOD.replace(old, new, 1))
    assert len(found) == 1, found
    assert found[0].startswith(f"params/questionnaires/trial.yaml, {line}")


@pytest.mark.parametrize(("old", "new", "line"), OF_THE_BANK)
def test_one_mistake_in_the_bank_gives_one_line(folder: Path, old: str, new: str, line: str) -> None:
    assert old in BANK
    found = problems(folder, bank=BANK.replace(old, new, 1))
    assert len(found) == 1, found
    assert found[0].startswith(f"params/questionnaires/bank.yaml, {line}")


def test_the_problems_of_all_files_come_together(folder: Path) -> None:
    (folder / "first.yaml").write_text(GOOD.replace("title:", "titel:"), encoding="utf-8")
    (folder / "second.yaml").write_text("title: x: y\n", encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        load_codebooks(folder)
    files = [problem.file.removeprefix("params/questionnaires/") for problem in caught.value.problems]
    assert files == ["first.yaml", "first.yaml", "second.yaml"]  # another id, another key; no YAML


def test_a_faulty_bank_is_not_blamed_on_the_questionnaires(folder: Path) -> None:
    found = problems(folder, GOOD.replace("title:", "titel:"), BANK.replace("id: sex", "id: gender").replace("kind: place", "kind: spot"))
    assert [line.split(":")[0].removeprefix("params/questionnaires/") for line in found] == [
        "bank.yaml, items[3].kind",
        "trial.yaml, titel",
    ]


def test_a_file_that_is_not_there_is_answered_with_those_that_are(folder: Path) -> None:
    (folder / "trial.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ParamsError, match=r"nobody\.yaml, file: there is no such file\. Known here are: bank, trial\.$"):
        load_codebook(folder / "nobody.yaml", folder / "bank.yaml")
    (folder / "bank.yaml").unlink()
    with pytest.raises(ParamsError, match=r"bank\.yaml, file: there is no such file"):
        load_codebooks(folder)


def test_a_filter_of_a_common_item_can_be_another_or_none(folder: Path) -> None:
    other = load(folder, GOOD.replace("only: [bus]", "only: [bus], base: {question: sex, codes: [f]}")).question("where_bus").base
    assert other is not None
    assert (other.question, other.codes) == ("sex", ("f",))
    none = load(folder, GOOD.replace("only: [bus]", "only: [bus], base: null").replace('  - {item: "use_{service}"}\n', ""))
    assert none.question("where_bus").base is None


# Texts as they are compared ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gmina Łęczna", "gmina  leczna"),
        ("Płeć:", "<p><strong>PŁEĆ</strong></p>"),
        ("Czy tak?\n[Autobus]", "czy tak – autobus"),
        ("12. Pana/Pani wiek", "Pana / Pani wiek:"),
        ("Q3) Wiek", "Pytanie 7. wiek"),
        ("Wiek&nbsp;(w&#160;latach)", "wiek w latach"),
        ("1.2. Wiek", "wiek"),
    ],
)
def test_wordings_that_are_the_same_question(one: str, other: str) -> None:
    assert fold_wording(one) == fold_wording(other)


@pytest.mark.parametrize(("one", "other"), [("60", "60+"), ("8", "-8"), ("<18", "18"), ("5 %", "5"), ("1. klasa", "2. klasa"), ("+", "-")])
def test_labels_that_are_not_the_same_answer(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_reading_codebooks_does_not_wait_for_pandas() -> None:
    code = "import sys, diagnoza.surveys.codebook; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
