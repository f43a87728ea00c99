from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from diagnoza.errors import DiagnozaError, ParamsError
from diagnoza.flow_params import check_services
from diagnoza.partnership import TABLES, Partnership, load_partnership, load_partnerships, project_root
from diagnoza.teryt import REGISTER

ROOT = Path(__file__).parents[1]

GOOD = """\
id: trial
name: Partnerstwo Próbne
kind: informal
members:
  - {teryt: "0402073", role: lead}
  - {teryt: "0402042", role: member, joined: 2021-03-30}
  - {teryt: "0402", role: provider}
period: {start: 2020, end: 2021}
description: Opis próbny.
sources:
  - {table: flows, file: surveys/youth.csv, provider: szkoła, date: 2021-01-31, licence: zgoda, origin: synthetic}
"""

SURVEY = """\
surveys:
  - {id: youth, title: Badanie, questionnaire: youth, design: open_link, mode: internetowa, start: 2021-01-04, end: 2021-02-05}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "params").mkdir()
    (tmp_path / "data/raw/reference").mkdir(parents=True)
    (tmp_path / "data/raw/trial/surveys").mkdir(parents=True)
    (tmp_path / "data/raw/trial/surveys/youth.csv").write_text("id\n", encoding="utf-8")
    shutil.copy(ROOT / REGISTER, tmp_path / REGISTER)
    return tmp_path


def write(root: Path, text: str, name: str = "trial.yaml") -> None:
    (root / "params" / name).write_text(text, encoding="utf-8")


def problems(root: Path, text: str) -> list[str]:
    write(root, text)
    with pytest.raises(ParamsError) as caught:
        load_partnership("trial", root)
    return [str(problem) for problem in caught.value.problems]


# The five partnerships of the project ----------------------------------------------------------------------------------------


def test_the_five_partnerships_load_in_order_of_their_ids() -> None:
    partnerships = load_partnerships(ROOT)
    assert [p.id for p in partnerships] == sorted(p.id for p in partnerships)
    assert {"jablonowo", "lwowek", "mg-6", "starachowice", "swilcza"} <= {p.id for p in partnerships}
    assert len(set(partnerships)) == len(partnerships)


def test_mg6_is_a_union_of_six_that_names_no_lead() -> None:
    union = load_partnership("mg-6", ROOT)
    assert (union.kind, union.lead, union.providers) == ("union", None, ())
    assert union.municipalities == ("0801022", "0801032", "0801042", "0801052", "0801062", "0861011")
    assert (union.period.start, union.period.end) == (2013, 2014)


def test_jablonowo_leads_three_municipalities_and_its_powiat_is_no_municipality() -> None:
    partnership = load_partnership("jablonowo", ROOT)
    assert partnership.lead == "0402073"
    assert partnership.municipalities == ("0402073", "0402042", "0402022", "0412062")
    assert partnership.providers == ("0402",)


def test_the_descriptions_are_polish_and_the_quotes_in_them_too() -> None:
    for partnership in load_partnerships(ROOT):
        assert '"' not in partnership.name + partnership.description
        assert partnership.description.count("„") == partnership.description.count("”")


# What a partnership may be ----------------------------------------------------------------------------------------------------


def test_a_partnership_is_found_by_id_and_by_path_and_knows_its_file(root: Path) -> None:
    write(root, GOOD)
    by_id, by_path = load_partnership("trial", root), load_partnership(root / "params" / "trial.yaml", root)
    assert by_id == by_path == load_partnership("params/trial.yaml", root)
    assert by_id.path == root / "params" / "trial.yaml"
    assert str(by_id.members[1].joined) == "2021-03-30"


def test_a_partnership_does_not_change_and_its_constants_have_defaults(root: Path) -> None:
    write(root, GOOD)
    partnership = load_partnership("trial", root)
    assert (partnership.method.change_years, partnership.method.z_limit) == (5, 3.0)
    assert partnership.reference is None
    assert hash(partnership) == hash(load_partnership("trial", root))
    with pytest.raises(ValidationError):
        partnership.name = "Inne"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"0402042"', '"0861011"'),  # far away: a partnership may lie in pieces
        ('  - {teryt: "0402", role: provider}\n', ""),
        ("description:", "method: {change_years: 3, z_limit: 4}\ndescription:"),
        ("description:", "reference: data/raw/reference\ndescription:"),
        ("joined: 2021-03-30", "joined: null"),
        ("Partnerstwo Próbne", "no"),  # a word, and no truth value
        ("surveys/youth.csv", "./surveys/../surveys/youth.csv"),
        (GOOD[GOOD.index("sources") :], "sources: []\n"),
        (GOOD[GOOD.index("sources") :], ""),
        ('teryt: "0402042"', "teryt: '0402042'"),
    ],
)
def test_what_may_stand_in_a_file(root: Path, old: str, new: str) -> None:
    assert old in GOOD
    write(root, GOOD.replace(old, new))
    assert load_partnership("trial", root).lead == "0402073"


def test_the_reference_folder_may_lie_outside_the_project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("national")
    write(root, f"{GOOD}reference: {folder.as_posix()}\n")
    assert load_partnership("trial", root).reference == folder.as_posix()


def test_every_raw_table_of_the_house_can_be_delivered(root: Path) -> None:
    for table in TABLES:
        write(root, GOOD.replace("table: flows", f"table: {table}, survey: youth" if table == "surveys" else f"table: {table}") + SURVEY)
        assert load_partnership("trial", root).sources[0].table == table


# What is wrong with a file ----------------------------------------------------------------------------------------------------

TEN = """\
id: trial
name: Partnerstwo Próbne
kind: informal
members:
  - {teryt: 0402073, role: lead}
  - {teryt: "0402042", role: lead}
  - {teryt: "0402", role: member}
  - {teryt: "0402022", role: member}
  - {teryt: "0402022", role: member}
  - {teryt: "0412063", role: member}
period: {start: 2021, end: 2020}
descripton: Opis próbny.
sources:
  - {table: survey, file: surveys/missing.csv, provider: szkoła, date: 2099-01-31, licence: zgoda, origin: real}
"""


def test_ten_mistakes_give_ten_lines(root: Path) -> None:
    missing = "surveys/missing.csv. Copy the file there, as it was delivered, or take the source out of params/trial.yaml"
    powiat = '"0402" (powiat brodnicki, kujawsko-pomorskie)'
    wapielsk = '"0412062" (Wąpielsk, wiejska, powiat rypiński)'
    jablonowo = '"0402073" (Jabłonowo Pomorskie, miejsko-wiejska, powiat brodnicki)'
    expected = f"""\
members: there are 2 leads: 0402073 and 0402042. Keep the role lead for one, and write member for the others.
members[0].teryt: 0402073 is a number, but a code is text. Put it in quotes, so that it stays as it is: {jablonowo}.
members[2].teryt: {powiat} is a powiat, but a lead or a member is a municipality. Use role provider for a powiat.
members[4].teryt: 0402022 is a member already, members[3]. Keep one of them.
members[5].teryt: "0412063" ends in the wrong type digit. Write {wapielsk}, as the register has it.
period.end: 2020 is before the start, 2021. Write the last year of the period, not earlier than its first.
sources[0].table: 'survey' is not allowed here. Write one of {", ".join(TABLES)}.
sources[0].file: there is no file data/raw/trial/{missing}.
sources[0].date: 2099-01-31 is in the future. Write the day on which it happened.
descripton: the key `descripton` is not known. Write `description`."""
    assert problems(root, TEN) == [f"params/trial.yaml, {line}" for line in expected.splitlines()]


MEMBERS = GOOD[GOOD.index("  - {teryt") : GOOD.index("period")]
LEAD = '  - {teryt: "0402073", role: lead}\n'
PROVIDER = '  - {teryt: "0402", role: provider}\n'


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        # YAML
        (
            "name: Partnerstwo",
            "name: Partnerstwo: Nowe",
            "line 2: this is not YAML that can be read: mapping values are not allowed here. Look",
        ),
        ("name: P", "\tname: P", "line 2: this is not YAML"),
        (
            "name: Partnerstwo Próbne",
            "name: *name",
            "line 2: this is not YAML that can be read: aliases (*name) are not used here. Write the value",
        ),
        ("name: P", "name: P\x07", "file: this is not YAML that can be read: unacceptable character"),
        ("period:", "kind: union\nperiod:", "kind: the key stands 2 times, in lines 3 and 8. Keep one of them."),
        ("end: 2021", "end: 2021, end: 2022", "period.end: the key stands 2 times, in lines 8 and 8. Keep one of them."),
        (GOOD, "", "file: there are no keys in it. Begin with"),
        (GOOD, "{}\n", "file: there are no keys in it. Begin with"),
        (GOOD, "- mg-6\n", "file: there are no keys in it. Begin with"),
        (GOOD, "{" * 3000, "file: this is not YAML that can be read"),
        # keys
        ("name:", "nmae:", "nmae: the key `nmae` is not known. Write `name`."),
        ("role: lead", "rol: lead", "members[0].rol: the key `rol` is not known. Write `role`."),
        ("period:", "colour: red\nperiod:", "colour: the key `colour` is not known. Take it out; the keys known here are id, name, kind,"),
        ("kind: informal\n", "", "kind: is missing. Add one of union, informal, single."),
        (", end: 2021}", "}", "period.end: is missing. Add the last year of the period, four digits, 1990 to 2100."),
        ("{table: flows, ", "{", "sources[0].table: is missing. Add one of surveys, inventory"),
        (", licence: zgoda", "", "sources[0].licence: is missing. Add on what terms"),
        # types
        ("name: Partnerstwo Próbne", "name: 2021", "name: 2021 is a number, not text. Write the full Polish name of the partnership."),
        ("name: Partnerstwo Próbne", "name:", "name: is empty. Write the full"),
        ("description: Opis próbny.", "description: '  '", "description: is empty. Write two to five Polish sentences"),
        ("start: 2020", 'start: "2020"', "period.start: '2020' is text, not a whole number. Write the first year of the period"),
        ("start: 2020", "start: 20200", "period.start: 20200 is too large. Write the first year"),
        ("start: 2020", "start: 20", "period.start: 20 is too small. Write the first year"),
        ("{start: 2020, end: 2021}", "2021", "period: 2021 is a number, not a group of keys. Write the keys start and end"),
        (MEMBERS, '  {teryt: "0402073", role: lead}\n', "members: this is a group of keys, not a list. Write the list of partners"),
        (
            LEAD,
            '  - "0402073"\n',
            "members[0]: '0402073' is text, not a group of keys. Write the list of partners, each with the keys teryt and role.",
        ),
        ("informal", "związek", "kind: 'związek' is not allowed here. Write one of union, informal, single."),
        ("role: member", "role: partner", "members[1].role: 'partner' is not allowed here. Write one of lead, member, provider"),
        ("origin: synthetic", "origin: fake", "sources[0].origin: 'fake' is not allowed here. Write one of real, synthetic."),
        (
            "date: 2021-01-31",
            "date: 2021-02-30",
            "sources[0].date: '2021-02-30' is text, not a date. Write the day it was handed over, without quotes",
        ),
        ("date: 2021-01-31", "date: 31.01.2021", "sources[0].date: '31.01.2021' is text, not a date. Write the day"),
        (
            "date: 2021-01-31",
            'date: "2021-01-31"',
            "sources[0].date: '2021-01-31' is text, not a date. Write the day it was handed over, without quotes",
        ),
        ("date: 2021-01-31", "date: 2021-01-31 10:00:00", "sources[0].date: '2021-01-31 10:00:00' is text, not a date. Write the day"),
        ("joined: 2021-03-30", "joined: 2099-03-30", "members[1].joined: 2099-03-30 is in the future. Write the day on which it happened."),
        (
            "period:",
            "method: {z_limit: 11}\nperiod:",
            "method.z_limit: 11 is too large. Write the largest distance from the mean that counts, 1 to 10",
        ),
        ("period:", "method: {z_limit: .nan}\nperiod:", "method.z_limit: nan is not a finite number. Write the largest"),
        ("period:", "method: {change_years: 4}\nperiod:", "method.change_years: 4 is not allowed here. Write 3 or 5"),
        ("period:", "method:\nperiod:", "method: is empty. Write those of the keys change_years and z_limit that differ, or take"),
        ("period:", "method: {z_limit: yes}\nperiod:", "method.z_limit: 'yes' is text, not a number. Write the largest"),
        ("joined: 2021-03-30", "joined: jutro", "members[1].joined: 'jutro' is text, not a date. Write the day of joining"),
        ("joined: 2021-03-30", "joined: !!timestamp jutro", "members[1].joined: 'jutro' is text, not a date. Write the day of joining"),
        ("table: flows", "table: {surveys: 1}", "sources[0].table: {'surveys': 1} is not allowed here. Write one of surveys"),
        # id and folders
        ("period:", "reference: 3\nperiod:", "reference: 3 is a number, not text. Write the folder of the national tables"),
        ("id: trial", "id: Trial", "id: 'Trial' is not allowed here. Write the name of the file without .yaml"),
        ("id: trial", "id: other", "id: 'other' is not the name of the file. Write trial, or rename the file to other.yaml."),
        ("period:", "reference: nowhere\nperiod:", "reference: there is no folder 'nowhere'. Write the folder of the national tables"),
        # members
        (
            '"0402073"',
            "0402073",
            'members[0].teryt: 0402073 is a number, but a code is text. Put it in quotes, so that it stays as it is: "0402073"',
        ),
        (
            '"0402073"',
            "402073",
            'members[0].teryt: 402073 is a number, but a code is text. Put it in quotes, so that it stays as it is: "0402073"',
        ),
        (
            '"0402"',
            "0402",
            'members[2].teryt: 0402 is a number, but a code is text. Put it in quotes, so that it stays as it is: "0402" (powiat',
        ),
        ('"0402073"', "~", "members[0].teryt: is empty. Write the code in quotes: seven digits of a municipality"),
        (
            '"0402042"',
            '"9999992"',
            'members[1].teryt: "9999992" is not in the register of municipalities. Look the code up in data/raw/reference',
        ),
        ('"0402042"', '"0402043"', 'members[1].teryt: "0402043" ends in the wrong type digit. Write "0402042" (Brzozie'),
        ('"0402042"', '"0402073"', "members[1].teryt: 0402073 is a member already, members[0]. Keep one of them."),
        ("role: provider", "role: member", 'members[2].teryt: "0402" (powiat brodnicki, kujawsko-pomorskie) is a powiat'),
        ("role: provider", "role: lead", 'members[2].teryt: "0402" (powiat brodnicki, kujawsko-pomorskie) is a powiat'),
        (
            "role: member",
            "role: provider",
            'members[1].teryt: "0402042" (Brzozie, wiejska, powiat brodnicki) is a municipality, but a provider',
        ),
        ("role: member", "role: lead", "members: there are 2 leads: 0402073 and 0402042. Keep the role lead for one, and write member"),
        (MEMBERS, PROVIDER, "members: there is no municipality among the members. Add at least one"),
        ("members:\n" + MEMBERS, "members: []\n", "members: there is no municipality among the members. Add at least one"),
        ("informal", "single", "kind: 'single' does not go with 2 municipalities. Write union or informal, or keep one municipality."),
        (MEMBERS, LEAD, "kind: 'informal' does not go with one municipality. Write single, or add the other members."),
        (MEMBERS, LEAD + PROVIDER, "kind: 'informal' does not go with one municipality. Write single"),
        # files
        (
            "surveys/youth.csv",
            "surveys/youht.csv",
            "sources[0].file: there is no file data/raw/trial/surveys/youht.csv. Write 'surveys/youth.csv'",
        ),
        ("surveys/youth.csv", "surveys", "sources[0].file: there is no file data/raw/trial/surveys. "),
        (
            "surveys/youth.csv",
            "../reference/register.csv",
            "sources[0].file: '../reference/register.csv' is not inside data/raw/trial/. Copy the",
        ),
        (
            "surveys/youth.csv",
            "surveys/../../reference/register.csv",
            "sources[0].file: 'surveys/../../reference/register.csv' is not inside",
        ),
        ("surveys/youth.csv", "/etc/hostname", "sources[0].file: '/etc/hostname' is not inside data/raw/trial/. Copy the file there"),
        ("surveys/youth.csv", "C:/youth.csv", "sources[0].file: 'C:/youth.csv' is not inside data/raw/trial/. Copy the file there"),
        (
            "surveys/youth.csv",
            "surveys\\youth.csv",
            "sources[0].file: 'surveys\\youth.csv' is not inside data/raw/trial/. Copy the file there",
        ),
        (
            GOOD[GOOD.index("  - {table") :],
            2 * GOOD[GOOD.index("  - {table") :],
            "sources[1].file: 'surveys/youth.csv' is delivered as this table already, sources[0]. Keep one of them",
        ),
    ],
)
def test_one_mistake_gives_one_line_with_its_place_and_remedy(root: Path, old: str, new: str, line: str) -> None:
    assert GOOD.count(old) >= 1
    found = problems(root, GOOD.replace(old, new, 1))
    assert len(found) == 1, found
    assert found[0].startswith(f"params/trial.yaml, {line}")


def test_a_single_municipality_has_one_line_for_a_powiat_listed_as_another(root: Path) -> None:
    text = GOOD.replace("informal", "single").replace('  - {teryt: "0402042", role: member, joined: 2021-03-30}\n', "")
    assert len(problems(root, text.replace("role: provider", "role: member"))) == 1


def test_a_file_that_is_not_utf8_says_so(root: Path) -> None:
    (root / "params" / "trial.yaml").write_bytes(GOOD.encode("cp1250"))
    with pytest.raises(ParamsError, match=r"params/trial\.yaml, file: the text is not in UTF-8\. Save the file"):
        load_partnership("trial", root)


def test_the_problems_of_all_files_come_together(root: Path) -> None:
    write(root, GOOD.replace("name: P", "nmae: P"))
    write(root, "name: x: y\n", "broken.yaml")
    write(root, GOOD.replace("id: trial", "id: other").replace("sources", "sorces"), "other.yaml")
    with pytest.raises(ParamsError) as caught:
        load_partnerships(root)
    assert [problem.file for problem in caught.value.problems] == ["params/broken.yaml", *2 * ["params/other.yaml"], "params/trial.yaml"]


def test_corrections_are_no_partnership_and_another_ending_is_refused(root: Path) -> None:
    write(root, GOOD)
    write(root, "- {reason: misprint}\n", "trial.corrections.yaml")
    assert [partnership.id for partnership in load_partnerships(root)] == ["trial"]
    write(root, GOOD.replace("id: trial", "id: second").split("sources")[0], "second.yml")
    with pytest.raises(
        ParamsError, match=r"params/second\.yml, file: the name of the file does not end in \.yaml\. Rename it to second\.yaml\."
    ):
        load_partnerships(root)


def test_an_unknown_partnership_is_answered_with_the_known_ones(root: Path) -> None:
    write(root, GOOD)
    with pytest.raises(ParamsError, match=r"^params/nobody\.yaml, file: there is no partnership 'nobody'\. Known are: trial\.$"):
        load_partnership("nobody", root)


def test_no_params_are_no_partnerships(root: Path) -> None:
    assert load_partnerships(root) == []


# The project folder and the time it takes -----------------------------------------------------------------------------------


def test_the_project_folder_is_found_from_any_folder_in_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIAGNOZA_ROOT", raising=False)
    (root / "notebooks").mkdir()
    assert project_root(root / "data" / "raw" / "trial") == root.resolve()
    monkeypatch.chdir(root / "notebooks")
    assert project_root() == root.resolve()
    monkeypatch.setenv("DIAGNOZA_ROOT", str(ROOT))
    assert project_root(root) == ROOT


def test_where_there_is_no_project_the_message_says_what_to_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIAGNOZA_ROOT", raising=False)
    with pytest.raises(DiagnozaError, match="set DIAGNOZA_ROOT"):
        project_root(root)  # it has params/ but no notebooks/
    monkeypatch.setenv("DIAGNOZA_ROOT", str(root / "data"))
    with pytest.raises(DiagnozaError, match="holds no params/"):
        project_root(root)


def test_reading_params_does_not_wait_for_pandas() -> None:
    code = "import sys, diagnoza.partnership; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_partnership_made_by_hand_points_to_where_its_file_would_be() -> None:
    partnership = load_partnership("mg-6", ROOT)
    assert Partnership.model_validate(partnership.model_dump()).path == Path("params/mg-6.yaml")


# Surveys ----------------------------------------------------------------------------------------------------------------------

OF_SURVEY = GOOD.replace("table: flows", "table: surveys, survey: youth") + SURVEY


def test_a_survey_and_its_file_belong_together(root: Path) -> None:
    write(root, OF_SURVEY)
    loaded = load_partnership("trial", root)
    assert loaded.sources[0].survey == loaded.surveys[0].id == "youth"
    assert loaded.surveys[0].minimum.cell == 5


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (", survey: youth", "", "sources[0]: the file of a survey does not say which. Add `survey:`, the id of one of `surveys`: youth."),
        ("survey: youth", "survey: yuoth", "sources[0].survey: there is no survey 'yuoth'. Write one of youth."),
        ("table: surveys", "table: flows", "sources[0].survey: it goes only with the table surveys. Take it out."),
        (
            "end: 2021-02-05",
            "end: 2020-02-05",
            "surveys[0].end: 2020-02-05 is before the start, 2021-01-04. Write the last day of the survey.",
        ),
        (
            "end: 2021-02-05",
            "end: 2021-02-05, margins: m.csv",
            "surveys[0].margins: there is no file data/raw/trial/m.csv. Put it there, or take `margins` out.",
        ),
        (
            "end: 2021-02-05",
            "end: 2021-02-05, join: [{question: a, codes: [1, 1], code: x, label: X}]",
            "surveys[0].join[0].codes: '1' is joined already. Name each answer once.",
        ),
        ("design: open_link", "design: web", "surveys[0].design: 'web' is not allowed here. Write one of probability, quota"),
    ],
)
def test_what_is_wrong_with_a_survey(root: Path, old: str, new: str, line: str) -> None:
    assert old in OF_SURVEY
    assert problems(root, OF_SURVEY.replace(old, new))[0].startswith(f"params/trial.yaml, {line}")


def test_two_surveys_of_one_id(root: Path) -> None:
    assert problems(root, OF_SURVEY + SURVEY.splitlines()[1] + "\n") == [
        "params/trial.yaml, surveys[1].id: 'youth' is the id of surveys[0] already. Write another one."
    ]


# Flows ------------------------------------------------------------------------------------------------------------------------

FLOWS = """\
flows:
  agree: {absolute: 5}
  reliability: true
  minimum:
    - {service: library, persons: 10}
  settlement:
    - {service: kindergarten, basis: statute}
    - {service: library, basis: none}
  travel_value:
    - {service: library, hour: 30, trips: 40}
  scenarios:
    - {id: shut, title: Zamknięcie, service: library, action: close, units: ["0402073"]}
    - {id: one, title: Jedna, service: library, action: merge, units: ["0402073", "0402042"], into: "0402042"}
    - {id: new, title: Nowa, service: library, action: open, units: ["0402042"], capacity: 20, return_share: 0.5}
"""
OF_FLOWS = GOOD.replace("table: flows", "table: flows, side: residence, service: library, year: 2020") + FLOWS
CLOSE = 'action: close, units: ["0402073"]'


def test_what_a_partnership_decides_about_flows(root: Path) -> None:
    write(root, OF_FLOWS)
    partnership = load_partnership("trial", root)
    flows, delivery = partnership.flows, partnership.sources[0]
    assert (delivery.side, delivery.service, delivery.year) == ("residence", "library", 2020)
    assert (flows.agree.absolute, flows.agree.relative, flows.reliability) == (5, 0.1, True)
    assert flows.bases == {"kindergarten": "statute", "library": "none"}
    assert (flows.minimums, flows.minute_values) == ({"library": 10}, {"library": 20})
    assert [scenario.id for scenario in flows.scenarios] == ["shut", "one", "new"]
    assert hash(partnership) == hash(load_partnership("trial", root))


def test_nothing_need_be_decided_about_flows(root: Path) -> None:
    write(root, GOOD)
    flows = load_partnership("trial", root).flows
    assert (flows.agree.absolute, flows.agree.relative, flows.reliability, flows.mode) == (3, 0.1, False, "car")
    assert (flows.minimums, flows.bases, flows.minute_values, flows.scenarios) == ({}, {}, {}, ())


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("table: flows", "table: capacity", "sources[0].side: it goes only with the table flows. Take it out."),
        ("side: residence", "side: both", "sources[0].side: 'both' is not allowed here. Write for flows: who reports, one of residence"),
        ("year: 2020", "year: 20", "sources[0].year: 20 is too small. Write for flows: the year, four digits"),
        ("absolute: 5", "relative: 2", "flows.agree.relative: 2 is too large. Write the share"),
        ("reliability: true", "reliability: maybe", "flows.reliability: 'maybe' is text, not true or false. Write true to weigh"),
        ("persons: 10", "persons: 0", "flows.minimum[0].persons: 0 is too small. Write the smallest number of persons"),
        ("basis: statute", "basis: law", "flows.settlement[0].basis: 'law' is not allowed here. Write one of statute, agreement, none."),
        ("service: kindergarten", "service: library", "flows.settlement[1].service: 'library' stands in settlement[0] already. Keep"),
        ("hour: 30", "hour: -1", "flows.travel_value[0].hour: -1 is too small. Write the value of an hour"),
        ("settlement:", "setlement:", "flows.setlement: the key `setlement` is not known. Write `settlement`."),
        ("id: one", "id: shut", "flows.scenarios[1].id: 'shut' stands in scenarios[0] already. Keep one of them, or write another one."),
        ("action: close", "action: shut", "flows.scenarios[0].action: 'shut' is not allowed here. Write one of close, merge, open."),
        (
            CLOSE,
            'action: close, units: ["0402022"]',
            "flows.scenarios[0].units: 0402022 is no partner. Write one of 0402073, 0402042 and 0402.",
        ),
        (
            CLOSE,
            "action: close, units: [0402073]",
            "flows.scenarios[0].units[0]: 0402073 is a number, not text. Write the list of the codes",
        ),
        (CLOSE, CLOSE.replace("]", ', "0402"]'), "flows.scenarios[0].units: 'close' needs 1 unit. Write the codes of as many, each once."),
        (CLOSE, f"{CLOSE}, capacity: 5", "flows.scenarios[0].capacity: it does not go with 'close'. Take it out."),
        ('"0402042"], into', '"0402073"], into', "flows.scenarios[1].units: 'merge' needs 2 units. Write the codes of as many, each once."),
        ('into: "0402042"', 'into: "0402"', "flows.scenarios[1].into: 0402 is none of the units. Write one of 0402073 and 0402042."),
        (', into: "0402042"', "", "flows.scenarios[1].into: 'merge' needs it, and it is missing. Add for merge: the code"),
        ('open, units: ["0402042"]', 'open, units: ["0402"]', "flows.scenarios[2].units: 0402 has no residents who could return. Name"),
        (", return_share: 0.5", "", "flows.scenarios[2].return_share: 'open' needs it, and it is missing. Add for open: the share"),
        ("return_share: 0.5", "return_share: 50", "flows.scenarios[2].return_share: 50 is too large. Write for open: the share"),
        ("capacity: 20, ", "", "flows.scenarios[2].capacity: 'open' needs it, and it is missing. Add for open: the places"),
    ],
)
def test_what_is_wrong_with_flows(root: Path, old: str, new: str, line: str) -> None:
    assert old in OF_FLOWS
    text = OF_FLOWS.replace(old, new, 1)
    found = problems(root, text)
    assert found[0].startswith(f"params/trial.yaml, {line}"), found
    assert len(found) == 1, found


def test_all_that_is_wrong_with_flows_comes_at_once(root: Path) -> None:
    text = (
        OF_FLOWS.replace("basis: statute", "basis: law")
        .replace(CLOSE, 'action: close, units: ["9"]')
        .replace("return_share: 0.5", "fixed: -1")
    )
    assert [line.split(":")[0] for line in problems(root, text)] == [
        "params/trial.yaml, flows.settlement[0].basis",
        "params/trial.yaml, flows.scenarios[0].units",
        "params/trial.yaml, flows.scenarios[2].fixed",
        "params/trial.yaml, flows.scenarios[2].return_share",
    ]


def test_services_of_flows_are_held_against_the_bank(root: Path) -> None:
    write(root, OF_FLOWS)
    partnership = load_partnership("trial", root)
    delivered = [source.service for source in partnership.sources]
    assert check_services(partnership.flows, delivered, ["kindergarten", "library"], file="params/trial.yaml") == []
    lines = [str(one) for one in check_services(partnership.flows, delivered, ["library", "bus"], file="params/trial.yaml")]
    assert lines == ["params/trial.yaml, flows.settlement[0].service: there is no service 'kindergarten'. Write one of library and bus."]
    assert len(check_services(partnership.flows, delivered, ["bus"], file="params/trial.yaml")) == 8
