"""
Every table declared once: the declaration is the check, and the data dictionary is printed from it.

Codes and names are text. Missing means "not known": what is zero is written 0. Nothing here computes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from pandera.errors import SchemaErrors

from diagnoza.errors import Problem, SchemaError
from diagnoza.tables import comments, editions, flows, gaps, goals, institutions, programme, public, services, surveys, synthesis, voices
from diagnoza.tables.base import GROUPS, MUNICIPALITY, UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.tables.base import Table

__all__ = ["GROUPS", "MUNICIPALITY", "TABLES", "UNIT", "check", "dictionary"]

SHOWN = 5

TABLES: dict[str, type[Table]] = {
    "units": public.Units,
    "figures": public.Figures,
    "sources": public.Sources,
    "seats": public.Seats,
    "indicators": public.Indicators,
    "distributions": public.Distributions,
    "partners": public.Partners,
    "deliveries": public.Deliveries,
    "audit": public.Audit,
    "surveys": surveys.Surveys,
    "survey_flags": surveys.Flags,
    "weighting": surveys.Weighting,
    "weighting_notes": surveys.WeightingNotes,
    "weighting_units": surveys.WeightingUnits,
    "estimates": surveys.Estimates,
    "differences": surveys.Differences,
    "tests": surveys.Tests,
    "themes": surveys.Themes,
    "quotes": surveys.Quotes,
    "inventory": services.Inventory,
    "comparison": services.Comparison,
    "completeness": services.Completeness,
    "supply_parts": services.SupplyParts,
    "supply": services.Supply,
    "service_use": services.ServiceUse,
    "practices": services.Practices,
    "training_needs": services.TrainingNeeds,
    "perception": gaps.Perception,
    "gaps": gaps.Gaps,
    "priorities": gaps.Priorities,
    "ipa": gaps.Ipa,
    "servqual": gaps.Servqual,
    "disagreements": gaps.Disagreements,
    "causes": gaps.Causes,
    "remedies": gaps.Remedies,
    "training": gaps.Training,
    "good_practices": gaps.GoodPractices,
    "flows": flows.Flows,
    "flow_totals": flows.FlowTotals,
    "flow_indicators": flows.FlowIndicators,
    "flow_links": flows.FlowLinks,
    "flow_use": flows.FlowUse,
    "survey_flows": flows.SurveyFlows,
    "survey_balances": flows.SurveyBalances,
    "settlement": flows.Settlement,
    "settlement_positions": flows.SettlementPositions,
    "mutual_benefit": flows.MutualBenefit,
    "joint_provision": flows.JointProvision,
    "scenarios": flows.Scenarios,
    "scenario_units": flows.ScenarioUnits,
    "meetings": voices.Meetings,
    "voice_base": voices.VoiceBase,
    "voice_sectors": voices.VoiceSectors,
    "voice_codes": voices.VoiceCodes,
    "voice_pairs": voices.VoicePairs,
    "voice_needs": voices.VoiceNeeds,
    "voice_offers": voices.VoiceOffers,
    "voice_matches": voices.VoiceMatches,
    "voice_readiness": voices.VoiceReadiness,
    "voice_quotes": voices.VoiceQuotes,
    "coder_agreement": voices.CoderAgreement,
    "coding_disputes": voices.CodingDisputes,
    "institutions": institutions.Institutions,
    "ties": institutions.Ties,
    "cooperation_pairs": institutions.CooperationPairs,
    "needed_ties": institutions.NeededTies,
    "cooperation_team": institutions.CooperationTeam,
    "cooperation_readiness": institutions.CooperationReadiness,
    "network_measures": institutions.NetworkMeasures,
    "centrality": institutions.Centrality,
    "programme": programme.Programme,
    "provisions": programme.Provisions,
    "coverage": programme.Coverage,
    "coverage_items": programme.CoverageItems,
    "coverage_parts": programme.CoverageParts,
    "programme_dates": programme.ProgrammeDates,
    "coverage_changes": programme.CoverageChanges,
    "goals": goals.Goals,
    "goal_day": goals.GoalDay,
    "goal_documents": goals.GoalDocuments,
    "goal_coverage": goals.GoalCoverage,
    "goal_fields": goals.GoalFields,
    "goal_pairs": goals.GoalPairs,
    "goal_agreement": goals.GoalAgreement,
    "goal_disputes": goals.GoalDisputes,
    "goal_twins": goals.GoalTwins,
    "proposed_fields": goals.ProposedFields,
    "regional_goals": goals.RegionalGoals,
    "goal_alignment": goals.GoalAlignment,
    "evidence": synthesis.Evidence,
    "evidence_lines": synthesis.EvidenceLines,
    "field_status": synthesis.FieldStatus,
    "findings": synthesis.Findings,
    "recommendations": synthesis.Recommendations,
    "gains": synthesis.Gains,
    "comments": comments.Comments,
    "edition_changes": editions.EditionChanges,
}


def check(table: pd.DataFrame, name: str, *, file: str) -> pd.DataFrame:
    """
    Hold a table against its declaration.

    Parameters
    ----------
    table
        The table; it is not changed.
    name
        Which declaration, a key of `TABLES`.
    file
        Where the table comes from, for the messages.

    Returns
    -------
    pd.DataFrame
        The table with the declared columns, in their order, of the declared types.

    Raises
    ------
    SchemaError
        With one problem per column and broken rule, naming up to five rows and their values.
    """
    model = TABLES[name]
    try:
        checked = model.validate(table, lazy=True)
    except SchemaErrors as error:
        raise SchemaError(list(_problems(error.failure_cases, file))) from error
    return pd.DataFrame(checked[list(model.to_schema().columns)])


def _problems(failures: pd.DataFrame, file: str) -> Iterable[Problem]:
    unread = failures["check"].str.startswith("coerce_dtype")  # what is no number fails every other rule of its column as well
    failures = failures[unread | ~failures["column"].isin(failures.loc[unread, "column"])]
    for (column, rule), cases in failures.groupby(["column", "check"], dropna=False, sort=False):
        if rule == "column_in_dataframe":
            for missing in cases["failure_case"]:
                yield Problem(file, f"column {missing}", "the column is missing", "Add it, or rename the column that holds it")
        elif rule == "column_in_schema":
            for extra in cases["failure_case"]:
                yield Problem(file, f"column {extra}", "the column is not declared", "Remove it, or correct its name")
        else:
            rows = [
                f"{value!r} (row {int(row) + 2})" if pd.notna(row) else repr(value)
                for value, row in zip(cases["failure_case"].head(SHOWN), cases["index"].head(SHOWN), strict=True)
            ]
            what = f"{len(cases)} values break the rule {rule}: {', '.join(rows)}"
            yield Problem(file, f"column {column}", what, "Correct them at their source")


def dictionary() -> str:
    """Write the data dictionary: every declared table with its columns, as Markdown."""
    parts = []
    for name, model in TABLES.items():
        schema = model.to_schema()
        lines = [f"## `{name}`", "", (model.__doc__ or "").strip(), "", "| column | type | may be missing | meaning |", "|---|---|---|---|"]
        for column in schema.columns.values():
            dtype = str(column.dtype).split("[", maxsplit=1)[0].replace("string", "text")
            lines.append(f"| `{column.name}` | {dtype} | {'yes' if column.nullable else 'no'} | {column.description} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
