"""OCPP 2.0.1: message types and action table. Generated; do not edit.

Source: JSON schemas of the Python package ocpp 2.1.0, by tools/generate_messages.py.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from adapters.ocpp.actions import Action, Direction, Kind
from adapters.ocpp.schema import CustomData, Message, check_free_json, check_number

Int: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Int0To100: TypeAlias = Annotated[int, Meta(ge=0, le=100)]
Int0ToAny: TypeAlias = Annotated[int, Meta(ge=0, le=9223372036854775807)]
Str1000: TypeAlias = Annotated[str, Meta(max_length=1000)]
Str10000: TypeAlias = Annotated[str, Meta(max_length=10000)]
Str128: TypeAlias = Annotated[str, Meta(max_length=128)]
Str16: TypeAlias = Annotated[str, Meta(max_length=16)]
Str20: TypeAlias = Annotated[str, Meta(max_length=20)]
Str25: TypeAlias = Annotated[str, Meta(max_length=25)]
Str2500: TypeAlias = Annotated[str, Meta(max_length=2500)]
Str255: TypeAlias = Annotated[str, Meta(max_length=255)]
Str32: TypeAlias = Annotated[str, Meta(max_length=32)]
Str36: TypeAlias = Annotated[str, Meta(max_length=36)]
Str40: TypeAlias = Annotated[str, Meta(max_length=40)]
Str50: TypeAlias = Annotated[str, Meta(max_length=50)]
Str500: TypeAlias = Annotated[str, Meta(max_length=500)]
Str512: TypeAlias = Annotated[str, Meta(max_length=512)]
Str5500: TypeAlias = Annotated[str, Meta(max_length=5500)]
Str5600: TypeAlias = Annotated[str, Meta(max_length=5600)]
Str6: TypeAlias = Annotated[str, Meta(max_length=6)]
Str64: TypeAlias = Annotated[str, Meta(max_length=64)]
Str7500: TypeAlias = Annotated[str, Meta(max_length=7500)]
Str8: TypeAlias = Annotated[str, Meta(max_length=8)]
Str800: TypeAlias = Annotated[str, Meta(max_length=800)]


class SecurityEventNotificationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    type: Str50
    timestamp: datetime
    tech_info: Str255 | UnsetType = UNSET


class SecurityEventNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


CertificateSigningUseEnumType: TypeAlias = Literal[
    "ChargingStationCertificate",
    "V2GCertificate",
]


class SignCertificateRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    csr: Str5500
    certificate_type: CertificateSigningUseEnumType | UnsetType = UNSET


GenericStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class StatusInfoType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    reason_code: Str20
    additional_info: Str512 | UnsetType = UNSET


class SignCertificateResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class CertificateSignedRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    certificate_chain: Str10000
    certificate_type: CertificateSigningUseEnumType | UnsetType = UNSET


CertificateSignedStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class CertificateSignedResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: CertificateSignedStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class ModemType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    iccid: Str20 | UnsetType = UNSET
    imsi: Str20 | UnsetType = UNSET


class ChargingStationType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    serial_number: Str25 | UnsetType = UNSET
    model: Str20
    modem: ModemType | UnsetType = UNSET
    vendor_name: Str50
    firmware_version: Str50 | UnsetType = UNSET


BootReasonEnumType: TypeAlias = Literal[
    "ApplicationReset",
    "FirmwareUpdate",
    "LocalReset",
    "PowerUp",
    "RemoteReset",
    "ScheduledReset",
    "Triggered",
    "Unknown",
    "Watchdog",
]


class BootNotificationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    charging_station: ChargingStationType
    reason: BootReasonEnumType


RegistrationStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Pending",
    "Rejected",
]


class BootNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    current_time: datetime
    interval: Int
    status: RegistrationStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class HeartbeatRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class HeartbeatResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    current_time: datetime


class EVSEType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int
    connector_id: Int | UnsetType = UNSET


class ComponentType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse: EVSEType | UnsetType = UNSET
    name: Str50
    instance: Str50 | UnsetType = UNSET


class VariableType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    name: Str50
    instance: Str50 | UnsetType = UNSET


AttributeEnumType: TypeAlias = Literal[
    "Actual",
    "Target",
    "MinSet",
    "MaxSet",
]


MutabilityEnumType: TypeAlias = Literal[
    "ReadOnly",
    "WriteOnly",
    "ReadWrite",
]


class VariableAttributeType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    type: AttributeEnumType | UnsetType = UNSET
    value: Str2500 | UnsetType = UNSET
    mutability: MutabilityEnumType | UnsetType = UNSET
    persistent: bool | UnsetType = UNSET
    constant: bool | UnsetType = UNSET


DataEnumType: TypeAlias = Literal[
    "string",
    "decimal",
    "integer",
    "dateTime",
    "boolean",
    "OptionList",
    "SequenceList",
    "MemberList",
]


class VariableCharacteristicsType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    unit: Str16 | UnsetType = UNSET
    data_type: DataEnumType
    min_limit: Decimal | UnsetType = UNSET
    max_limit: Decimal | UnsetType = UNSET
    values_list: Str1000 | UnsetType = UNSET
    supports_monitoring: bool

    def __post_init__(self) -> None:
        check_number(self.min_limit)
        check_number(self.max_limit)


class ReportDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    component: ComponentType
    variable: VariableType
    variable_attribute: Annotated[tuple[VariableAttributeType, ...], Meta(min_length=1, max_length=4)]
    variable_characteristics: VariableCharacteristicsType | UnsetType = UNSET


class NotifyReportRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    request_id: Int
    generated_at: datetime
    report_data: Annotated[tuple[ReportDataType, ...], Meta(min_length=1)] | UnsetType = UNSET
    tbc: bool | UnsetType = UNSET
    seq_no: Int


class NotifyReportResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


ReportBaseEnumType: TypeAlias = Literal[
    "ConfigurationInventory",
    "FullInventory",
    "SummaryInventory",
]


class GetBaseReportRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    request_id: Int
    report_base: ReportBaseEnumType


GenericDeviceModelStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotSupported",
    "EmptyResultSet",
]


class GetBaseReportResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class ComponentVariableType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    component: ComponentType
    variable: VariableType | UnsetType = UNSET


ComponentCriterionEnumType: TypeAlias = Literal[
    "Active",
    "Available",
    "Enabled",
    "Problem",
]


class GetReportRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    component_variable: Annotated[tuple[ComponentVariableType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    component_criteria: Annotated[tuple[ComponentCriterionEnumType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET


class GetReportResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class GetVariableDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    attribute_type: AttributeEnumType | UnsetType = UNSET
    component: ComponentType
    variable: VariableType


class GetVariablesRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    get_variable_data: Annotated[tuple[GetVariableDataType, ...], Meta(min_length=1)]


GetVariableStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "UnknownComponent",
    "UnknownVariable",
    "NotSupportedAttributeType",
]


class GetVariableResultType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    attribute_status_info: StatusInfoType | UnsetType = UNSET
    attribute_status: GetVariableStatusEnumType
    attribute_type: AttributeEnumType | UnsetType = UNSET
    attribute_value: Str2500 | UnsetType = UNSET
    component: ComponentType
    variable: VariableType


class GetVariablesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    get_variable_result: Annotated[tuple[GetVariableResultType, ...], Meta(min_length=1)]


class SetVariableDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    attribute_type: AttributeEnumType | UnsetType = UNSET
    attribute_value: Str1000
    component: ComponentType
    variable: VariableType


class SetVariablesRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    set_variable_data: Annotated[tuple[SetVariableDataType, ...], Meta(min_length=1)]


SetVariableStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "UnknownComponent",
    "UnknownVariable",
    "NotSupportedAttributeType",
    "RebootRequired",
]


class SetVariableResultType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    attribute_type: AttributeEnumType | UnsetType = UNSET
    attribute_status: SetVariableStatusEnumType
    attribute_status_info: StatusInfoType | UnsetType = UNSET
    component: ComponentType
    variable: VariableType


class SetVariablesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    set_variable_result: Annotated[tuple[SetVariableResultType, ...], Meta(min_length=1)]


APNAuthenticationEnumType: TypeAlias = Literal[
    "CHAP",
    "NONE",
    "PAP",
    "AUTO",
]


class APNType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    apn: Str512
    apn_user_name: Str20 | UnsetType = UNSET
    apn_password: Str20 | UnsetType = UNSET
    sim_pin: Int | UnsetType = UNSET
    preferred_network: Str6 | UnsetType = UNSET
    use_only_preferred_network: bool | UnsetType = UNSET
    apn_authentication: APNAuthenticationEnumType


OCPPVersionEnumType: TypeAlias = Literal[
    "OCPP12",
    "OCPP15",
    "OCPP16",
    "OCPP20",
]


OCPPTransportEnumType: TypeAlias = Literal[
    "JSON",
    "SOAP",
]


OCPPInterfaceEnumType: TypeAlias = Literal[
    "Wired0",
    "Wired1",
    "Wired2",
    "Wired3",
    "Wireless0",
    "Wireless1",
    "Wireless2",
    "Wireless3",
]


VPNEnumType: TypeAlias = Literal[
    "IKEv2",
    "IPSec",
    "L2TP",
    "PPTP",
]


class VPNType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    server: Str512
    user: Str20
    group: Str20 | UnsetType = UNSET
    password: Str20
    key: Str255
    type: VPNEnumType


class NetworkConnectionProfileType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    apn: APNType | UnsetType = UNSET
    ocpp_version: OCPPVersionEnumType
    ocpp_transport: OCPPTransportEnumType
    ocpp_csms_url: Str512
    message_timeout: Int
    security_profile: Int
    ocpp_interface: OCPPInterfaceEnumType
    vpn: VPNType | UnsetType = UNSET


class SetNetworkProfileRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    configuration_slot: Int
    connection_data: NetworkConnectionProfileType


SetNetworkProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Failed",
]


class SetNetworkProfileResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: SetNetworkProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


ResetEnumType: TypeAlias = Literal[
    "Immediate",
    "OnIdle",
]


class ResetRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    type: ResetEnumType
    evse_id: Int | UnsetType = UNSET


ResetStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Scheduled",
]


class ResetResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ResetStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class AdditionalInfoType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    additional_id_token: Str36
    type: Str50


IdTokenEnumType: TypeAlias = Literal[
    "Central",
    "eMAID",
    "ISO14443",
    "ISO15693",
    "KeyCode",
    "Local",
    "MacAddress",
    "NoAuthorization",
]


class IdTokenType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    additional_info: Annotated[tuple[AdditionalInfoType, ...], Meta(min_length=1)] | UnsetType = UNSET
    id_token: Str36
    type: IdTokenEnumType


HashAlgorithmEnumType: TypeAlias = Literal[
    "SHA256",
    "SHA384",
    "SHA512",
]


class OCSPRequestDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Str128
    issuer_key_hash: Str128
    serial_number: Str40
    responder_url: Str512 = field(name="responderURL")


class AuthorizeRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id_token: IdTokenType
    certificate: Str5500 | UnsetType = UNSET
    iso15118_certificate_hash_data: Annotated[tuple[OCSPRequestDataType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET


AuthorizationStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Blocked",
    "ConcurrentTx",
    "Expired",
    "Invalid",
    "NoCredit",
    "NotAllowedTypeEVSE",
    "NotAtThisLocation",
    "NotAtThisTime",
    "Unknown",
]


MessageFormatEnumType: TypeAlias = Literal[
    "ASCII",
    "HTML",
    "URI",
    "UTF8",
]


class MessageContentType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    format: MessageFormatEnumType
    language: Str8 | UnsetType = UNSET
    content: Str512


class IdTokenInfoType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: AuthorizationStatusEnumType
    cache_expiry_date_time: datetime | UnsetType = UNSET
    charging_priority: Int | UnsetType = UNSET
    language1: Str8 | UnsetType = UNSET
    evse_id: Annotated[tuple[Int, ...], Meta(min_length=1)] | UnsetType = UNSET
    group_id_token: IdTokenType | UnsetType = UNSET
    language2: Str8 | UnsetType = UNSET
    personal_message: MessageContentType | UnsetType = UNSET


AuthorizeCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "SignatureError",
    "CertificateExpired",
    "CertificateRevoked",
    "NoCertificateAvailable",
    "CertChainError",
    "ContractCancelled",
]


class AuthorizeResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id_token_info: IdTokenInfoType
    certificate_status: AuthorizeCertificateStatusEnumType | UnsetType = UNSET


class ClearCacheRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


ClearCacheStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class ClearCacheResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ClearCacheStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class GetLocalListVersionRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class GetLocalListVersionResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    version_number: Int


class AuthorizationData(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id_token: IdTokenType
    id_token_info: IdTokenInfoType | UnsetType = UNSET


UpdateEnumType: TypeAlias = Literal[
    "Differential",
    "Full",
]


class SendLocalListRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    local_authorization_list: Annotated[tuple[AuthorizationData, ...], Meta(min_length=1)] | UnsetType = UNSET
    version_number: Int
    update_type: UpdateEnumType


SendLocalListStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
    "VersionMismatch",
]


class SendLocalListResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: SendLocalListStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


TransactionEventEnumType: TypeAlias = Literal[
    "Ended",
    "Started",
    "Updated",
]


ReadingContextEnumType: TypeAlias = Literal[
    "Interruption.Begin",
    "Interruption.End",
    "Other",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
]


MeasurandEnumType: TypeAlias = Literal[
    "Current.Export",
    "Current.Import",
    "Current.Offered",
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Register",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Register",
    "Energy.Active.Export.Interval",
    "Energy.Active.Import.Interval",
    "Energy.Active.Net",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Import.Interval",
    "Energy.Reactive.Net",
    "Energy.Apparent.Net",
    "Energy.Apparent.Import",
    "Energy.Apparent.Export",
    "Frequency",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Factor",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "SoC",
    "Voltage",
]


PhaseEnumType: TypeAlias = Literal[
    "L1",
    "L2",
    "L3",
    "N",
    "L1-N",
    "L2-N",
    "L3-N",
    "L1-L2",
    "L2-L3",
    "L3-L1",
]


LocationEnumType: TypeAlias = Literal[
    "Body",
    "Cable",
    "EV",
    "Inlet",
    "Outlet",
]


class SignedMeterValueType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    signed_meter_data: Str2500
    signing_method: Str50
    encoding_method: Str50
    public_key: Str2500


class UnitOfMeasureType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    unit: Str20 | UnsetType = UNSET
    multiplier: Int | UnsetType = UNSET


class SampledValueType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    value: Decimal
    context: ReadingContextEnumType | UnsetType = UNSET
    measurand: MeasurandEnumType | UnsetType = UNSET
    phase: PhaseEnumType | UnsetType = UNSET
    location: LocationEnumType | UnsetType = UNSET
    signed_meter_value: SignedMeterValueType | UnsetType = UNSET
    unit_of_measure: UnitOfMeasureType | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.value)


class MeterValueType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    sampled_value: Annotated[tuple[SampledValueType, ...], Meta(min_length=1)]
    timestamp: datetime


TriggerReasonEnumType: TypeAlias = Literal[
    "Authorized",
    "CablePluggedIn",
    "ChargingRateChanged",
    "ChargingStateChanged",
    "Deauthorized",
    "EnergyLimitReached",
    "EVCommunicationLost",
    "EVConnectTimeout",
    "MeterValueClock",
    "MeterValuePeriodic",
    "TimeLimitReached",
    "Trigger",
    "UnlockCommand",
    "StopAuthorized",
    "EVDeparted",
    "EVDetected",
    "RemoteStop",
    "RemoteStart",
    "AbnormalCondition",
    "SignedDataReceived",
    "ResetCommand",
]


ChargingStateEnumType: TypeAlias = Literal[
    "Charging",
    "EVConnected",
    "SuspendedEV",
    "SuspendedEVSE",
    "Idle",
]


ReasonEnumType: TypeAlias = Literal[
    "DeAuthorized",
    "EmergencyStop",
    "EnergyLimitReached",
    "EVDisconnected",
    "GroundFault",
    "ImmediateReset",
    "Local",
    "LocalOutOfCredit",
    "MasterPass",
    "Other",
    "OvercurrentFault",
    "PowerLoss",
    "PowerQuality",
    "Reboot",
    "Remote",
    "SOCLimitReached",
    "StoppedByEV",
    "TimeLimitReached",
    "Timeout",
]


class TransactionType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    transaction_id: Str36
    charging_state: ChargingStateEnumType | UnsetType = UNSET
    time_spent_charging: Int | UnsetType = UNSET
    stopped_reason: ReasonEnumType | UnsetType = UNSET
    remote_start_id: Int | UnsetType = UNSET


class TransactionEventRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    event_type: TransactionEventEnumType
    meter_value: Annotated[tuple[MeterValueType, ...], Meta(min_length=1)] | UnsetType = UNSET
    timestamp: datetime
    trigger_reason: TriggerReasonEnumType
    seq_no: Int
    offline: bool | UnsetType = UNSET
    number_of_phases_used: Int | UnsetType = UNSET
    cable_max_current: Int | UnsetType = UNSET
    reservation_id: Int | UnsetType = UNSET
    transaction_info: TransactionType
    evse: EVSEType | UnsetType = UNSET
    id_token: IdTokenType | UnsetType = UNSET


class TransactionEventResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    total_cost: Decimal | UnsetType = UNSET
    charging_priority: Int | UnsetType = UNSET
    id_token_info: IdTokenInfoType | UnsetType = UNSET
    updated_personal_message: MessageContentType | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.total_cost)


class GetTransactionStatusRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET


class GetTransactionStatusResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    ongoing_indicator: bool | UnsetType = UNSET
    messages_in_queue: bool


ChargingProfilePurposeEnumType: TypeAlias = Literal[
    "ChargingStationExternalConstraints",
    "ChargingStationMaxProfile",
    "TxDefaultProfile",
    "TxProfile",
]


ChargingProfileKindEnumType: TypeAlias = Literal[
    "Absolute",
    "Recurring",
    "Relative",
]


RecurrencyKindEnumType: TypeAlias = Literal[
    "Daily",
    "Weekly",
]


ChargingRateUnitEnumType: TypeAlias = Literal[
    "W",
    "A",
]


class ChargingSchedulePeriodType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    start_period: Int
    limit: Decimal
    number_phases: Int | UnsetType = UNSET
    phase_to_use: Int | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.limit)


class RelativeTimeIntervalType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    start: Int
    duration: Int | UnsetType = UNSET


CostKindEnumType: TypeAlias = Literal[
    "CarbonDioxideEmission",
    "RelativePricePercentage",
    "RenewableGenerationPercentage",
]


class CostType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    cost_kind: CostKindEnumType
    amount: Int
    amount_multiplier: Int | UnsetType = UNSET


class ConsumptionCostType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    start_value: Decimal
    cost: Annotated[tuple[CostType, ...], Meta(min_length=1, max_length=3)]

    def __post_init__(self) -> None:
        check_number(self.start_value)


class SalesTariffEntryType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    relative_time_interval: RelativeTimeIntervalType
    e_price_level: Int0ToAny | UnsetType = UNSET
    consumption_cost: Annotated[tuple[ConsumptionCostType, ...], Meta(min_length=1, max_length=3)] | UnsetType = UNSET


class SalesTariffType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int
    sales_tariff_description: Str32 | UnsetType = UNSET
    num_e_price_levels: Int | UnsetType = UNSET
    sales_tariff_entry: Annotated[tuple[SalesTariffEntryType, ...], Meta(min_length=1, max_length=1024)]


class ChargingScheduleType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int
    start_schedule: datetime | UnsetType = UNSET
    duration: Int | UnsetType = UNSET
    charging_rate_unit: ChargingRateUnitEnumType
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriodType, ...], Meta(min_length=1, max_length=1024)]
    min_charging_rate: Decimal | UnsetType = UNSET
    sales_tariff: SalesTariffType | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.min_charging_rate)


class ChargingProfileType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int
    stack_level: Int
    charging_profile_purpose: ChargingProfilePurposeEnumType
    charging_profile_kind: ChargingProfileKindEnumType
    recurrency_kind: RecurrencyKindEnumType | UnsetType = UNSET
    valid_from: datetime | UnsetType = UNSET
    valid_to: datetime | UnsetType = UNSET
    charging_schedule: Annotated[tuple[ChargingScheduleType, ...], Meta(min_length=1, max_length=3)]
    transaction_id: Str36 | UnsetType = UNSET


class RequestStartTransactionRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse_id: Int | UnsetType = UNSET
    group_id_token: IdTokenType | UnsetType = UNSET
    id_token: IdTokenType
    remote_start_id: Int
    charging_profile: ChargingProfileType | UnsetType = UNSET


RequestStartStopStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class RequestStartTransactionResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: RequestStartStopStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET


class RequestStopTransactionRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    transaction_id: Str36


class RequestStopTransactionResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: RequestStartStopStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class UnlockConnectorRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse_id: Int
    connector_id: Int


UnlockStatusEnumType: TypeAlias = Literal[
    "Unlocked",
    "UnlockFailed",
    "OngoingAuthorizedTransaction",
    "UnknownConnector",
]


class UnlockConnectorResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: UnlockStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


MessageTriggerEnumType: TypeAlias = Literal[
    "BootNotification",
    "LogStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "SignChargingStationCertificate",
    "SignV2GCertificate",
    "StatusNotification",
    "TransactionEvent",
    "SignCombinedCertificate",
    "PublishFirmwareStatusNotification",
]


class TriggerMessageRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse: EVSEType | UnsetType = UNSET
    requested_message: MessageTriggerEnumType


TriggerMessageStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotImplemented",
]


class TriggerMessageResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: TriggerMessageStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


ConnectorStatusEnumType: TypeAlias = Literal[
    "Available",
    "Occupied",
    "Reserved",
    "Unavailable",
    "Faulted",
]


class StatusNotificationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    timestamp: datetime
    connector_status: ConnectorStatusEnumType
    evse_id: Int
    connector_id: Int


class StatusNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


OperationalStatusEnumType: TypeAlias = Literal[
    "Inoperative",
    "Operative",
]


class ChangeAvailabilityRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse: EVSEType | UnsetType = UNSET
    operational_status: OperationalStatusEnumType


ChangeAvailabilityStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Scheduled",
]


class ChangeAvailabilityResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ChangeAvailabilityStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


ReservationUpdateStatusEnumType: TypeAlias = Literal[
    "Expired",
    "Removed",
]


class ReservationStatusUpdateRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    reservation_id: Int
    reservation_update_status: ReservationUpdateStatusEnumType


class ReservationStatusUpdateResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


ConnectorEnumType: TypeAlias = Literal[
    "cCCS1",
    "cCCS2",
    "cG105",
    "cTesla",
    "cType1",
    "cType2",
    "s309-1P-16A",
    "s309-1P-32A",
    "s309-3P-16A",
    "s309-3P-32A",
    "sBS1361",
    "sCEE-7-7",
    "sType2",
    "sType3",
    "Other1PhMax16A",
    "Other1PhOver16A",
    "Other3Ph",
    "Pan",
    "wInductive",
    "wResonant",
    "Undetermined",
    "Unknown",
]


class ReserveNowRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int
    expiry_date_time: datetime
    connector_type: ConnectorEnumType | UnsetType = UNSET
    id_token: IdTokenType
    evse_id: Int | UnsetType = UNSET
    group_id_token: IdTokenType | UnsetType = UNSET


ReserveNowStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Faulted",
    "Occupied",
    "Rejected",
    "Unavailable",
]


class ReserveNowResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ReserveNowStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class CancelReservationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    reservation_id: Int


CancelReservationStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class CancelReservationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: CancelReservationStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class CostUpdatedRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    total_cost: Decimal
    transaction_id: Str36

    def __post_init__(self) -> None:
        check_number(self.total_cost)


class CostUpdatedResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class MeterValuesRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse_id: Int
    meter_value: Annotated[tuple[MeterValueType, ...], Meta(min_length=1)]


class MeterValuesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


ChargingLimitSourceEnumType: TypeAlias = Literal[
    "EMS",
    "Other",
    "SO",
    "CSO",
]


class ClearedChargingLimitRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    charging_limit_source: ChargingLimitSourceEnumType
    evse_id: Int | UnsetType = UNSET


class ClearedChargingLimitResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ChargingLimitType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    charging_limit_source: ChargingLimitSourceEnumType
    is_grid_critical: bool | UnsetType = UNSET


class NotifyChargingLimitRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    charging_schedule: Annotated[tuple[ChargingScheduleType, ...], Meta(min_length=1)] | UnsetType = UNSET
    evse_id: Int | UnsetType = UNSET
    charging_limit: ChargingLimitType


class NotifyChargingLimitResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ACChargingParametersType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    energy_amount: Int
    ev_min_current: Int
    ev_max_current: Int
    ev_max_voltage: Int


class DCChargingParametersType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    ev_max_current: Int
    ev_max_voltage: Int
    energy_amount: Int | UnsetType = UNSET
    ev_max_power: Int | UnsetType = UNSET
    state_of_charge: Int0To100 | UnsetType = UNSET
    ev_energy_capacity: Int | UnsetType = UNSET
    full_so_c: Int0To100 | UnsetType = UNSET
    bulk_so_c: Int0To100 | UnsetType = UNSET


EnergyTransferModeEnumType: TypeAlias = Literal[
    "DC",
    "AC_single_phase",
    "AC_two_phase",
    "AC_three_phase",
]


class ChargingNeedsType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    ac_charging_parameters: ACChargingParametersType | UnsetType = UNSET
    dc_charging_parameters: DCChargingParametersType | UnsetType = UNSET
    requested_energy_transfer: EnergyTransferModeEnumType
    departure_time: datetime | UnsetType = UNSET


class NotifyEVChargingNeedsRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    max_schedule_tuples: Int | UnsetType = UNSET
    charging_needs: ChargingNeedsType
    evse_id: Int


NotifyEVChargingNeedsStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Processing",
]


class NotifyEVChargingNeedsResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: NotifyEVChargingNeedsStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class NotifyEVChargingScheduleRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    time_base: datetime
    charging_schedule: ChargingScheduleType
    evse_id: Int


class NotifyEVChargingScheduleResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class ReportChargingProfilesRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    request_id: Int
    charging_limit_source: ChargingLimitSourceEnumType
    charging_profile: Annotated[tuple[ChargingProfileType, ...], Meta(min_length=1)]
    tbc: bool | UnsetType = UNSET
    evse_id: Int


class ReportChargingProfilesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class SetChargingProfileRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse_id: Int
    charging_profile: ChargingProfileType


ChargingProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class SetChargingProfileResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class ClearChargingProfileType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    evse_id: Int | UnsetType = UNSET
    charging_profile_purpose: ChargingProfilePurposeEnumType | UnsetType = UNSET
    stack_level: Int | UnsetType = UNSET


class ClearChargingProfileRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    charging_profile_id: Int | UnsetType = UNSET
    charging_profile_criteria: ClearChargingProfileType | UnsetType = UNSET


ClearChargingProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Unknown",
]


class ClearChargingProfileResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ClearChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class ChargingProfileCriterionType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    charging_profile_purpose: ChargingProfilePurposeEnumType | UnsetType = UNSET
    stack_level: Int | UnsetType = UNSET
    charging_profile_id: Annotated[tuple[Int, ...], Meta(min_length=1)] | UnsetType = UNSET
    charging_limit_source: Annotated[tuple[ChargingLimitSourceEnumType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET


class GetChargingProfilesRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    request_id: Int
    evse_id: Int | UnsetType = UNSET
    charging_profile: ChargingProfileCriterionType


GetChargingProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "NoProfiles",
]


class GetChargingProfilesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GetChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class GetCompositeScheduleRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    duration: Int
    charging_rate_unit: ChargingRateUnitEnumType | UnsetType = UNSET
    evse_id: Int


class CompositeScheduleType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriodType, ...], Meta(min_length=1)]
    evse_id: Int
    duration: Int
    schedule_start: datetime
    charging_rate_unit: ChargingRateUnitEnumType


class GetCompositeScheduleResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    schedule: CompositeScheduleType | UnsetType = UNSET


FirmwareStatusEnumType: TypeAlias = Literal[
    "Downloaded",
    "DownloadFailed",
    "Downloading",
    "DownloadScheduled",
    "DownloadPaused",
    "Idle",
    "InstallationFailed",
    "Installing",
    "Installed",
    "InstallRebooting",
    "InstallScheduled",
    "InstallVerificationFailed",
    "InvalidSignature",
    "SignatureVerified",
]


class FirmwareStatusNotificationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: FirmwareStatusEnumType
    request_id: Int | UnsetType = UNSET


class FirmwareStatusNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


PublishFirmwareStatusEnumType: TypeAlias = Literal[
    "Idle",
    "DownloadScheduled",
    "Downloading",
    "Downloaded",
    "Published",
    "DownloadFailed",
    "DownloadPaused",
    "InvalidChecksum",
    "ChecksumVerified",
    "PublishFailed",
]


class PublishFirmwareStatusNotificationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: PublishFirmwareStatusEnumType
    location: Annotated[tuple[Str512, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int | UnsetType = UNSET


class PublishFirmwareStatusNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class FirmwareType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    location: Str512
    retrieve_date_time: datetime
    install_date_time: datetime | UnsetType = UNSET
    signing_certificate: Str5500 | UnsetType = UNSET
    signature: Str800 | UnsetType = UNSET


class UpdateFirmwareRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    retries: Int | UnsetType = UNSET
    retry_interval: Int | UnsetType = UNSET
    request_id: Int
    firmware: FirmwareType


UpdateFirmwareStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "AcceptedCanceled",
    "InvalidCertificate",
    "RevokedCertificate",
]


class UpdateFirmwareResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: UpdateFirmwareStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class PublishFirmwareRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    location: Str512
    retries: Int | UnsetType = UNSET
    checksum: Str32
    request_id: Int
    retry_interval: Int | UnsetType = UNSET


class PublishFirmwareResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class UnpublishFirmwareRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    checksum: Str32


UnpublishFirmwareStatusEnumType: TypeAlias = Literal[
    "DownloadOngoing",
    "NoFirmware",
    "Unpublished",
]


class UnpublishFirmwareResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: UnpublishFirmwareStatusEnumType


CertificateActionEnumType: TypeAlias = Literal[
    "Install",
    "Update",
]


class Get15118EVCertificateRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    iso15118_schema_version: Str50
    action: CertificateActionEnumType
    exi_request: Str5600


Iso15118EVCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
]


class Get15118EVCertificateResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: Iso15118EVCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    exi_response: Str7500


class GetCertificateStatusRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    ocsp_request_data: OCSPRequestDataType


GetCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
]


class GetCertificateStatusResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GetCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    ocsp_result: Str5500 | UnsetType = UNSET


InstallCertificateUseEnumType: TypeAlias = Literal[
    "V2GRootCertificate",
    "MORootCertificate",
    "CSMSRootCertificate",
    "ManufacturerRootCertificate",
]


class InstallCertificateRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    certificate_type: InstallCertificateUseEnumType
    certificate: Str5500


InstallCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Failed",
]


class InstallCertificateResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: InstallCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class CertificateHashDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Str128
    issuer_key_hash: Str128
    serial_number: Str40


class DeleteCertificateRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    certificate_hash_data: CertificateHashDataType


DeleteCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
    "NotFound",
]


class DeleteCertificateResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: DeleteCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


GetCertificateIdUseEnumType: TypeAlias = Literal[
    "V2GRootCertificate",
    "MORootCertificate",
    "CSMSRootCertificate",
    "V2GCertificateChain",
    "ManufacturerRootCertificate",
]


class GetInstalledCertificateIdsRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    certificate_type: Annotated[tuple[GetCertificateIdUseEnumType, ...], Meta(min_length=1)] | UnsetType = UNSET


GetInstalledCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "NotFound",
]


class CertificateHashDataChainType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    certificate_hash_data: CertificateHashDataType
    certificate_type: GetCertificateIdUseEnumType
    child_certificate_hash_data: Annotated[tuple[CertificateHashDataType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET


class GetInstalledCertificateIdsResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GetInstalledCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    certificate_hash_data_chain: Annotated[tuple[CertificateHashDataChainType, ...], Meta(min_length=1)] | UnsetType = UNSET


UploadLogStatusEnumType: TypeAlias = Literal[
    "BadMessage",
    "Idle",
    "NotSupportedOperation",
    "PermissionDenied",
    "Uploaded",
    "UploadFailure",
    "Uploading",
    "AcceptedCanceled",
]


class LogStatusNotificationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: UploadLogStatusEnumType
    request_id: Int | UnsetType = UNSET


class LogStatusNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class NotifyCustomerInformationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    data: Str512
    tbc: bool | UnsetType = UNSET
    seq_no: Int
    generated_at: datetime
    request_id: Int


class NotifyCustomerInformationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


EventTriggerEnumType: TypeAlias = Literal[
    "Alerting",
    "Delta",
    "Periodic",
]


EventNotificationEnumType: TypeAlias = Literal[
    "HardWiredNotification",
    "HardWiredMonitor",
    "PreconfiguredMonitor",
    "CustomMonitor",
]


class EventDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    event_id: Int
    timestamp: datetime
    trigger: EventTriggerEnumType
    cause: Int | UnsetType = UNSET
    actual_value: Str2500
    tech_code: Str50 | UnsetType = UNSET
    tech_info: Str500 | UnsetType = UNSET
    cleared: bool | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET
    component: ComponentType
    variable_monitoring_id: Int | UnsetType = UNSET
    event_notification_type: EventNotificationEnumType
    variable: VariableType


class NotifyEventRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    generated_at: datetime
    tbc: bool | UnsetType = UNSET
    seq_no: Int
    event_data: Annotated[tuple[EventDataType, ...], Meta(min_length=1)]


class NotifyEventResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


MonitorEnumType: TypeAlias = Literal[
    "UpperThreshold",
    "LowerThreshold",
    "Delta",
    "Periodic",
    "PeriodicClockAligned",
]


class VariableMonitoringType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int
    transaction: bool
    value: Decimal
    type: MonitorEnumType
    severity: Int

    def __post_init__(self) -> None:
        check_number(self.value)


class MonitoringDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    component: ComponentType
    variable: VariableType
    variable_monitoring: Annotated[tuple[VariableMonitoringType, ...], Meta(min_length=1)]


class NotifyMonitoringReportRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    monitor: Annotated[tuple[MonitoringDataType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    tbc: bool | UnsetType = UNSET
    seq_no: Int
    generated_at: datetime


class NotifyMonitoringReportResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class LogParametersType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    remote_location: Str512
    oldest_timestamp: datetime | UnsetType = UNSET
    latest_timestamp: datetime | UnsetType = UNSET


LogEnumType: TypeAlias = Literal[
    "DiagnosticsLog",
    "SecurityLog",
]


class GetLogRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    log: LogParametersType
    log_type: LogEnumType
    request_id: Int
    retries: Int | UnsetType = UNSET
    retry_interval: Int | UnsetType = UNSET


LogStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "AcceptedCanceled",
]


class GetLogResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: LogStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    filename: Str255 | UnsetType = UNSET


class CustomerInformationRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    customer_certificate: CertificateHashDataType | UnsetType = UNSET
    id_token: IdTokenType | UnsetType = UNSET
    request_id: Int
    report: bool
    clear: bool
    customer_identifier: Str64 | UnsetType = UNSET


CustomerInformationStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Invalid",
]


class CustomerInformationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: CustomerInformationStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


MonitoringCriterionEnumType: TypeAlias = Literal[
    "ThresholdMonitoring",
    "DeltaMonitoring",
    "PeriodicMonitoring",
]


class GetMonitoringReportRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    component_variable: Annotated[tuple[ComponentVariableType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    monitoring_criteria: Annotated[tuple[MonitoringCriterionEnumType, ...], Meta(min_length=1, max_length=3)] | UnsetType = UNSET


class GetMonitoringReportResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class ClearVariableMonitoringRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Annotated[tuple[Int, ...], Meta(min_length=1)]


ClearMonitoringStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotFound",
]


class ClearMonitoringResultType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ClearMonitoringStatusEnumType
    id: Int
    status_info: StatusInfoType | UnsetType = UNSET


class ClearVariableMonitoringResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    clear_monitoring_result: Annotated[tuple[ClearMonitoringResultType, ...], Meta(min_length=1)]


MonitoringBaseEnumType: TypeAlias = Literal[
    "All",
    "FactoryDefault",
    "HardWiredOnly",
]


class SetMonitoringBaseRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    monitoring_base: MonitoringBaseEnumType


class SetMonitoringBaseResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class SetMonitoringLevelRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    severity: Int


class SetMonitoringLevelResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class SetMonitoringDataType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int | UnsetType = UNSET
    transaction: bool | UnsetType = UNSET
    value: Decimal
    type: MonitorEnumType
    severity: Int
    component: ComponentType
    variable: VariableType

    def __post_init__(self) -> None:
        check_number(self.value)


class SetVariableMonitoringRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    set_monitoring_data: Annotated[tuple[SetMonitoringDataType, ...], Meta(min_length=1)]


SetMonitoringStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "UnknownComponent",
    "UnknownVariable",
    "UnsupportedMonitorType",
    "Rejected",
    "Duplicate",
]


class SetMonitoringResultType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int | UnsetType = UNSET
    status_info: StatusInfoType | UnsetType = UNSET
    status: SetMonitoringStatusEnumType
    type: MonitorEnumType
    component: ComponentType
    variable: VariableType
    severity: Int


class SetVariableMonitoringResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    set_monitoring_result: Annotated[tuple[SetMonitoringResultType, ...], Meta(min_length=1)]


MessagePriorityEnumType: TypeAlias = Literal[
    "AlwaysFront",
    "InFront",
    "NormalCycle",
]


MessageStateEnumType: TypeAlias = Literal[
    "Charging",
    "Faulted",
    "Idle",
    "Unavailable",
]


class MessageInfoType(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    display: ComponentType | UnsetType = UNSET
    id: Int
    priority: MessagePriorityEnumType
    state: MessageStateEnumType | UnsetType = UNSET
    start_date_time: datetime | UnsetType = UNSET
    end_date_time: datetime | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET
    message: MessageContentType


class NotifyDisplayMessagesRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    message_info: Annotated[tuple[MessageInfoType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    tbc: bool | UnsetType = UNSET


class NotifyDisplayMessagesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class SetDisplayMessageRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    message: MessageInfoType


DisplayMessageStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "NotSupportedMessageFormat",
    "Rejected",
    "NotSupportedPriority",
    "NotSupportedState",
    "UnknownTransaction",
]


class SetDisplayMessageResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: DisplayMessageStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class GetDisplayMessagesRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Annotated[tuple[Int, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    priority: MessagePriorityEnumType | UnsetType = UNSET
    state: MessageStateEnumType | UnsetType = UNSET


GetDisplayMessagesStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Unknown",
]


class GetDisplayMessagesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: GetDisplayMessagesStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class ClearDisplayMessageRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    id: Int


ClearMessageStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Unknown",
]


class ClearDisplayMessageResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: ClearMessageStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET


class DataTransferRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    message_id: Str50 | UnsetType = UNSET
    data: Any = UNSET
    vendor_id: Str255

    def __post_init__(self) -> None:
        check_free_json(self.data)


DataTransferStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "UnknownMessageId",
    "UnknownVendorId",
]


class DataTransferResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET
    status: DataTransferStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    data: Any = UNSET

    def __post_init__(self) -> None:
        check_free_json(self.data)


ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("SecurityEventNotification", SecurityEventNotificationRequest, SecurityEventNotificationResponse, Direction.FROM_STATION, "security", Kind.CALL),
        Action("SignCertificate", SignCertificateRequest, SignCertificateResponse, Direction.FROM_STATION, "security", Kind.CALL),
        Action("CertificateSigned", CertificateSignedRequest, CertificateSignedResponse, Direction.TO_STATION, "security", Kind.CALL),
        Action("BootNotification", BootNotificationRequest, BootNotificationResponse, Direction.FROM_STATION, "provisioning", Kind.CALL),
        Action("Heartbeat", HeartbeatRequest, HeartbeatResponse, Direction.FROM_STATION, "provisioning", Kind.CALL),
        Action("NotifyReport", NotifyReportRequest, NotifyReportResponse, Direction.FROM_STATION, "provisioning", Kind.CALL),
        Action("GetBaseReport", GetBaseReportRequest, GetBaseReportResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("GetReport", GetReportRequest, GetReportResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("GetVariables", GetVariablesRequest, GetVariablesResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("SetVariables", SetVariablesRequest, SetVariablesResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("SetNetworkProfile", SetNetworkProfileRequest, SetNetworkProfileResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("Reset", ResetRequest, ResetResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("Authorize", AuthorizeRequest, AuthorizeResponse, Direction.FROM_STATION, "authorization", Kind.CALL),
        Action("ClearCache", ClearCacheRequest, ClearCacheResponse, Direction.TO_STATION, "authorization", Kind.CALL),
        Action("GetLocalListVersion", GetLocalListVersionRequest, GetLocalListVersionResponse, Direction.TO_STATION, "local_list", Kind.CALL),
        Action("SendLocalList", SendLocalListRequest, SendLocalListResponse, Direction.TO_STATION, "local_list", Kind.CALL),
        Action("TransactionEvent", TransactionEventRequest, TransactionEventResponse, Direction.FROM_STATION, "charging", Kind.CALL),
        Action("GetTransactionStatus", GetTransactionStatusRequest, GetTransactionStatusResponse, Direction.TO_STATION, "charging", Kind.CALL),
        Action("RequestStartTransaction", RequestStartTransactionRequest, RequestStartTransactionResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("RequestStopTransaction", RequestStopTransactionRequest, RequestStopTransactionResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("UnlockConnector", UnlockConnectorRequest, UnlockConnectorResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("TriggerMessage", TriggerMessageRequest, TriggerMessageResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("StatusNotification", StatusNotificationRequest, StatusNotificationResponse, Direction.FROM_STATION, "availability", Kind.CALL),
        Action("ChangeAvailability", ChangeAvailabilityRequest, ChangeAvailabilityResponse, Direction.TO_STATION, "availability", Kind.CALL),
        Action("ReservationStatusUpdate", ReservationStatusUpdateRequest, ReservationStatusUpdateResponse, Direction.FROM_STATION, "reservation", Kind.CALL),
        Action("ReserveNow", ReserveNowRequest, ReserveNowResponse, Direction.TO_STATION, "reservation", Kind.CALL),
        Action("CancelReservation", CancelReservationRequest, CancelReservationResponse, Direction.TO_STATION, "reservation", Kind.CALL),
        Action("CostUpdated", CostUpdatedRequest, CostUpdatedResponse, Direction.TO_STATION, "tariff", Kind.CALL),
        Action("MeterValues", MeterValuesRequest, MeterValuesResponse, Direction.FROM_STATION, "metering", Kind.CALL),
        Action("ClearedChargingLimit", ClearedChargingLimitRequest, ClearedChargingLimitResponse, Direction.FROM_STATION, "smart_charging", Kind.CALL),
        Action("NotifyChargingLimit", NotifyChargingLimitRequest, NotifyChargingLimitResponse, Direction.FROM_STATION, "smart_charging", Kind.CALL),
        Action("NotifyEVChargingNeeds", NotifyEVChargingNeedsRequest, NotifyEVChargingNeedsResponse, Direction.FROM_STATION, "smart_charging", Kind.CALL),
        Action("NotifyEVChargingSchedule", NotifyEVChargingScheduleRequest, NotifyEVChargingScheduleResponse, Direction.FROM_STATION, "smart_charging", Kind.CALL),
        Action("ReportChargingProfiles", ReportChargingProfilesRequest, ReportChargingProfilesResponse, Direction.FROM_STATION, "smart_charging", Kind.CALL),
        Action("SetChargingProfile", SetChargingProfileRequest, SetChargingProfileResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("ClearChargingProfile", ClearChargingProfileRequest, ClearChargingProfileResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("GetChargingProfiles", GetChargingProfilesRequest, GetChargingProfilesResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("GetCompositeSchedule", GetCompositeScheduleRequest, GetCompositeScheduleResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("FirmwareStatusNotification", FirmwareStatusNotificationRequest, FirmwareStatusNotificationResponse, Direction.FROM_STATION, "firmware", Kind.CALL),
        Action("PublishFirmwareStatusNotification", PublishFirmwareStatusNotificationRequest, PublishFirmwareStatusNotificationResponse, Direction.FROM_STATION, "firmware", Kind.CALL),
        Action("UpdateFirmware", UpdateFirmwareRequest, UpdateFirmwareResponse, Direction.TO_STATION, "firmware", Kind.CALL),
        Action("PublishFirmware", PublishFirmwareRequest, PublishFirmwareResponse, Direction.TO_STATION, "firmware", Kind.CALL),
        Action("UnpublishFirmware", UnpublishFirmwareRequest, UnpublishFirmwareResponse, Direction.TO_STATION, "firmware", Kind.CALL),
        Action("Get15118EVCertificate", Get15118EVCertificateRequest, Get15118EVCertificateResponse, Direction.FROM_STATION, "certificates", Kind.CALL),
        Action("GetCertificateStatus", GetCertificateStatusRequest, GetCertificateStatusResponse, Direction.FROM_STATION, "certificates", Kind.CALL),
        Action("InstallCertificate", InstallCertificateRequest, InstallCertificateResponse, Direction.TO_STATION, "certificates", Kind.CALL),
        Action("DeleteCertificate", DeleteCertificateRequest, DeleteCertificateResponse, Direction.TO_STATION, "certificates", Kind.CALL),
        Action("GetInstalledCertificateIds", GetInstalledCertificateIdsRequest, GetInstalledCertificateIdsResponse, Direction.TO_STATION, "certificates", Kind.CALL),
        Action("LogStatusNotification", LogStatusNotificationRequest, LogStatusNotificationResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("NotifyCustomerInformation", NotifyCustomerInformationRequest, NotifyCustomerInformationResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("NotifyEvent", NotifyEventRequest, NotifyEventResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("NotifyMonitoringReport", NotifyMonitoringReportRequest, NotifyMonitoringReportResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("GetLog", GetLogRequest, GetLogResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("CustomerInformation", CustomerInformationRequest, CustomerInformationResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("GetMonitoringReport", GetMonitoringReportRequest, GetMonitoringReportResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("ClearVariableMonitoring", ClearVariableMonitoringRequest, ClearVariableMonitoringResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("SetMonitoringBase", SetMonitoringBaseRequest, SetMonitoringBaseResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("SetMonitoringLevel", SetMonitoringLevelRequest, SetMonitoringLevelResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("SetVariableMonitoring", SetVariableMonitoringRequest, SetVariableMonitoringResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("NotifyDisplayMessages", NotifyDisplayMessagesRequest, NotifyDisplayMessagesResponse, Direction.FROM_STATION, "display", Kind.CALL),
        Action("SetDisplayMessage", SetDisplayMessageRequest, SetDisplayMessageResponse, Direction.TO_STATION, "display", Kind.CALL),
        Action("GetDisplayMessages", GetDisplayMessagesRequest, GetDisplayMessagesResponse, Direction.TO_STATION, "display", Kind.CALL),
        Action("ClearDisplayMessage", ClearDisplayMessageRequest, ClearDisplayMessageResponse, Direction.TO_STATION, "display", Kind.CALL),
        Action("DataTransfer", DataTransferRequest, DataTransferResponse, Direction.EITHER, "data_transfer", Kind.CALL),
    )
}
