"""Every table and figure that a report may publish: which stored tables it shows, and what of; what is not here is refused."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from diagnoza.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

Shows = Literal["public", "persons", "amounts", "words", "nobody"]
"""public: figures of municipalities anybody can have. persons: counts of persons, and shares of them. amounts: money and resources.
words: what people or institutions wrote. nobody: of neither."""


@dataclass(frozen=True)
class Entry:
    """
    A table or figure, or several whose keys differ in a part.

    Attributes
    ----------
    pattern
        Its key; ``*`` stands for the part that differs, such as a service or a sector.
    shows
        What of.
    tables
        Stored tables that it shows.
    """

    pattern: str
    shows: Shows
    tables: tuple[str, ...]


def _listed(text: str) -> tuple[Entry, ...]:
    """Read lines of a pattern, what it shows, and tables."""
    entries = []
    for line in text.strip().splitlines():
        pattern, shows, *tables = line.split()
        entries.append(Entry(pattern, shows, tuple(tables)))  # type: ignore[arg-type]
    return tuple(entries)


REGISTER = _listed("""
fig-map                            public  partners seats indicators
tab-partners                       public  partners figures
tab-deliveries                     nobody  deliveries
tab-audit                          nobody  audit
tab-figures                        public  figures indicators sources
tab-formulas                       nobody  indicators
tab-index                          public  indicators
tab-history                        public  figures indicators
fig-profile                        public  indicators distributions
fig-history                        public  figures indicators
tab-profile*                       public  indicators distributions figures
fig-profile-*                      public  indicators distributions figures
tab-positions-*                    public  indicators distributions
fig-positions                      public  indicators distributions
fig-quadrants                      public  indicators distributions
tab-distances                      public  indicators distributions
fig-distances                      public  indicators distributions
tab-inequality                     public  indicators
fig-inequality-history             public  indicators figures
fig-trend-*                        public  indicators figures
tab-survey-response                persons surveys
tab-survey-margins                 persons weighting
tab-survey-weights                 persons weighting_units surveys weighting_notes
tab-survey-flags                   persons survey_flags surveys
tab-survey-municipalities          persons estimates surveys
tab-survey-themes                  words   themes quotes
tab-survey-leaders                 persons estimates
tab-survey-barriers                persons estimates
fig-survey-*                       persons estimates differences tests
tab-services-*-inventory           amounts inventory supply supply_parts service_use completeness
tab-services-*-gap                 persons gaps perception supply
tab-services-*-proposals           amounts remedies good_practices practices causes
fig-services-*-needs               persons perception
fig-services-completeness          amounts completeness
fig-services-gaps                  persons gaps
fig-services-ipa                   persons ipa
fig-services-needs                 persons perception
fig-services-priorities            persons priorities
fig-services-quadrants             persons priorities gaps supply perception
fig-services-servqual              persons servqual
tab-services-servqual              persons servqual
tab-services-disagreements         persons disagreements
tab-services-forum                 amounts practices good_practices
tab-services-training              persons training training_needs
fig-flows-at-home                  persons flow_indicators
fig-flows-*-balance                persons flow_indicators flow_totals
fig-flows-*-map                    persons flows
fig-flows-*-matrix                 persons flows flow_totals
tab-flows-*-pairs                  persons flows
tab-flows-*-sufficiency            persons flow_indicators flow_totals
tab-flows-*-use                    persons flow_use
fig-flows-*-survey                 persons survey_flows survey_balances
tab-flows-*-survey                 persons survey_flows survey_balances
tab-flows-*-survey-compared        persons survey_flows flow_indicators
fig-flows-*-survey-compared        persons survey_flows flow_indicators
tab-flows-disputes                 persons flows
tab-flows-mutual                   persons mutual_benefit flow_links
tab-flows-joint                    amounts joint_provision
tab-flows-scenarios                amounts scenarios
tab-flows-scenario-units           persons scenario_units
tab-flows-due                      persons settlement
tab-flows-due-netted               amounts settlement
tab-flows-due-positions            amounts settlement_positions
tab-flows-value                    persons settlement
tab-flows-value-netted             amounts settlement
tab-flows-value-positions          amounts settlement_positions
fig-voices-codes                   persons voice_codes voice_base
tab-voices-agreement               nobody  coder_agreement
tab-voices-disputes                nobody  coding_disputes
tab-voices-meetings                persons meetings
tab-voices-needs                   words   voice_needs voice_matches
tab-voices-offers                  words   voice_offers voice_matches
tab-voices-pairs                   nobody  voice_pairs
tab-voices-readiness               persons voice_readiness
tab-voices-sectors                 persons voice_sectors
tab-voices-widest                  persons voice_codes
fig-institutions-matrix            nobody  ties cooperation_pairs
fig-institutions-network           nobody  ties institutions
tab-institutions-*                 words   institutions ties cooperation_pairs needed_ties cooperation_team cooperation_readiness
tab-programme-dates                nobody  programme programme_dates
fig-programme-areas-*              nobody  coverage coverage_items
tab-programme-changes-*            words   coverage_changes
tab-programme-coverage-*           nobody  coverage_parts
tab-programme-findings-*           words   coverage coverage_items
tab-programme-lists-*              words   coverage coverage_items
tab-programme-points-*             words   provisions coverage
tab-programme-scores-*             nobody  coverage coverage_parts
tab-programme-steps-*              words   coverage provisions
tab-goals-agreement                nobody  goal_agreement
tab-goals-alignment                words   goals regional_goals goal_alignment
fig-goals-alignment                words   goals regional_goals goal_alignment
tab-goals-conflicts                words   goals goal_pairs
tab-goals-coverage                 nobody  goal_coverage goal_fields
fig-goals-coverage                 nobody  goal_coverage goal_fields
tab-goals-disputes                 words   goal_disputes
tab-goals-documents                words   goal_documents
tab-goals-evidence                 nobody  field_status goals
tab-goals-list                     words   goals
tab-goals-matrix                   nobody  goals goal_fields
fig-goals-matrix                   nobody  goals goal_fields
tab-goals-pairs                    words   goal_pairs
tab-goals-proposed                 words   goals
tab-goals-regional                 words   goals regional_goals
tab-goals-twins                    words   goal_twins
tab-evidence                       persons evidence evidence_lines field_status
fig-evidence                       nobody  evidence_lines field_status
tab-evidence-items                 persons evidence
tab-evidence-*                     persons evidence evidence_lines field_status
tab-recommendations                persons recommendations findings
tab-recommendations-*              persons recommendations findings
tab-actions-*                      persons recommendations findings
tab-gains                          amounts gains recommendations
fig-gains                          amounts gains recommendations
tab-strategy-*                     persons findings evidence recommendations
tab-swot                           persons findings
tab-swot-*                         persons findings
tab-summary-*                      persons findings recommendations
tab-comments                       words   comments
tab-comments-*                     words   comments
fig-goals-pairs                    words   goal_pairs
tab-flows-*-survey-balances        persons survey_balances
tab-m-survey-*                     persons estimates surveys
tab-edition-changes                words   edition_changes
tab-m-survey-place                 persons estimates surveys
tab-m-survey-services              persons estimates surveys
tab-m-services                     persons gaps supply perception priorities remedies
tab-m-balance                      persons flow_indicators flow_totals flows
tab-m-due                          amounts settlement_positions
tab-m-value                        amounts settlement_positions
tab-m-needs                        words   voice_needs voice_matches
tab-m-ties                         words   needed_ties institutions
tab-m-goal-documents               words   goals goal_documents
tab-m-goals                        words   goals
tab-m-gains                        amounts gains recommendations
""")
"""A helper who adds a chapter adds its keys here; the order does not matter."""


def entry(key: str) -> Entry | None:
    """
    Find a table or figure in the register.

    Parameters
    ----------
    key
        Its key, "tab-…" or "fig-…".

    Returns
    -------
        The entry; None if it is not registered. Where several patterns fit, the longest.
    """
    fitting = [one for one in REGISTER if fnmatchcase(key, one.pattern)]
    return max(fitting, key=lambda one: len(one.pattern), default=None)


def unregistered(keys: Iterable[str], report: str) -> list[Problem]:
    """
    List tables and figures that nobody registered.

    Parameters
    ----------
    keys
        Keys of a report.
    report
        What messages call it.
    """
    remedy = "Add its key, what it shows and its stored tables to diagnoza.release.register, and to the audit if it counts persons"
    return [Problem(report, key, "the table or figure is not registered for release", remedy) for key in keys if entry(key) is None]
