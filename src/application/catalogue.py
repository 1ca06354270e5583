"""Every use case: command → handler. Wiring builds the handlers, `Desk` runs the commands."""

from types import MappingProxyType
from typing import Any

from application.access.keys import (
    CheckKey,
    CheckKeyHandler,
    CreateKey,
    CreateKeyHandler,
    RevokeKey,
    RevokeKeyHandler,
)
from application.access.tenants import (
    CreateTenant,
    CreateTenantHandler,
    EditTenant,
    EditTenantHandler,
)
from application.access.tolerances import ChooseTolerances, ChooseTolerancesHandler
from application.authorization.authorize import Authorize, AuthorizeHandler
from application.authorization.edit_token import (
    EditToken,
    EditTokenHandler,
    ImportTokens,
    ImportTokensHandler,
    IssueToken,
    IssueTokenHandler,
    WithdrawToken,
    WithdrawTokenHandler,
)
from application.billing.create_invoice import (
    InvoiceCustomer,
    InvoiceCustomerHandler,
    InvoiceSession,
    InvoiceSessionHandler,
)
from application.billing.credit_cdr import CreditCdr, CreditCdrHandler
from application.billing.decide_unpriced import DecideUnpriced, DecideUnpricedHandler
from application.billing.edit_customer import (
    CreateCustomer,
    CreateCustomerHandler,
    EditCustomer,
    EditCustomerHandler,
    RemoveCustomer,
    RemoveCustomerHandler,
)
from application.billing.edit_invoice import (
    CreditInvoice,
    CreditInvoiceHandler,
    DiscardInvoice,
    DiscardInvoiceHandler,
    IssueInvoice,
    IssueInvoiceHandler,
)
from application.billing.explain_cdr import (
    CompareCdr,
    CompareCdrHandler,
    ExplainCdr,
    ExplainCdrHandler,
)
from application.billing.render_invoice import RenderInvoice, RenderInvoiceHandler
from application.billing.send_invoice import (
    DeliverInvoice,
    DeliverInvoiceHandler,
    SendInvoice,
    SendInvoiceHandler,
)
from application.billing.terms import SetBillingTerms, SetBillingTermsHandler
from application.charging.accept_session import AcceptSession, AcceptSessionHandler
from application.charging.decide_report import (
    AssignReport,
    AssignReportHandler,
    DismissReport,
    DismissReportHandler,
)
from application.charging.hear_report import HearReport, HearReportHandler
from application.charging.keep_refused import KeepRefused, KeepRefusedHandler
from application.charging.record_readings import RecordReadings, RecordReadingsHandler
from application.charging.settle_overdue import SettleOverdue, SettleOverdueHandler
from application.charging.settle_session import SettleSession, SettleSessionHandler
from application.charging.start_session import StartSession, StartSessionHandler
from application.charging.watch_gaps import WatchGaps, WatchGapsHandler
from application.charging.watch_sessions import (
    CloseSession,
    CloseSessionHandler,
    WatchSessions,
    WatchSessionsHandler,
)
from application.payment.catalogue import PAYMENTS
from application.provisioning.boot_station import BootStation, BootStationHandler
from application.provisioning.connect_station import (
    ConnectStation,
    ConnectStationHandler,
    DisconnectStation,
    DisconnectStationHandler,
)
from application.provisioning.edit_location import (
    CreateLocation,
    CreateLocationHandler,
    EditLocation,
    EditLocationHandler,
    RemoveLocation,
    RemoveLocationHandler,
)
from application.provisioning.edit_station import (
    EditStation,
    EditStationHandler,
    RemoveStation,
    RemoveStationHandler,
)
from application.provisioning.learn_settings import (
    LearnSettings,
    LearnSettingsHandler,
    RecallSettings,
    RecallSettingsHandler,
)
from application.provisioning.receive_report import (
    ReceiveReportPage,
    ReceiveReportPageHandler,
)
from application.provisioning.register_station import (
    MeetStation,
    MeetStationHandler,
    RegisterStation,
    RegisterStationHandler,
)
from application.provisioning.report_status import ReportStatus, ReportStatusHandler
from application.remote_control.confirm import (
    ConfirmAvailability,
    ConfirmAvailabilityHandler,
    ConfirmReset,
    ConfirmResetHandler,
    ConfirmRotation,
    ConfirmRotationHandler,
    ConfirmSettings,
    ConfirmSettingsHandler,
    ConfirmStart,
    ConfirmStartHandler,
    ConfirmStop,
    ConfirmStopHandler,
)
from application.remote_control.deliver import (
    DeliverOrder,
    DeliverOrderHandler,
    NextOrder,
    NextOrderHandler,
    StationsWaiting,
    StationsWaitingHandler,
)
from application.remote_control.order import (
    CancelOrder,
    CancelOrderHandler,
    ExpireOrders,
    ExpireOrdersHandler,
    OrderInstruction,
    OrderInstructionHandler,
    StopSession,
    StopSessionHandler,
)
from application.security.admit_station import AdmitStation, AdmitStationHandler
from application.security.note_attack import NoteAttack, NoteAttackHandler
from application.security.note_contest import NoteContest, NoteContestHandler
from application.security.report_event import ReportSecurityEvent, ReportSecurityEventHandler
from application.security.rotate_secret import (
    ConcludeSecret,
    ConcludeSecretHandler,
    ProposeSecret,
    ProposeSecretHandler,
    SetSecret,
    SetSecretHandler,
)
from application.tariff.catalogue import TARIFFS

PLATFORM: MappingProxyType[type[Any], type[Any]] = MappingProxyType(
    {
        CheckKey: CheckKeyHandler,
        CreateKey: CreateKeyHandler,
        CreateTenant: CreateTenantHandler,
        ChooseTolerances: ChooseTolerancesHandler,
        EditTenant: EditTenantHandler,
        RevokeKey: RevokeKeyHandler,
    }
)
"""Run in the platform's scope."""

TENANT: MappingProxyType[type[Any], type[Any]] = MappingProxyType(
    {
        AcceptSession: AcceptSessionHandler,
        AdmitStation: AdmitStationHandler,
        AssignReport: AssignReportHandler,
        Authorize: AuthorizeHandler,
        BootStation: BootStationHandler,
        CancelOrder: CancelOrderHandler,
        CloseSession: CloseSessionHandler,
        CompareCdr: CompareCdrHandler,
        ConcludeSecret: ConcludeSecretHandler,
        ConfirmAvailability: ConfirmAvailabilityHandler,
        ConfirmReset: ConfirmResetHandler,
        ConfirmRotation: ConfirmRotationHandler,
        ConfirmSettings: ConfirmSettingsHandler,
        ConfirmStart: ConfirmStartHandler,
        ConfirmStop: ConfirmStopHandler,
        ConnectStation: ConnectStationHandler,
        CreateCustomer: CreateCustomerHandler,
        CreateLocation: CreateLocationHandler,
        CreditCdr: CreditCdrHandler,
        CreditInvoice: CreditInvoiceHandler,
        DecideUnpriced: DecideUnpricedHandler,
        DeliverInvoice: DeliverInvoiceHandler,
        DiscardInvoice: DiscardInvoiceHandler,
        DismissReport: DismissReportHandler,
        DisconnectStation: DisconnectStationHandler,
        EditCustomer: EditCustomerHandler,
        EditLocation: EditLocationHandler,
        EditStation: EditStationHandler,
        EditToken: EditTokenHandler,
        ExpireOrders: ExpireOrdersHandler,
        ExplainCdr: ExplainCdrHandler,
        HearReport: HearReportHandler,
        ImportTokens: ImportTokensHandler,
        InvoiceCustomer: InvoiceCustomerHandler,
        InvoiceSession: InvoiceSessionHandler,
        IssueInvoice: IssueInvoiceHandler,
        IssueToken: IssueTokenHandler,
        KeepRefused: KeepRefusedHandler,
        LearnSettings: LearnSettingsHandler,
        MeetStation: MeetStationHandler,
        NextOrder: NextOrderHandler,
        StationsWaiting: StationsWaitingHandler,
        NoteAttack: NoteAttackHandler,
        NoteContest: NoteContestHandler,
        OrderInstruction: OrderInstructionHandler,
        ProposeSecret: ProposeSecretHandler,
        RecallSettings: RecallSettingsHandler,
        ReceiveReportPage: ReceiveReportPageHandler,
        RecordReadings: RecordReadingsHandler,
        RegisterStation: RegisterStationHandler,
        RemoveCustomer: RemoveCustomerHandler,
        RemoveLocation: RemoveLocationHandler,
        RemoveStation: RemoveStationHandler,
        RenderInvoice: RenderInvoiceHandler,
        ReportSecurityEvent: ReportSecurityEventHandler,
        ReportStatus: ReportStatusHandler,
        SendInvoice: SendInvoiceHandler,
        SetBillingTerms: SetBillingTermsHandler,
        SetSecret: SetSecretHandler,
        SettleOverdue: SettleOverdueHandler,
        SettleSession: SettleSessionHandler,
        StartSession: StartSessionHandler,
        StopSession: StopSessionHandler,
        WatchGaps: WatchGapsHandler,
        WatchSessions: WatchSessionsHandler,
        WithdrawToken: WithdrawTokenHandler,
        **PAYMENTS,
        **TARIFFS,
    }
)
"""Run in a tenant's scope: of a request, a reaction, or a station's connection."""

STATION: MappingProxyType[type[Any], type[Any]] = MappingProxyType(
    {**TENANT, DeliverOrder: DeliverOrderHandler}
)
"""Run in the scope of a station's connection, which alone has a line to the station."""
