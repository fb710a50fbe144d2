# SPDX-License-Identifier: EUPL-1.2
"""Every kind of record, one module for each family.

To add a kind, declare it in a module here and name it in `SCHEMA`; store, form, table, workbook,
command line, compare and data dictionary follow from the declaration.
"""

from planner.domain.records.access import AccessPool, Allocation, Staffing, TimeShare, Workload
from planner.domain.records.approvals import Approval
from planner.domain.records.assurance import (
    Document,
    Milestone,
    Override,
    ReferenceValue,
    Settlement,
)
from planner.domain.records.chips import ChipDelay, ChipStep, ChipSupply, Delivery
from planner.domain.records.contributions import Contribution, FrameworkLine
from planner.domain.records.cooperation import (
    Cooperation,
    Initiative,
    InitiativeMember,
    SupportCentre,
    SupportService,
    TalentProgramme,
)
from planner.domain.records.demand import DemandGroup
from planner.domain.records.desk import (
    Criterion,
    DeskCase,
    Handover,
    Proof,
    Proposal,
    Score,
)
from planner.domain.records.evidence import Evidence, Parameter, Source
from planner.domain.records.funding import Commitment, Envelope
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Accelerator, Factory, NetworkLink, System
from planner.domain.records.instruments import Call, Event, Gigafactory, Instrument
from planner.domain.records.measures import Measure, Template
from planner.domain.records.organisations import Decision, MemberEntry, Organisation
from planner.domain.records.scenarios import Scenario, Version
from planner.domain.records.sites import DataCentre, DataSpace, Site
from planner.domain.records.uptake import Pairing, Sector, Target, TrainedModel
from planner.domain.records.views import SavedView
from planner.domain.schema import Schema

SCHEMA = Schema(
    (
        Source,
        State,
        Organisation,
        Sector,
        Accelerator,
        System,
        Factory,
        NetworkLink,
        Envelope,
        Commitment,
        Template,
        Measure,
        Contribution,
        FrameworkLine,
        TimeShare,
        AccessPool,
        Allocation,
        Staffing,
        Workload,
        Site,
        DataSpace,
        DataCentre,
        DemandGroup,
        Initiative,
        InitiativeMember,
        SupportCentre,
        SupportService,
        Cooperation,
        TalentProgramme,
        Call,
        Instrument,
        Gigafactory,
        Event,
        Target,
        Pairing,
        TrainedModel,
        Decision,
        MemberEntry,
        DeskCase,
        Proposal,
        Handover,
        Proof,
        Criterion,
        Score,
        Delivery,
        ChipDelay,
        ChipSupply,
        ChipStep,
        Milestone,
        Document,
        ReferenceValue,
        Parameter,
        Evidence,
        Settlement,
        Override,
        SavedView,
        Scenario,
        Version,
        Approval,
    )
)
