"""Tables of service flows: only what may be published of them is stored."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.stored.base import Stored

if TYPE_CHECKING:
    import pandas as pd


class FlowTables(Stored):
    """
    Who uses whose services, what it costs, and what would change it.

    Tables of counted flows raise `NotDelivered` where none were delivered; what needs capacities, costs or scenarios as well is empty where
    those are not there. `survey_flows` need a survey of residents instead.
    """

    @cached_property
    def flows(self) -> pd.DataFrame:
        """Table `Flows`."""
        return self._of_flows("flows")

    @cached_property
    def flow_totals(self) -> pd.DataFrame:
        """Table `FlowTotals`."""
        return self._of_flows("flow_totals")

    @cached_property
    def flow_indicators(self) -> pd.DataFrame:
        """Table `FlowIndicators`."""
        return self._of_flows("flow_indicators")

    @cached_property
    def flow_links(self) -> pd.DataFrame:
        """Table `FlowLinks`."""
        return self._of_flows("flow_links")

    @cached_property
    def flow_use(self) -> pd.DataFrame:
        """Table `FlowUse`."""
        return self._of_flows("flow_use")

    @cached_property
    def settlement(self) -> pd.DataFrame:
        """Table `Settlement`."""
        return self._of_flows("settlement")

    @cached_property
    def settlement_positions(self) -> pd.DataFrame:
        """Table `SettlementPositions`."""
        return self._of_flows("settlement_positions")

    @cached_property
    def mutual_benefit(self) -> pd.DataFrame:
        """Table `MutualBenefit`."""
        return self._of_flows("mutual_benefit")

    @cached_property
    def joint_provision(self) -> pd.DataFrame:
        """Table `JointProvision`."""
        return self._of_flows("joint_provision")

    @cached_property
    def scenarios(self) -> pd.DataFrame:
        """Table `Scenarios`."""
        return self._of_flows("scenarios")

    @cached_property
    def scenario_units(self) -> pd.DataFrame:
        """Table `ScenarioUnits`."""
        return self._of_flows("scenario_units")

    @cached_property
    def survey_flows(self) -> pd.DataFrame:
        """Table `SurveyFlows`; where residents were not asked where they use services, `NotApplicable` says so."""
        if not (self.folder / "survey_flows.parquet").is_file():
            msg = "Mieszkańców nie pytano, gdzie korzystają z usług, dlatego przepływów nie oszacowano z ankiety."
            raise NotApplicable(msg)
        return self._read("survey_flows")

    @cached_property
    def survey_balances(self) -> pd.DataFrame:
        """Table `SurveyBalances`; where it is not known how many live where, `NotApplicable` says so."""
        if not (self.folder / "survey_balances.parquet").is_file():
            msg = "Nie wiadomo, ilu mieszkańców ma każda gmina, dlatego salda przepływów nie oszacowano z ankiety."
            raise NotApplicable(msg)
        return self._read("survey_balances")

    def _of_flows(self, name: str) -> pd.DataFrame:
        if not (self.folder / "flows.parquet").is_file():
            msg = "Nie dostarczono danych o przepływach usług między gminami, dlatego tej części nie opracowano."
            raise NotDelivered(msg)
        return self._read(name)
