"""OCPP 2.1 edition 1: message types and action table. Generated; do not edit.

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
Int0To3: TypeAlias = Annotated[int, Meta(ge=0, le=3)]
Int0ToAny: TypeAlias = Annotated[int, Meta(ge=0, le=9223372036854775807)]
Int1ToAny: TypeAlias = Annotated[int, Meta(ge=1, le=9223372036854775807)]
Str100: TypeAlias = Annotated[str, Meta(max_length=100)]
Str1000: TypeAlias = Annotated[str, Meta(max_length=1000)]
Str10000: TypeAlias = Annotated[str, Meta(max_length=10000)]
Str1024: TypeAlias = Annotated[str, Meta(max_length=1024)]
Str11000: TypeAlias = Annotated[str, Meta(max_length=11000)]
Str128: TypeAlias = Annotated[str, Meta(max_length=128)]
Str16: TypeAlias = Annotated[str, Meta(max_length=16)]
Str160: TypeAlias = Annotated[str, Meta(max_length=160)]
Str17000: TypeAlias = Annotated[str, Meta(max_length=17000)]
Str18000: TypeAlias = Annotated[str, Meta(max_length=18000)]
Str20: TypeAlias = Annotated[str, Meta(max_length=20)]
Str200: TypeAlias = Annotated[str, Meta(max_length=200)]
Str2000: TypeAlias = Annotated[str, Meta(max_length=2000)]
Str25: TypeAlias = Annotated[str, Meta(max_length=25)]
Str2500: TypeAlias = Annotated[str, Meta(max_length=2500)]
Str255: TypeAlias = Annotated[str, Meta(max_length=255)]
Str256: TypeAlias = Annotated[str, Meta(max_length=256)]
Str3: TypeAlias = Annotated[str, Meta(max_length=3)]
Str32: TypeAlias = Annotated[str, Meta(max_length=32)]
Str32768: TypeAlias = Annotated[str, Meta(max_length=32768)]
Str36: TypeAlias = Annotated[str, Meta(max_length=36)]
Str40: TypeAlias = Annotated[str, Meta(max_length=40)]
Str48: TypeAlias = Annotated[str, Meta(max_length=48)]
Str50: TypeAlias = Annotated[str, Meta(max_length=50)]
Str500: TypeAlias = Annotated[str, Meta(max_length=500)]
Str512: TypeAlias = Annotated[str, Meta(max_length=512)]
Str5500: TypeAlias = Annotated[str, Meta(max_length=5500)]
Str6: TypeAlias = Annotated[str, Meta(max_length=6)]
Str60: TypeAlias = Annotated[str, Meta(max_length=60)]
Str64: TypeAlias = Annotated[str, Meta(max_length=64)]
Str8: TypeAlias = Annotated[str, Meta(max_length=8)]
Str80: TypeAlias = Annotated[str, Meta(max_length=80)]
Str800: TypeAlias = Annotated[str, Meta(max_length=800)]
Str88: TypeAlias = Annotated[str, Meta(max_length=88)]


class SecurityEventNotificationRequest(Message, kw_only=True, frozen=True):
    type: Str50
    timestamp: datetime
    tech_info: Str255 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SecurityEventNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


CertificateSigningUseEnumType: TypeAlias = Literal[
    "ChargingStationCertificate",
    "V2GCertificate",
    "V2G20Certificate",
]


HashAlgorithmEnumType: TypeAlias = Literal[
    "SHA256",
    "SHA384",
    "SHA512",
]


class CertificateHashDataType(Message, kw_only=True, frozen=True):
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Str128
    issuer_key_hash: Str128
    serial_number: Str40
    custom_data: CustomData | UnsetType = UNSET


class SignCertificateRequest(Message, kw_only=True, frozen=True):
    csr: Str5500
    certificate_type: CertificateSigningUseEnumType | UnsetType = UNSET
    hash_root_certificate: CertificateHashDataType | UnsetType = UNSET
    request_id: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


GenericStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class StatusInfoType(Message, kw_only=True, frozen=True):
    reason_code: Str20
    additional_info: Str1024 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SignCertificateResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class CertificateSignedRequest(Message, kw_only=True, frozen=True):
    certificate_chain: Str10000
    certificate_type: CertificateSigningUseEnumType | UnsetType = UNSET
    request_id: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


CertificateSignedStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class CertificateSignedResponse(Message, kw_only=True, frozen=True):
    status: CertificateSignedStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ModemType(Message, kw_only=True, frozen=True):
    iccid: Str20 | UnsetType = UNSET
    imsi: Str20 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ChargingStationType(Message, kw_only=True, frozen=True):
    serial_number: Str25 | UnsetType = UNSET
    model: Str20
    modem: ModemType | UnsetType = UNSET
    vendor_name: Str50
    firmware_version: Str50 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
    charging_station: ChargingStationType
    reason: BootReasonEnumType
    custom_data: CustomData | UnsetType = UNSET


RegistrationStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Pending",
    "Rejected",
]


class BootNotificationResponse(Message, kw_only=True, frozen=True):
    current_time: datetime
    interval: Int
    status: RegistrationStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class HeartbeatRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class HeartbeatResponse(Message, kw_only=True, frozen=True):
    current_time: datetime
    custom_data: CustomData | UnsetType = UNSET


class EVSEType(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    connector_id: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ComponentType(Message, kw_only=True, frozen=True):
    evse: EVSEType | UnsetType = UNSET
    name: Str50
    instance: Str50 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class VariableType(Message, kw_only=True, frozen=True):
    name: Str50
    instance: Str50 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
    type: AttributeEnumType | UnsetType = UNSET
    value: Str2500 | UnsetType = UNSET
    mutability: MutabilityEnumType | UnsetType = UNSET
    persistent: bool | UnsetType = UNSET
    constant: bool | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
    unit: Str16 | UnsetType = UNSET
    data_type: DataEnumType
    min_limit: Decimal | UnsetType = UNSET
    max_limit: Decimal | UnsetType = UNSET
    max_elements: Int1ToAny | UnsetType = UNSET
    values_list: Str1000 | UnsetType = UNSET
    supports_monitoring: bool
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.min_limit)
        check_number(self.max_limit)


class ReportDataType(Message, kw_only=True, frozen=True):
    component: ComponentType
    variable: VariableType
    variable_attribute: Annotated[tuple[VariableAttributeType, ...], Meta(min_length=1, max_length=4)]
    variable_characteristics: VariableCharacteristicsType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyReportRequest(Message, kw_only=True, frozen=True):
    request_id: Int
    generated_at: datetime
    report_data: Annotated[tuple[ReportDataType, ...], Meta(min_length=1)] | UnsetType = UNSET
    tbc: bool | UnsetType = UNSET
    seq_no: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class NotifyReportResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


ReportBaseEnumType: TypeAlias = Literal[
    "ConfigurationInventory",
    "FullInventory",
    "SummaryInventory",
]


class GetBaseReportRequest(Message, kw_only=True, frozen=True):
    request_id: Int
    report_base: ReportBaseEnumType
    custom_data: CustomData | UnsetType = UNSET


GenericDeviceModelStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotSupported",
    "EmptyResultSet",
]


class GetBaseReportResponse(Message, kw_only=True, frozen=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ComponentVariableType(Message, kw_only=True, frozen=True):
    component: ComponentType
    variable: VariableType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


ComponentCriterionEnumType: TypeAlias = Literal[
    "Active",
    "Available",
    "Enabled",
    "Problem",
]


class GetReportRequest(Message, kw_only=True, frozen=True):
    component_variable: Annotated[tuple[ComponentVariableType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    component_criteria: Annotated[tuple[ComponentCriterionEnumType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetReportResponse(Message, kw_only=True, frozen=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetVariableDataType(Message, kw_only=True, frozen=True):
    attribute_type: AttributeEnumType | UnsetType = UNSET
    component: ComponentType
    variable: VariableType
    custom_data: CustomData | UnsetType = UNSET


class GetVariablesRequest(Message, kw_only=True, frozen=True):
    get_variable_data: Annotated[tuple[GetVariableDataType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


GetVariableStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "UnknownComponent",
    "UnknownVariable",
    "NotSupportedAttributeType",
]


class GetVariableResultType(Message, kw_only=True, frozen=True):
    attribute_status: GetVariableStatusEnumType
    attribute_status_info: StatusInfoType | UnsetType = UNSET
    attribute_type: AttributeEnumType | UnsetType = UNSET
    attribute_value: Str2500 | UnsetType = UNSET
    component: ComponentType
    variable: VariableType
    custom_data: CustomData | UnsetType = UNSET


class GetVariablesResponse(Message, kw_only=True, frozen=True):
    get_variable_result: Annotated[tuple[GetVariableResultType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


class SetVariableDataType(Message, kw_only=True, frozen=True):
    attribute_type: AttributeEnumType | UnsetType = UNSET
    attribute_value: Str2500
    component: ComponentType
    variable: VariableType
    custom_data: CustomData | UnsetType = UNSET


class SetVariablesRequest(Message, kw_only=True, frozen=True):
    set_variable_data: Annotated[tuple[SetVariableDataType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


SetVariableStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "UnknownComponent",
    "UnknownVariable",
    "NotSupportedAttributeType",
    "RebootRequired",
]


class SetVariableResultType(Message, kw_only=True, frozen=True):
    attribute_type: AttributeEnumType | UnsetType = UNSET
    attribute_status: SetVariableStatusEnumType
    attribute_status_info: StatusInfoType | UnsetType = UNSET
    component: ComponentType
    variable: VariableType
    custom_data: CustomData | UnsetType = UNSET


class SetVariablesResponse(Message, kw_only=True, frozen=True):
    set_variable_result: Annotated[tuple[SetVariableResultType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


APNAuthenticationEnumType: TypeAlias = Literal[
    "PAP",
    "CHAP",
    "NONE",
    "AUTO",
]


class APNType(Message, kw_only=True, frozen=True):
    apn: Str2000
    apn_user_name: Str50 | UnsetType = UNSET
    apn_password: Str64 | UnsetType = UNSET
    sim_pin: Int | UnsetType = UNSET
    preferred_network: Str6 | UnsetType = UNSET
    use_only_preferred_network: bool | UnsetType = UNSET
    apn_authentication: APNAuthenticationEnumType
    custom_data: CustomData | UnsetType = UNSET


OCPPVersionEnumType: TypeAlias = Literal[
    "OCPP12",
    "OCPP15",
    "OCPP16",
    "OCPP20",
    "OCPP201",
    "OCPP21",
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
    "Any",
]


OCPPTransportEnumType: TypeAlias = Literal[
    "SOAP",
    "JSON",
]


VPNEnumType: TypeAlias = Literal[
    "IKEv2",
    "IPSec",
    "L2TP",
    "PPTP",
]


class VPNType(Message, kw_only=True, frozen=True):
    server: Str2000
    user: Str50
    group: Str50 | UnsetType = UNSET
    password: Str64
    key: Str255
    type: VPNEnumType
    custom_data: CustomData | UnsetType = UNSET


class NetworkConnectionProfileType(Message, kw_only=True, frozen=True):
    apn: APNType | UnsetType = UNSET
    ocpp_version: OCPPVersionEnumType | UnsetType = UNSET
    ocpp_interface: OCPPInterfaceEnumType
    ocpp_transport: OCPPTransportEnumType
    message_timeout: Int
    ocpp_csms_url: Str2000
    security_profile: Int0ToAny
    identity: Str48 | UnsetType = UNSET
    basic_auth_password: Str64 | UnsetType = UNSET
    vpn: VPNType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SetNetworkProfileRequest(Message, kw_only=True, frozen=True):
    configuration_slot: Int
    connection_data: NetworkConnectionProfileType
    custom_data: CustomData | UnsetType = UNSET


SetNetworkProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Failed",
]


class SetNetworkProfileResponse(Message, kw_only=True, frozen=True):
    status: SetNetworkProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


ResetEnumType: TypeAlias = Literal[
    "Immediate",
    "OnIdle",
    "ImmediateAndResume",
]


class ResetRequest(Message, kw_only=True, frozen=True):
    type: ResetEnumType
    evse_id: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


ResetStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Scheduled",
]


class ResetResponse(Message, kw_only=True, frozen=True):
    status: ResetStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class AdditionalInfoType(Message, kw_only=True, frozen=True):
    additional_id_token: Str255
    type: Str50
    custom_data: CustomData | UnsetType = UNSET


class IdTokenType(Message, kw_only=True, frozen=True):
    additional_info: Annotated[tuple[AdditionalInfoType, ...], Meta(min_length=1)] | UnsetType = UNSET
    id_token: Str255
    type: Str20
    custom_data: CustomData | UnsetType = UNSET


class OCSPRequestDataType(Message, kw_only=True, frozen=True):
    hash_algorithm: HashAlgorithmEnumType
    issuer_name_hash: Str128
    issuer_key_hash: Str128
    serial_number: Str40
    responder_url: Str2000 = field(name="responderURL")
    custom_data: CustomData | UnsetType = UNSET


class AuthorizeRequest(Message, kw_only=True, frozen=True):
    id_token: IdTokenType
    certificate: Str10000 | UnsetType = UNSET
    iso15118_certificate_hash_data: Annotated[tuple[OCSPRequestDataType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
    "QRCODE",
]


class MessageContentType(Message, kw_only=True, frozen=True):
    format: MessageFormatEnumType
    language: Str8 | UnsetType = UNSET
    content: Str1024
    custom_data: CustomData | UnsetType = UNSET


class IdTokenInfoType(Message, kw_only=True, frozen=True):
    status: AuthorizationStatusEnumType
    cache_expiry_date_time: datetime | UnsetType = UNSET
    charging_priority: Int | UnsetType = UNSET
    group_id_token: IdTokenType | UnsetType = UNSET
    language1: Str8 | UnsetType = UNSET
    language2: Str8 | UnsetType = UNSET
    evse_id: Annotated[tuple[Int0ToAny, ...], Meta(min_length=1)] | UnsetType = UNSET
    personal_message: MessageContentType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


AuthorizeCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "SignatureError",
    "CertificateExpired",
    "CertificateRevoked",
    "NoCertificateAvailable",
    "CertChainError",
    "ContractCancelled",
]


EnergyTransferModeEnumType: TypeAlias = Literal[
    "AC_single_phase",
    "AC_two_phase",
    "AC_three_phase",
    "DC",
    "AC_BPT",
    "AC_BPT_DER",
    "AC_DER",
    "DC_BPT",
    "DC_ACDP",
    "DC_ACDP_BPT",
    "WPT",
]


DayOfWeekEnumType: TypeAlias = Literal[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
]


EvseKindEnumType: TypeAlias = Literal[
    "AC",
    "DC",
]


class TariffConditionsType(Message, kw_only=True, frozen=True):
    start_time_of_day: str | UnsetType = UNSET
    end_time_of_day: str | UnsetType = UNSET
    day_of_week: Annotated[tuple[DayOfWeekEnumType, ...], Meta(min_length=1, max_length=7)] | UnsetType = UNSET
    valid_from_date: str | UnsetType = UNSET
    valid_to_date: str | UnsetType = UNSET
    evse_kind: EvseKindEnumType | UnsetType = UNSET
    min_energy: Decimal | UnsetType = UNSET
    max_energy: Decimal | UnsetType = UNSET
    min_current: Decimal | UnsetType = UNSET
    max_current: Decimal | UnsetType = UNSET
    min_power: Decimal | UnsetType = UNSET
    max_power: Decimal | UnsetType = UNSET
    min_time: Int | UnsetType = UNSET
    max_time: Int | UnsetType = UNSET
    min_charging_time: Int | UnsetType = UNSET
    max_charging_time: Int | UnsetType = UNSET
    min_idle_time: Int | UnsetType = UNSET
    max_idle_time: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.min_energy)
        check_number(self.max_energy)
        check_number(self.min_current)
        check_number(self.max_current)
        check_number(self.min_power)
        check_number(self.max_power)


class TariffEnergyPriceType(Message, kw_only=True, frozen=True):
    price_kwh: Decimal
    conditions: TariffConditionsType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.price_kwh)


class TaxRateType(Message, kw_only=True, frozen=True):
    type: Str20
    tax: Decimal
    stack: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.tax)


class TariffEnergyType(Message, kw_only=True, frozen=True):
    prices: Annotated[tuple[TariffEnergyPriceType, ...], Meta(min_length=1)]
    tax_rates: Annotated[tuple[TaxRateType, ...], Meta(min_length=1, max_length=5)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class TariffTimePriceType(Message, kw_only=True, frozen=True):
    price_minute: Decimal
    conditions: TariffConditionsType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.price_minute)


class TariffTimeType(Message, kw_only=True, frozen=True):
    prices: Annotated[tuple[TariffTimePriceType, ...], Meta(min_length=1)]
    tax_rates: Annotated[tuple[TaxRateType, ...], Meta(min_length=1, max_length=5)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class TariffConditionsFixedType(Message, kw_only=True, frozen=True):
    start_time_of_day: str | UnsetType = UNSET
    end_time_of_day: str | UnsetType = UNSET
    day_of_week: Annotated[tuple[DayOfWeekEnumType, ...], Meta(min_length=1, max_length=7)] | UnsetType = UNSET
    valid_from_date: str | UnsetType = UNSET
    valid_to_date: str | UnsetType = UNSET
    evse_kind: EvseKindEnumType | UnsetType = UNSET
    payment_brand: Str20 | UnsetType = UNSET
    payment_recognition: Str20 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class TariffFixedPriceType(Message, kw_only=True, frozen=True):
    conditions: TariffConditionsFixedType | UnsetType = UNSET
    price_fixed: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.price_fixed)


class TariffFixedType(Message, kw_only=True, frozen=True):
    prices: Annotated[tuple[TariffFixedPriceType, ...], Meta(min_length=1)]
    tax_rates: Annotated[tuple[TaxRateType, ...], Meta(min_length=1, max_length=5)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class PriceType(Message, kw_only=True, frozen=True):
    excl_tax: Decimal | UnsetType = UNSET
    incl_tax: Decimal | UnsetType = UNSET
    tax_rates: Annotated[tuple[TaxRateType, ...], Meta(min_length=1, max_length=5)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.excl_tax)
        check_number(self.incl_tax)


class TariffType(Message, kw_only=True, frozen=True):
    tariff_id: Str60
    description: Annotated[tuple[MessageContentType, ...], Meta(min_length=1, max_length=10)] | UnsetType = UNSET
    currency: Str3
    energy: TariffEnergyType | UnsetType = UNSET
    valid_from: datetime | UnsetType = UNSET
    charging_time: TariffTimeType | UnsetType = UNSET
    idle_time: TariffTimeType | UnsetType = UNSET
    fixed_fee: TariffFixedType | UnsetType = UNSET
    reservation_time: TariffTimeType | UnsetType = UNSET
    reservation_fixed: TariffFixedType | UnsetType = UNSET
    min_cost: PriceType | UnsetType = UNSET
    max_cost: PriceType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class AuthorizeResponse(Message, kw_only=True, frozen=True):
    id_token_info: IdTokenInfoType
    certificate_status: AuthorizeCertificateStatusEnumType | UnsetType = UNSET
    allowed_energy_transfer: Annotated[tuple[EnergyTransferModeEnumType, ...], Meta(min_length=1)] | UnsetType = UNSET
    tariff: TariffType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearCacheRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


ClearCacheStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class ClearCacheResponse(Message, kw_only=True, frozen=True):
    status: ClearCacheStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


PaymentStatusEnumType: TypeAlias = Literal[
    "Settled",
    "Canceled",
    "Rejected",
    "Failed",
]


class AddressType(Message, kw_only=True, frozen=True):
    name: Str50
    address1: Str100
    address2: Str100 | UnsetType = UNSET
    city: Str100
    postal_code: Str20 | UnsetType = UNSET
    country: Str50
    custom_data: CustomData | UnsetType = UNSET


class NotifySettlementRequest(Message, kw_only=True, frozen=True):
    transaction_id: Str36 | UnsetType = UNSET
    psp_ref: Str255
    status: PaymentStatusEnumType
    status_info: Str500 | UnsetType = UNSET
    settlement_amount: Decimal
    settlement_time: datetime
    receipt_id: Str50 | UnsetType = UNSET
    receipt_url: Str2000 | UnsetType = UNSET
    vat_company: AddressType | UnsetType = UNSET
    vat_number: Str20 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.settlement_amount)


class NotifySettlementResponse(Message, kw_only=True, frozen=True):
    receipt_url: Str2000 | UnsetType = UNSET
    receipt_id: Str50 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyWebPaymentStartedRequest(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    timeout: Int
    custom_data: CustomData | UnsetType = UNSET


class NotifyWebPaymentStartedResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class VatNumberValidationRequest(Message, kw_only=True, frozen=True):
    vat_number: Str20
    evse_id: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class VatNumberValidationResponse(Message, kw_only=True, frozen=True):
    company: AddressType | UnsetType = UNSET
    status_info: StatusInfoType | UnsetType = UNSET
    vat_number: Str20
    evse_id: Int0ToAny | UnsetType = UNSET
    status: GenericStatusEnumType
    custom_data: CustomData | UnsetType = UNSET


class GetLocalListVersionRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class GetLocalListVersionResponse(Message, kw_only=True, frozen=True):
    version_number: Int
    custom_data: CustomData | UnsetType = UNSET


class AuthorizationData(Message, kw_only=True, frozen=True):
    id_token: IdTokenType
    id_token_info: IdTokenInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


UpdateEnumType: TypeAlias = Literal[
    "Differential",
    "Full",
]


class SendLocalListRequest(Message, kw_only=True, frozen=True):
    local_authorization_list: Annotated[tuple[AuthorizationData, ...], Meta(min_length=1)] | UnsetType = UNSET
    version_number: Int
    update_type: UpdateEnumType
    custom_data: CustomData | UnsetType = UNSET


SendLocalListStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
    "VersionMismatch",
]


class SendLocalListResponse(Message, kw_only=True, frozen=True):
    status: SendLocalListStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


CostDimensionEnumType: TypeAlias = Literal[
    "Energy",
    "MaxCurrent",
    "MinCurrent",
    "MaxPower",
    "MinPower",
    "IdleTIme",
    "ChargingTime",
]


class CostDimensionType(Message, kw_only=True, frozen=True):
    type: CostDimensionEnumType
    volume: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.volume)


class ChargingPeriodType(Message, kw_only=True, frozen=True):
    dimensions: Annotated[tuple[CostDimensionType, ...], Meta(min_length=1)] | UnsetType = UNSET
    tariff_id: Str60 | UnsetType = UNSET
    start_period: datetime
    custom_data: CustomData | UnsetType = UNSET


TariffCostEnumType: TypeAlias = Literal[
    "NormalCost",
    "MinCost",
    "MaxCost",
]


class TotalPriceType(Message, kw_only=True, frozen=True):
    excl_tax: Decimal | UnsetType = UNSET
    incl_tax: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.excl_tax)
        check_number(self.incl_tax)


class TotalCostType(Message, kw_only=True, frozen=True):
    currency: Str3
    type_of_cost: TariffCostEnumType
    fixed: PriceType | UnsetType = UNSET
    energy: PriceType | UnsetType = UNSET
    charging_time: PriceType | UnsetType = UNSET
    idle_time: PriceType | UnsetType = UNSET
    reservation_time: PriceType | UnsetType = UNSET
    reservation_fixed: PriceType | UnsetType = UNSET
    total: TotalPriceType
    custom_data: CustomData | UnsetType = UNSET


class TotalUsageType(Message, kw_only=True, frozen=True):
    energy: Decimal
    charging_time: Int
    idle_time: Int
    reservation_time: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.energy)


class CostDetailsType(Message, kw_only=True, frozen=True):
    charging_periods: Annotated[tuple[ChargingPeriodType, ...], Meta(min_length=1)] | UnsetType = UNSET
    total_cost: TotalCostType
    total_usage: TotalUsageType
    failure_to_calculate: bool | UnsetType = UNSET
    failure_reason: Str500 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


TransactionEventEnumType: TypeAlias = Literal[
    "Ended",
    "Started",
    "Updated",
]


MeasurandEnumType: TypeAlias = Literal[
    "Current.Export",
    "Current.Export.Offered",
    "Current.Export.Minimum",
    "Current.Import",
    "Current.Import.Offered",
    "Current.Import.Minimum",
    "Current.Offered",
    "Display.PresentSOC",
    "Display.MinimumSOC",
    "Display.TargetSOC",
    "Display.MaximumSOC",
    "Display.RemainingTimeToMinimumSOC",
    "Display.RemainingTimeToTargetSOC",
    "Display.RemainingTimeToMaximumSOC",
    "Display.ChargingComplete",
    "Display.BatteryEnergyCapacity",
    "Display.InletHot",
    "Energy.Active.Export.Interval",
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Interval",
    "Energy.Active.Import.Register",
    "Energy.Active.Import.CableLoss",
    "Energy.Active.Import.LocalGeneration.Register",
    "Energy.Active.Net",
    "Energy.Active.Setpoint.Interval",
    "Energy.Apparent.Export",
    "Energy.Apparent.Import",
    "Energy.Apparent.Net",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Interval",
    "Energy.Reactive.Import.Register",
    "Energy.Reactive.Net",
    "EnergyRequest.Target",
    "EnergyRequest.Minimum",
    "EnergyRequest.Maximum",
    "EnergyRequest.Minimum.V2X",
    "EnergyRequest.Maximum.V2X",
    "EnergyRequest.Bulk",
    "Frequency",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Active.Setpoint",
    "Power.Active.Residual",
    "Power.Export.Minimum",
    "Power.Export.Offered",
    "Power.Factor",
    "Power.Import.Offered",
    "Power.Import.Minimum",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "SoC",
    "Voltage",
    "Voltage.Minimum",
    "Voltage.Maximum",
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
    "Upstream",
]


class SignedMeterValueType(Message, kw_only=True, frozen=True):
    signed_meter_data: Str32768
    signing_method: Str50 | UnsetType = UNSET
    encoding_method: Str50
    public_key: Str2500 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class UnitOfMeasureType(Message, kw_only=True, frozen=True):
    unit: Str20 | UnsetType = UNSET
    multiplier: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SampledValueType(Message, kw_only=True, frozen=True):
    value: Decimal
    measurand: MeasurandEnumType | UnsetType = UNSET
    context: ReadingContextEnumType | UnsetType = UNSET
    phase: PhaseEnumType | UnsetType = UNSET
    location: LocationEnumType | UnsetType = UNSET
    signed_meter_value: SignedMeterValueType | UnsetType = UNSET
    unit_of_measure: UnitOfMeasureType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.value)


class MeterValueType(Message, kw_only=True, frozen=True):
    sampled_value: Annotated[tuple[SampledValueType, ...], Meta(min_length=1)]
    timestamp: datetime
    custom_data: CustomData | UnsetType = UNSET


TriggerReasonEnumType: TypeAlias = Literal[
    "AbnormalCondition",
    "Authorized",
    "CablePluggedIn",
    "ChargingRateChanged",
    "ChargingStateChanged",
    "CostLimitReached",
    "Deauthorized",
    "EnergyLimitReached",
    "EVCommunicationLost",
    "EVConnectTimeout",
    "EVDeparted",
    "EVDetected",
    "LimitSet",
    "MeterValueClock",
    "MeterValuePeriodic",
    "OperationModeChanged",
    "RemoteStart",
    "RemoteStop",
    "ResetCommand",
    "RunningCost",
    "SignedDataReceived",
    "SoCLimitReached",
    "StopAuthorized",
    "TariffChanged",
    "TariffNotAccepted",
    "TimeLimitReached",
    "Trigger",
    "TxResumed",
    "UnlockCommand",
]


PreconditioningStatusEnumType: TypeAlias = Literal[
    "Unknown",
    "Ready",
    "NotReady",
    "Preconditioning",
]


ChargingStateEnumType: TypeAlias = Literal[
    "EVConnected",
    "Charging",
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
    "MasterPass",
    "Local",
    "LocalOutOfCredit",
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
    "ReqEnergyTransferRejected",
]


OperationModeEnumType: TypeAlias = Literal[
    "Idle",
    "ChargingOnly",
    "CentralSetpoint",
    "ExternalSetpoint",
    "ExternalLimits",
    "CentralFrequency",
    "LocalFrequency",
    "LocalLoadBalancing",
]


class TransactionLimitType(Message, kw_only=True, frozen=True):
    max_cost: Decimal | UnsetType = UNSET
    max_energy: Decimal | UnsetType = UNSET
    max_time: Int | UnsetType = UNSET
    max_so_c: Int0To100 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.max_cost)
        check_number(self.max_energy)


class TransactionType(Message, kw_only=True, frozen=True):
    transaction_id: Str36
    charging_state: ChargingStateEnumType | UnsetType = UNSET
    time_spent_charging: Int | UnsetType = UNSET
    stopped_reason: ReasonEnumType | UnsetType = UNSET
    remote_start_id: Int | UnsetType = UNSET
    operation_mode: OperationModeEnumType | UnsetType = UNSET
    tariff_id: Str60 | UnsetType = UNSET
    transaction_limit: TransactionLimitType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class TransactionEventRequest(Message, kw_only=True, frozen=True):
    cost_details: CostDetailsType | UnsetType = UNSET
    event_type: TransactionEventEnumType
    meter_value: Annotated[tuple[MeterValueType, ...], Meta(min_length=1)] | UnsetType = UNSET
    timestamp: datetime
    trigger_reason: TriggerReasonEnumType
    seq_no: Int0ToAny
    offline: bool | UnsetType = UNSET
    number_of_phases_used: Int0To3 | UnsetType = UNSET
    cable_max_current: Int | UnsetType = UNSET
    reservation_id: Int0ToAny | UnsetType = UNSET
    preconditioning_status: PreconditioningStatusEnumType | UnsetType = UNSET
    evse_sleep: bool | UnsetType = UNSET
    transaction_info: TransactionType
    evse: EVSEType | UnsetType = UNSET
    id_token: IdTokenType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class TransactionEventResponse(Message, kw_only=True, frozen=True):
    total_cost: Decimal | UnsetType = UNSET
    charging_priority: Int | UnsetType = UNSET
    id_token_info: IdTokenInfoType | UnsetType = UNSET
    transaction_limit: TransactionLimitType | UnsetType = UNSET
    updated_personal_message: MessageContentType | UnsetType = UNSET
    updated_personal_message_extra: Annotated[tuple[MessageContentType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.total_cost)


class GetTransactionStatusRequest(Message, kw_only=True, frozen=True):
    transaction_id: Str36 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetTransactionStatusResponse(Message, kw_only=True, frozen=True):
    ongoing_indicator: bool | UnsetType = UNSET
    messages_in_queue: bool
    custom_data: CustomData | UnsetType = UNSET


ChargingProfilePurposeEnumType: TypeAlias = Literal[
    "ChargingStationExternalConstraints",
    "ChargingStationMaxProfile",
    "TxDefaultProfile",
    "TxProfile",
    "PriorityCharging",
    "LocalGeneration",
]


ChargingProfileKindEnumType: TypeAlias = Literal[
    "Absolute",
    "Recurring",
    "Relative",
    "Dynamic",
]


RecurrencyKindEnumType: TypeAlias = Literal[
    "Daily",
    "Weekly",
]


class LimitAtSoCType(Message, kw_only=True, frozen=True):
    soc: Int0To100
    limit: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.limit)


ChargingRateUnitEnumType: TypeAlias = Literal[
    "W",
    "A",
]


class V2XFreqWattPointType(Message, kw_only=True, frozen=True):
    frequency: Decimal
    power: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.frequency)
        check_number(self.power)


class V2XSignalWattPointType(Message, kw_only=True, frozen=True):
    signal: Int
    power: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.power)


class ChargingSchedulePeriodType(Message, kw_only=True, frozen=True):
    start_period: Int
    limit: Decimal | UnsetType = UNSET
    limit_l2: Decimal | UnsetType = field(default=UNSET, name="limit_L2")
    limit_l3: Decimal | UnsetType = field(default=UNSET, name="limit_L3")
    number_phases: Int0To3 | UnsetType = UNSET
    phase_to_use: Int0To3 | UnsetType = UNSET
    discharge_limit: Decimal | UnsetType = UNSET
    discharge_limit_l2: Decimal | UnsetType = field(default=UNSET, name="dischargeLimit_L2")
    discharge_limit_l3: Decimal | UnsetType = field(default=UNSET, name="dischargeLimit_L3")
    setpoint: Decimal | UnsetType = UNSET
    setpoint_l2: Decimal | UnsetType = field(default=UNSET, name="setpoint_L2")
    setpoint_l3: Decimal | UnsetType = field(default=UNSET, name="setpoint_L3")
    setpoint_reactive: Decimal | UnsetType = UNSET
    setpoint_reactive_l2: Decimal | UnsetType = field(default=UNSET, name="setpointReactive_L2")
    setpoint_reactive_l3: Decimal | UnsetType = field(default=UNSET, name="setpointReactive_L3")
    preconditioning_request: bool | UnsetType = UNSET
    evse_sleep: bool | UnsetType = UNSET
    v2x_baseline: Decimal | UnsetType = UNSET
    operation_mode: OperationModeEnumType | UnsetType = UNSET
    v2x_freq_watt_curve: Annotated[tuple[V2XFreqWattPointType, ...], Meta(min_length=1, max_length=20)] | UnsetType = UNSET
    v2x_signal_watt_curve: Annotated[tuple[V2XSignalWattPointType, ...], Meta(min_length=1, max_length=20)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.limit)
        check_number(self.limit_l2)
        check_number(self.limit_l3)
        check_number(self.discharge_limit, most=0)
        check_number(self.discharge_limit_l2, most=0)
        check_number(self.discharge_limit_l3, most=0)
        check_number(self.setpoint)
        check_number(self.setpoint_l2)
        check_number(self.setpoint_l3)
        check_number(self.setpoint_reactive)
        check_number(self.setpoint_reactive_l2)
        check_number(self.setpoint_reactive_l3)
        check_number(self.v2x_baseline)


class RelativeTimeIntervalType(Message, kw_only=True, frozen=True):
    start: Int
    duration: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


CostKindEnumType: TypeAlias = Literal[
    "CarbonDioxideEmission",
    "RelativePricePercentage",
    "RenewableGenerationPercentage",
]


class CostType(Message, kw_only=True, frozen=True):
    cost_kind: CostKindEnumType
    amount: Int
    amount_multiplier: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ConsumptionCostType(Message, kw_only=True, frozen=True):
    start_value: Decimal
    cost: Annotated[tuple[CostType, ...], Meta(min_length=1, max_length=3)]
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.start_value)


class SalesTariffEntryType(Message, kw_only=True, frozen=True):
    relative_time_interval: RelativeTimeIntervalType
    e_price_level: Int0ToAny | UnsetType = UNSET
    consumption_cost: Annotated[tuple[ConsumptionCostType, ...], Meta(min_length=1, max_length=3)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SalesTariffType(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    sales_tariff_description: Str32 | UnsetType = UNSET
    num_e_price_levels: Int0ToAny | UnsetType = UNSET
    sales_tariff_entry: Annotated[tuple[SalesTariffEntryType, ...], Meta(min_length=1, max_length=1024)]
    custom_data: CustomData | UnsetType = UNSET


class RationalNumberType(Message, kw_only=True, frozen=True):
    exponent: Int
    value: Int
    custom_data: CustomData | UnsetType = UNSET


class PriceRuleType(Message, kw_only=True, frozen=True):
    parking_fee_period: Int | UnsetType = UNSET
    carbon_dioxide_emission: Int0ToAny | UnsetType = UNSET
    renewable_generation_percentage: Int0To100 | UnsetType = UNSET
    energy_fee: RationalNumberType
    parking_fee: RationalNumberType | UnsetType = UNSET
    power_range_start: RationalNumberType
    custom_data: CustomData | UnsetType = UNSET


class PriceRuleStackType(Message, kw_only=True, frozen=True):
    duration: Int
    price_rule: Annotated[tuple[PriceRuleType, ...], Meta(min_length=1, max_length=8)]
    custom_data: CustomData | UnsetType = UNSET


class TaxRuleType(Message, kw_only=True, frozen=True):
    tax_rule_id: Int0ToAny = field(name="taxRuleID")
    tax_rule_name: Str100 | UnsetType = UNSET
    tax_included_in_price: bool | UnsetType = UNSET
    applies_to_energy_fee: bool
    applies_to_parking_fee: bool
    applies_to_overstay_fee: bool
    applies_to_minimum_maximum_cost: bool
    tax_rate: RationalNumberType
    custom_data: CustomData | UnsetType = UNSET


class OverstayRuleType(Message, kw_only=True, frozen=True):
    overstay_fee: RationalNumberType
    overstay_rule_description: Str32 | UnsetType = UNSET
    start_time: Int
    overstay_fee_period: Int
    custom_data: CustomData | UnsetType = UNSET


class OverstayRuleListType(Message, kw_only=True, frozen=True):
    overstay_power_threshold: RationalNumberType | UnsetType = UNSET
    overstay_rule: Annotated[tuple[OverstayRuleType, ...], Meta(min_length=1, max_length=5)]
    overstay_time_threshold: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class AdditionalSelectedServicesType(Message, kw_only=True, frozen=True):
    service_fee: RationalNumberType
    service_name: Str80
    custom_data: CustomData | UnsetType = UNSET


class AbsolutePriceScheduleType(Message, kw_only=True, frozen=True):
    time_anchor: datetime
    price_schedule_id: Int0ToAny = field(name="priceScheduleID")
    price_schedule_description: Str160 | UnsetType = UNSET
    currency: Str3
    language: Str8
    price_algorithm: Str2000
    minimum_cost: RationalNumberType | UnsetType = UNSET
    maximum_cost: RationalNumberType | UnsetType = UNSET
    price_rule_stacks: Annotated[tuple[PriceRuleStackType, ...], Meta(min_length=1, max_length=1024)]
    tax_rules: Annotated[tuple[TaxRuleType, ...], Meta(min_length=1, max_length=10)] | UnsetType = UNSET
    overstay_rule_list: OverstayRuleListType | UnsetType = UNSET
    additional_selected_services: Annotated[tuple[AdditionalSelectedServicesType, ...], Meta(min_length=1, max_length=5)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class PriceLevelScheduleEntryType(Message, kw_only=True, frozen=True):
    duration: Int
    price_level: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class PriceLevelScheduleType(Message, kw_only=True, frozen=True):
    price_level_schedule_entries: Annotated[tuple[PriceLevelScheduleEntryType, ...], Meta(min_length=1, max_length=100)]
    time_anchor: datetime
    price_schedule_id: Int0ToAny
    price_schedule_description: Str32 | UnsetType = UNSET
    number_of_price_levels: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class ChargingScheduleType(Message, kw_only=True, frozen=True):
    id: Int
    limit_at_so_c: LimitAtSoCType | UnsetType = UNSET
    start_schedule: datetime | UnsetType = UNSET
    duration: Int | UnsetType = UNSET
    charging_rate_unit: ChargingRateUnitEnumType
    min_charging_rate: Decimal | UnsetType = UNSET
    power_tolerance: Decimal | UnsetType = UNSET
    signature_id: Int0ToAny | UnsetType = UNSET
    digest_value: Str88 | UnsetType = UNSET
    use_local_time: bool | UnsetType = UNSET
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriodType, ...], Meta(min_length=1, max_length=1024)]
    randomized_delay: Int0ToAny | UnsetType = UNSET
    sales_tariff: SalesTariffType | UnsetType = UNSET
    absolute_price_schedule: AbsolutePriceScheduleType | UnsetType = UNSET
    price_level_schedule: PriceLevelScheduleType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.min_charging_rate)
        check_number(self.power_tolerance)


class ChargingProfileType(Message, kw_only=True, frozen=True):
    id: Int
    stack_level: Int0ToAny
    charging_profile_purpose: ChargingProfilePurposeEnumType
    charging_profile_kind: ChargingProfileKindEnumType
    recurrency_kind: RecurrencyKindEnumType | UnsetType = UNSET
    valid_from: datetime | UnsetType = UNSET
    valid_to: datetime | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET
    max_offline_duration: Int | UnsetType = UNSET
    charging_schedule: Annotated[tuple[ChargingScheduleType, ...], Meta(min_length=1, max_length=3)]
    invalid_after_offline_duration: bool | UnsetType = UNSET
    dyn_update_interval: Int | UnsetType = UNSET
    dyn_update_time: datetime | UnsetType = UNSET
    price_schedule_signature: Str256 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class RequestStartTransactionRequest(Message, kw_only=True, frozen=True):
    evse_id: Int1ToAny | UnsetType = UNSET
    group_id_token: IdTokenType | UnsetType = UNSET
    id_token: IdTokenType
    remote_start_id: Int
    charging_profile: ChargingProfileType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


RequestStartStopStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class RequestStartTransactionResponse(Message, kw_only=True, frozen=True):
    status: RequestStartStopStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class RequestStopTransactionRequest(Message, kw_only=True, frozen=True):
    transaction_id: Str36
    custom_data: CustomData | UnsetType = UNSET


class RequestStopTransactionResponse(Message, kw_only=True, frozen=True):
    status: RequestStartStopStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class UnlockConnectorRequest(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    connector_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


UnlockStatusEnumType: TypeAlias = Literal[
    "Unlocked",
    "UnlockFailed",
    "OngoingAuthorizedTransaction",
    "UnknownConnector",
]


class UnlockConnectorResponse(Message, kw_only=True, frozen=True):
    status: UnlockStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


MessageTriggerEnumType: TypeAlias = Literal[
    "BootNotification",
    "LogStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "SignChargingStationCertificate",
    "SignV2GCertificate",
    "SignV2G20Certificate",
    "StatusNotification",
    "TransactionEvent",
    "SignCombinedCertificate",
    "PublishFirmwareStatusNotification",
    "CustomTrigger",
]


class TriggerMessageRequest(Message, kw_only=True, frozen=True):
    evse: EVSEType | UnsetType = UNSET
    requested_message: MessageTriggerEnumType
    custom_trigger: Str50 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


TriggerMessageStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotImplemented",
]


class TriggerMessageResponse(Message, kw_only=True, frozen=True):
    status: TriggerMessageStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


ConnectorStatusEnumType: TypeAlias = Literal[
    "Available",
    "Occupied",
    "Reserved",
    "Unavailable",
    "Faulted",
]


class StatusNotificationRequest(Message, kw_only=True, frozen=True):
    timestamp: datetime
    connector_status: ConnectorStatusEnumType
    evse_id: Int0ToAny
    connector_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class StatusNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


OperationalStatusEnumType: TypeAlias = Literal[
    "Inoperative",
    "Operative",
]


class ChangeAvailabilityRequest(Message, kw_only=True, frozen=True):
    evse: EVSEType | UnsetType = UNSET
    operational_status: OperationalStatusEnumType
    custom_data: CustomData | UnsetType = UNSET


ChangeAvailabilityStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Scheduled",
]


class ChangeAvailabilityResponse(Message, kw_only=True, frozen=True):
    status: ChangeAvailabilityStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


ReservationUpdateStatusEnumType: TypeAlias = Literal[
    "Expired",
    "Removed",
    "NoTransaction",
]


class ReservationStatusUpdateRequest(Message, kw_only=True, frozen=True):
    reservation_id: Int0ToAny
    reservation_update_status: ReservationUpdateStatusEnumType
    custom_data: CustomData | UnsetType = UNSET


class ReservationStatusUpdateResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ReserveNowRequest(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    expiry_date_time: datetime
    connector_type: Str20 | UnsetType = UNSET
    id_token: IdTokenType
    evse_id: Int0ToAny | UnsetType = UNSET
    group_id_token: IdTokenType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


ReserveNowStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Faulted",
    "Occupied",
    "Rejected",
    "Unavailable",
]


class ReserveNowResponse(Message, kw_only=True, frozen=True):
    status: ReserveNowStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class CancelReservationRequest(Message, kw_only=True, frozen=True):
    reservation_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


CancelReservationStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class CancelReservationResponse(Message, kw_only=True, frozen=True):
    status: CancelReservationStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class CostUpdatedRequest(Message, kw_only=True, frozen=True):
    total_cost: Decimal
    transaction_id: Str36
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.total_cost)


class CostUpdatedResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ChangeTransactionTariffRequest(Message, kw_only=True, frozen=True):
    tariff: TariffType
    transaction_id: Str36
    custom_data: CustomData | UnsetType = UNSET


TariffChangeStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "TooManyElements",
    "ConditionNotSupported",
    "TxNotFound",
    "NoCurrencyChange",
]


class ChangeTransactionTariffResponse(Message, kw_only=True, frozen=True):
    status: TariffChangeStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearTariffsRequest(Message, kw_only=True, frozen=True):
    tariff_ids: Annotated[tuple[Str60, ...], Meta(min_length=1)] | UnsetType = UNSET
    evse_id: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


TariffClearStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NoTariff",
]


class ClearTariffsResultType(Message, kw_only=True, frozen=True):
    status_info: StatusInfoType | UnsetType = UNSET
    tariff_id: Str60 | UnsetType = UNSET
    status: TariffClearStatusEnumType
    custom_data: CustomData | UnsetType = UNSET


class ClearTariffsResponse(Message, kw_only=True, frozen=True):
    clear_tariffs_result: Annotated[tuple[ClearTariffsResultType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


class GetTariffsRequest(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


TariffGetStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NoTariff",
]


TariffKindEnumType: TypeAlias = Literal[
    "DefaultTariff",
    "DriverTariff",
]


class TariffAssignmentType(Message, kw_only=True, frozen=True):
    tariff_id: Str60
    tariff_kind: TariffKindEnumType
    valid_from: datetime | UnsetType = UNSET
    evse_ids: Annotated[tuple[Int0ToAny, ...], Meta(min_length=1)] | UnsetType = UNSET
    id_tokens: Annotated[tuple[Str255, ...], Meta(min_length=1)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetTariffsResponse(Message, kw_only=True, frozen=True):
    status: TariffGetStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    tariff_assignments: Annotated[tuple[TariffAssignmentType, ...], Meta(min_length=1)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SetDefaultTariffRequest(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    tariff: TariffType
    custom_data: CustomData | UnsetType = UNSET


TariffSetStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "TooManyElements",
    "ConditionNotSupported",
    "DuplicateTariffId",
]


class SetDefaultTariffResponse(Message, kw_only=True, frozen=True):
    status: TariffSetStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class MeterValuesRequest(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    meter_value: Annotated[tuple[MeterValueType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


class MeterValuesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ClearedChargingLimitRequest(Message, kw_only=True, frozen=True):
    charging_limit_source: Str20
    evse_id: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearedChargingLimitResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ChargingLimitType(Message, kw_only=True, frozen=True):
    charging_limit_source: Str20
    is_local_generation: bool | UnsetType = UNSET
    is_grid_critical: bool | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyChargingLimitRequest(Message, kw_only=True, frozen=True):
    charging_schedule: Annotated[tuple[ChargingScheduleType, ...], Meta(min_length=1)] | UnsetType = UNSET
    evse_id: Int0ToAny | UnsetType = UNSET
    charging_limit: ChargingLimitType
    custom_data: CustomData | UnsetType = UNSET


class NotifyChargingLimitResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ACChargingParametersType(Message, kw_only=True, frozen=True):
    energy_amount: Decimal
    ev_min_current: Decimal
    ev_max_current: Decimal
    ev_max_voltage: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.energy_amount)
        check_number(self.ev_min_current)
        check_number(self.ev_max_current)
        check_number(self.ev_max_voltage)


DERControlEnumType: TypeAlias = Literal[
    "EnterService",
    "FreqDroop",
    "FreqWatt",
    "FixedPFAbsorb",
    "FixedPFInject",
    "FixedVar",
    "Gradients",
    "HFMustTrip",
    "HFMayTrip",
    "HVMustTrip",
    "HVMomCess",
    "HVMayTrip",
    "LimitMaxDischarge",
    "LFMustTrip",
    "LVMustTrip",
    "LVMomCess",
    "LVMayTrip",
    "PowerMonitoringMustTrip",
    "VoltVar",
    "VoltWatt",
    "WattPF",
    "WattVar",
]


IslandingDetectionEnumType: TypeAlias = Literal[
    "NoAntiIslandingSupport",
    "RoCoF",
    "UVP_OVP",
    "UFP_OFP",
    "VoltageVectorShift",
    "ZeroCrossingDetection",
    "OtherPassive",
    "ImpedanceMeasurement",
    "ImpedanceAtFrequency",
    "SlipModeFrequencyShift",
    "SandiaFrequencyShift",
    "SandiaVoltageShift",
    "FrequencyJump",
    "RCLQFactor",
    "OtherActive",
]


class DERChargingParametersType(Message, kw_only=True, frozen=True):
    ev_supported_der_control: Annotated[tuple[DERControlEnumType, ...], Meta(min_length=1)] | UnsetType = field(default=UNSET, name="evSupportedDERControl")
    ev_over_excited_max_discharge_power: Decimal | UnsetType = UNSET
    ev_over_excited_power_factor: Decimal | UnsetType = UNSET
    ev_under_excited_max_discharge_power: Decimal | UnsetType = UNSET
    ev_under_excited_power_factor: Decimal | UnsetType = UNSET
    max_apparent_power: Decimal | UnsetType = UNSET
    max_charge_apparent_power: Decimal | UnsetType = UNSET
    max_charge_apparent_power_l2: Decimal | UnsetType = field(default=UNSET, name="maxChargeApparentPower_L2")
    max_charge_apparent_power_l3: Decimal | UnsetType = field(default=UNSET, name="maxChargeApparentPower_L3")
    max_discharge_apparent_power: Decimal | UnsetType = UNSET
    max_discharge_apparent_power_l2: Decimal | UnsetType = field(default=UNSET, name="maxDischargeApparentPower_L2")
    max_discharge_apparent_power_l3: Decimal | UnsetType = field(default=UNSET, name="maxDischargeApparentPower_L3")
    max_charge_reactive_power: Decimal | UnsetType = UNSET
    max_charge_reactive_power_l2: Decimal | UnsetType = field(default=UNSET, name="maxChargeReactivePower_L2")
    max_charge_reactive_power_l3: Decimal | UnsetType = field(default=UNSET, name="maxChargeReactivePower_L3")
    min_charge_reactive_power: Decimal | UnsetType = UNSET
    min_charge_reactive_power_l2: Decimal | UnsetType = field(default=UNSET, name="minChargeReactivePower_L2")
    min_charge_reactive_power_l3: Decimal | UnsetType = field(default=UNSET, name="minChargeReactivePower_L3")
    max_discharge_reactive_power: Decimal | UnsetType = UNSET
    max_discharge_reactive_power_l2: Decimal | UnsetType = field(default=UNSET, name="maxDischargeReactivePower_L2")
    max_discharge_reactive_power_l3: Decimal | UnsetType = field(default=UNSET, name="maxDischargeReactivePower_L3")
    min_discharge_reactive_power: Decimal | UnsetType = UNSET
    min_discharge_reactive_power_l2: Decimal | UnsetType = field(default=UNSET, name="minDischargeReactivePower_L2")
    min_discharge_reactive_power_l3: Decimal | UnsetType = field(default=UNSET, name="minDischargeReactivePower_L3")
    nominal_voltage: Decimal | UnsetType = UNSET
    nominal_voltage_offset: Decimal | UnsetType = UNSET
    max_nominal_voltage: Decimal | UnsetType = UNSET
    min_nominal_voltage: Decimal | UnsetType = UNSET
    ev_inverter_manufacturer: Str50 | UnsetType = UNSET
    ev_inverter_model: Str50 | UnsetType = UNSET
    ev_inverter_serial_number: Str50 | UnsetType = UNSET
    ev_inverter_sw_version: Str50 | UnsetType = UNSET
    ev_inverter_hw_version: Str50 | UnsetType = UNSET
    ev_islanding_detection_method: Annotated[tuple[IslandingDetectionEnumType, ...], Meta(min_length=1)] | UnsetType = UNSET
    ev_islanding_trip_time: Decimal | UnsetType = UNSET
    ev_maximum_level1_dc_injection: Decimal | UnsetType = field(default=UNSET, name="evMaximumLevel1DCInjection")
    ev_duration_level1_dc_injection: Decimal | UnsetType = field(default=UNSET, name="evDurationLevel1DCInjection")
    ev_maximum_level2_dc_injection: Decimal | UnsetType = field(default=UNSET, name="evMaximumLevel2DCInjection")
    ev_duration_level2_dc_injection: Decimal | UnsetType = field(default=UNSET, name="evDurationLevel2DCInjection")
    ev_reactive_susceptance: Decimal | UnsetType = UNSET
    ev_session_total_discharge_energy_available: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.ev_over_excited_max_discharge_power)
        check_number(self.ev_over_excited_power_factor)
        check_number(self.ev_under_excited_max_discharge_power)
        check_number(self.ev_under_excited_power_factor)
        check_number(self.max_apparent_power)
        check_number(self.max_charge_apparent_power)
        check_number(self.max_charge_apparent_power_l2)
        check_number(self.max_charge_apparent_power_l3)
        check_number(self.max_discharge_apparent_power)
        check_number(self.max_discharge_apparent_power_l2)
        check_number(self.max_discharge_apparent_power_l3)
        check_number(self.max_charge_reactive_power)
        check_number(self.max_charge_reactive_power_l2)
        check_number(self.max_charge_reactive_power_l3)
        check_number(self.min_charge_reactive_power)
        check_number(self.min_charge_reactive_power_l2)
        check_number(self.min_charge_reactive_power_l3)
        check_number(self.max_discharge_reactive_power)
        check_number(self.max_discharge_reactive_power_l2)
        check_number(self.max_discharge_reactive_power_l3)
        check_number(self.min_discharge_reactive_power)
        check_number(self.min_discharge_reactive_power_l2)
        check_number(self.min_discharge_reactive_power_l3)
        check_number(self.nominal_voltage)
        check_number(self.nominal_voltage_offset)
        check_number(self.max_nominal_voltage)
        check_number(self.min_nominal_voltage)
        check_number(self.ev_islanding_trip_time)
        check_number(self.ev_maximum_level1_dc_injection)
        check_number(self.ev_duration_level1_dc_injection)
        check_number(self.ev_maximum_level2_dc_injection)
        check_number(self.ev_duration_level2_dc_injection)
        check_number(self.ev_reactive_susceptance)
        check_number(self.ev_session_total_discharge_energy_available)


class EVPriceRuleType(Message, kw_only=True, frozen=True):
    energy_fee: Decimal
    power_range_start: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.energy_fee)
        check_number(self.power_range_start)


class EVAbsolutePriceScheduleEntryType(Message, kw_only=True, frozen=True):
    duration: Int
    ev_price_rule: Annotated[tuple[EVPriceRuleType, ...], Meta(min_length=1, max_length=8)]
    custom_data: CustomData | UnsetType = UNSET


class EVAbsolutePriceScheduleType(Message, kw_only=True, frozen=True):
    time_anchor: datetime
    currency: Str3
    ev_absolute_price_schedule_entries: Annotated[tuple[EVAbsolutePriceScheduleEntryType, ...], Meta(min_length=1, max_length=1024)]
    price_algorithm: Str2000
    custom_data: CustomData | UnsetType = UNSET


class EVPowerScheduleEntryType(Message, kw_only=True, frozen=True):
    duration: Int
    power: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.power)


class EVPowerScheduleType(Message, kw_only=True, frozen=True):
    ev_power_schedule_entries: Annotated[tuple[EVPowerScheduleEntryType, ...], Meta(min_length=1, max_length=1024)]
    time_anchor: datetime
    custom_data: CustomData | UnsetType = UNSET


class EVEnergyOfferType(Message, kw_only=True, frozen=True):
    ev_absolute_price_schedule: EVAbsolutePriceScheduleType | UnsetType = UNSET
    ev_power_schedule: EVPowerScheduleType
    custom_data: CustomData | UnsetType = UNSET


class DCChargingParametersType(Message, kw_only=True, frozen=True):
    ev_max_current: Decimal
    ev_max_voltage: Decimal
    ev_max_power: Decimal | UnsetType = UNSET
    ev_energy_capacity: Decimal | UnsetType = UNSET
    energy_amount: Decimal | UnsetType = UNSET
    state_of_charge: Int0To100 | UnsetType = UNSET
    full_so_c: Int0To100 | UnsetType = UNSET
    bulk_so_c: Int0To100 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.ev_max_current)
        check_number(self.ev_max_voltage)
        check_number(self.ev_max_power)
        check_number(self.ev_energy_capacity)
        check_number(self.energy_amount)


class V2XChargingParametersType(Message, kw_only=True, frozen=True):
    min_charge_power: Decimal | UnsetType = UNSET
    min_charge_power_l2: Decimal | UnsetType = field(default=UNSET, name="minChargePower_L2")
    min_charge_power_l3: Decimal | UnsetType = field(default=UNSET, name="minChargePower_L3")
    max_charge_power: Decimal | UnsetType = UNSET
    max_charge_power_l2: Decimal | UnsetType = field(default=UNSET, name="maxChargePower_L2")
    max_charge_power_l3: Decimal | UnsetType = field(default=UNSET, name="maxChargePower_L3")
    min_discharge_power: Decimal | UnsetType = UNSET
    min_discharge_power_l2: Decimal | UnsetType = field(default=UNSET, name="minDischargePower_L2")
    min_discharge_power_l3: Decimal | UnsetType = field(default=UNSET, name="minDischargePower_L3")
    max_discharge_power: Decimal | UnsetType = UNSET
    max_discharge_power_l2: Decimal | UnsetType = field(default=UNSET, name="maxDischargePower_L2")
    max_discharge_power_l3: Decimal | UnsetType = field(default=UNSET, name="maxDischargePower_L3")
    min_charge_current: Decimal | UnsetType = UNSET
    max_charge_current: Decimal | UnsetType = UNSET
    min_discharge_current: Decimal | UnsetType = UNSET
    max_discharge_current: Decimal | UnsetType = UNSET
    min_voltage: Decimal | UnsetType = UNSET
    max_voltage: Decimal | UnsetType = UNSET
    ev_target_energy_request: Decimal | UnsetType = UNSET
    ev_min_energy_request: Decimal | UnsetType = UNSET
    ev_max_energy_request: Decimal | UnsetType = UNSET
    ev_min_v2x_energy_request: Decimal | UnsetType = UNSET
    ev_max_v2x_energy_request: Decimal | UnsetType = UNSET
    target_so_c: Int0To100 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.min_charge_power)
        check_number(self.min_charge_power_l2)
        check_number(self.min_charge_power_l3)
        check_number(self.max_charge_power)
        check_number(self.max_charge_power_l2)
        check_number(self.max_charge_power_l3)
        check_number(self.min_discharge_power)
        check_number(self.min_discharge_power_l2)
        check_number(self.min_discharge_power_l3)
        check_number(self.max_discharge_power)
        check_number(self.max_discharge_power_l2)
        check_number(self.max_discharge_power_l3)
        check_number(self.min_charge_current)
        check_number(self.max_charge_current)
        check_number(self.min_discharge_current)
        check_number(self.max_discharge_current)
        check_number(self.min_voltage)
        check_number(self.max_voltage)
        check_number(self.ev_target_energy_request)
        check_number(self.ev_min_energy_request)
        check_number(self.ev_max_energy_request)
        check_number(self.ev_min_v2x_energy_request)
        check_number(self.ev_max_v2x_energy_request)


ControlModeEnumType: TypeAlias = Literal[
    "ScheduledControl",
    "DynamicControl",
]


MobilityNeedsModeEnumType: TypeAlias = Literal[
    "EVCC",
    "EVCC_SECC",
]


class ChargingNeedsType(Message, kw_only=True, frozen=True):
    ac_charging_parameters: ACChargingParametersType | UnsetType = UNSET
    der_charging_parameters: DERChargingParametersType | UnsetType = UNSET
    ev_energy_offer: EVEnergyOfferType | UnsetType = UNSET
    requested_energy_transfer: EnergyTransferModeEnumType
    dc_charging_parameters: DCChargingParametersType | UnsetType = UNSET
    v2x_charging_parameters: V2XChargingParametersType | UnsetType = UNSET
    available_energy_transfer: Annotated[tuple[EnergyTransferModeEnumType, ...], Meta(min_length=1)] | UnsetType = UNSET
    control_mode: ControlModeEnumType | UnsetType = UNSET
    mobility_needs_mode: MobilityNeedsModeEnumType | UnsetType = UNSET
    departure_time: datetime | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyEVChargingNeedsRequest(Message, kw_only=True, frozen=True):
    evse_id: Int1ToAny
    max_schedule_tuples: Int0ToAny | UnsetType = UNSET
    charging_needs: ChargingNeedsType
    timestamp: datetime | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


NotifyEVChargingNeedsStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Processing",
    "NoChargingProfile",
]


class NotifyEVChargingNeedsResponse(Message, kw_only=True, frozen=True):
    status: NotifyEVChargingNeedsStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyEVChargingScheduleRequest(Message, kw_only=True, frozen=True):
    time_base: datetime
    charging_schedule: ChargingScheduleType
    evse_id: Int1ToAny
    selected_charging_schedule_id: Int0ToAny | UnsetType = UNSET
    power_tolerance_acceptance: bool | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyEVChargingScheduleResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ReportChargingProfilesRequest(Message, kw_only=True, frozen=True):
    request_id: Int
    charging_limit_source: Str20
    charging_profile: Annotated[tuple[ChargingProfileType, ...], Meta(min_length=1)]
    tbc: bool | UnsetType = UNSET
    evse_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class ReportChargingProfilesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class SetChargingProfileRequest(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    charging_profile: ChargingProfileType
    custom_data: CustomData | UnsetType = UNSET


ChargingProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class SetChargingProfileResponse(Message, kw_only=True, frozen=True):
    status: ChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearChargingProfileType(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny | UnsetType = UNSET
    charging_profile_purpose: ChargingProfilePurposeEnumType | UnsetType = UNSET
    stack_level: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearChargingProfileRequest(Message, kw_only=True, frozen=True):
    charging_profile_id: Int | UnsetType = UNSET
    charging_profile_criteria: ClearChargingProfileType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


ClearChargingProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Unknown",
]


class ClearChargingProfileResponse(Message, kw_only=True, frozen=True):
    status: ClearChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ChargingProfileCriterionType(Message, kw_only=True, frozen=True):
    charging_profile_purpose: ChargingProfilePurposeEnumType | UnsetType = UNSET
    stack_level: Int0ToAny | UnsetType = UNSET
    charging_profile_id: Annotated[tuple[Int, ...], Meta(min_length=1)] | UnsetType = UNSET
    charging_limit_source: Annotated[tuple[Str20, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetChargingProfilesRequest(Message, kw_only=True, frozen=True):
    request_id: Int
    evse_id: Int0ToAny | UnsetType = UNSET
    charging_profile: ChargingProfileCriterionType
    custom_data: CustomData | UnsetType = UNSET


GetChargingProfileStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "NoProfiles",
]


class GetChargingProfilesResponse(Message, kw_only=True, frozen=True):
    status: GetChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetCompositeScheduleRequest(Message, kw_only=True, frozen=True):
    duration: Int
    charging_rate_unit: ChargingRateUnitEnumType | UnsetType = UNSET
    evse_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class CompositeScheduleType(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    duration: Int
    schedule_start: datetime
    charging_rate_unit: ChargingRateUnitEnumType
    charging_schedule_period: Annotated[tuple[ChargingSchedulePeriodType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


class GetCompositeScheduleResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    schedule: CompositeScheduleType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyPriorityChargingRequest(Message, kw_only=True, frozen=True):
    transaction_id: Str36
    activated: bool
    custom_data: CustomData | UnsetType = UNSET


class NotifyPriorityChargingResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class PullDynamicScheduleUpdateRequest(Message, kw_only=True, frozen=True):
    charging_profile_id: Int
    custom_data: CustomData | UnsetType = UNSET


class ChargingScheduleUpdateType(Message, kw_only=True, frozen=True):
    limit: Decimal | UnsetType = UNSET
    limit_l2: Decimal | UnsetType = field(default=UNSET, name="limit_L2")
    limit_l3: Decimal | UnsetType = field(default=UNSET, name="limit_L3")
    discharge_limit: Decimal | UnsetType = UNSET
    discharge_limit_l2: Decimal | UnsetType = field(default=UNSET, name="dischargeLimit_L2")
    discharge_limit_l3: Decimal | UnsetType = field(default=UNSET, name="dischargeLimit_L3")
    setpoint: Decimal | UnsetType = UNSET
    setpoint_l2: Decimal | UnsetType = field(default=UNSET, name="setpoint_L2")
    setpoint_l3: Decimal | UnsetType = field(default=UNSET, name="setpoint_L3")
    setpoint_reactive: Decimal | UnsetType = UNSET
    setpoint_reactive_l2: Decimal | UnsetType = field(default=UNSET, name="setpointReactive_L2")
    setpoint_reactive_l3: Decimal | UnsetType = field(default=UNSET, name="setpointReactive_L3")
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.limit)
        check_number(self.limit_l2)
        check_number(self.limit_l3)
        check_number(self.discharge_limit, most=0)
        check_number(self.discharge_limit_l2, most=0)
        check_number(self.discharge_limit_l3, most=0)
        check_number(self.setpoint)
        check_number(self.setpoint_l2)
        check_number(self.setpoint_l3)
        check_number(self.setpoint_reactive)
        check_number(self.setpoint_reactive_l2)
        check_number(self.setpoint_reactive_l3)


class PullDynamicScheduleUpdateResponse(Message, kw_only=True, frozen=True):
    schedule_update: ChargingScheduleUpdateType | UnsetType = UNSET
    status: ChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class UpdateDynamicScheduleRequest(Message, kw_only=True, frozen=True):
    charging_profile_id: Int
    schedule_update: ChargingScheduleUpdateType
    custom_data: CustomData | UnsetType = UNSET


class UpdateDynamicScheduleResponse(Message, kw_only=True, frozen=True):
    status: ChargingProfileStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class UsePriorityChargingRequest(Message, kw_only=True, frozen=True):
    transaction_id: Str36
    activate: bool
    custom_data: CustomData | UnsetType = UNSET


PriorityChargingStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NoProfile",
]


class UsePriorityChargingResponse(Message, kw_only=True, frozen=True):
    status: PriorityChargingStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
    status: FirmwareStatusEnumType
    request_id: Int | UnsetType = UNSET
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
    status: PublishFirmwareStatusEnumType
    location: Annotated[tuple[Str2000, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int0ToAny | UnsetType = UNSET
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class PublishFirmwareStatusNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class FirmwareType(Message, kw_only=True, frozen=True):
    location: Str2000
    retrieve_date_time: datetime
    install_date_time: datetime | UnsetType = UNSET
    signing_certificate: Str5500 | UnsetType = UNSET
    signature: Str800 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class UpdateFirmwareRequest(Message, kw_only=True, frozen=True):
    retries: Int0ToAny | UnsetType = UNSET
    retry_interval: Int | UnsetType = UNSET
    request_id: Int
    firmware: FirmwareType
    custom_data: CustomData | UnsetType = UNSET


UpdateFirmwareStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "AcceptedCanceled",
    "InvalidCertificate",
    "RevokedCertificate",
]


class UpdateFirmwareResponse(Message, kw_only=True, frozen=True):
    status: UpdateFirmwareStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class PublishFirmwareRequest(Message, kw_only=True, frozen=True):
    location: Str2000
    retries: Int0ToAny | UnsetType = UNSET
    checksum: Str32
    request_id: Int0ToAny
    retry_interval: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class PublishFirmwareResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class UnpublishFirmwareRequest(Message, kw_only=True, frozen=True):
    checksum: Str32
    custom_data: CustomData | UnsetType = UNSET


UnpublishFirmwareStatusEnumType: TypeAlias = Literal[
    "DownloadOngoing",
    "NoFirmware",
    "Unpublished",
]


class UnpublishFirmwareResponse(Message, kw_only=True, frozen=True):
    status: UnpublishFirmwareStatusEnumType
    custom_data: CustomData | UnsetType = UNSET


CertificateActionEnumType: TypeAlias = Literal[
    "Install",
    "Update",
]


class Get15118EVCertificateRequest(Message, kw_only=True, frozen=True):
    iso15118_schema_version: Str50
    action: CertificateActionEnumType
    exi_request: Str11000
    maximum_contract_certificate_chains: Int0ToAny | UnsetType = UNSET
    prioritized_emaids: Annotated[tuple[Str255, ...], Meta(min_length=1, max_length=8)] | UnsetType = field(default=UNSET, name="prioritizedEMAIDs")
    custom_data: CustomData | UnsetType = UNSET


Iso15118EVCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
]


class Get15118EVCertificateResponse(Message, kw_only=True, frozen=True):
    status: Iso15118EVCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    exi_response: Str17000
    remaining_contracts: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetCertificateStatusRequest(Message, kw_only=True, frozen=True):
    ocsp_request_data: OCSPRequestDataType
    custom_data: CustomData | UnsetType = UNSET


GetCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
]


class GetCertificateStatusResponse(Message, kw_only=True, frozen=True):
    status: GetCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    ocsp_result: Str18000 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


InstallCertificateUseEnumType: TypeAlias = Literal[
    "V2GRootCertificate",
    "MORootCertificate",
    "ManufacturerRootCertificate",
    "CSMSRootCertificate",
    "OEMRootCertificate",
]


class InstallCertificateRequest(Message, kw_only=True, frozen=True):
    certificate_type: InstallCertificateUseEnumType
    certificate: Str10000
    custom_data: CustomData | UnsetType = UNSET


InstallCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Failed",
]


class InstallCertificateResponse(Message, kw_only=True, frozen=True):
    status: InstallCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class DeleteCertificateRequest(Message, kw_only=True, frozen=True):
    certificate_hash_data: CertificateHashDataType
    custom_data: CustomData | UnsetType = UNSET


DeleteCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
    "NotFound",
]


class DeleteCertificateResponse(Message, kw_only=True, frozen=True):
    status: DeleteCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


GetCertificateIdUseEnumType: TypeAlias = Literal[
    "V2GRootCertificate",
    "MORootCertificate",
    "CSMSRootCertificate",
    "V2GCertificateChain",
    "ManufacturerRootCertificate",
    "OEMRootCertificate",
]


class GetInstalledCertificateIdsRequest(Message, kw_only=True, frozen=True):
    certificate_type: Annotated[tuple[GetCertificateIdUseEnumType, ...], Meta(min_length=1)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


GetInstalledCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "NotFound",
]


class CertificateHashDataChainType(Message, kw_only=True, frozen=True):
    certificate_hash_data: CertificateHashDataType
    certificate_type: GetCertificateIdUseEnumType
    child_certificate_hash_data: Annotated[tuple[CertificateHashDataType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetInstalledCertificateIdsResponse(Message, kw_only=True, frozen=True):
    status: GetInstalledCertificateStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    certificate_hash_data_chain: Annotated[tuple[CertificateHashDataChainType, ...], Meta(min_length=1)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


CertificateStatusSourceEnumType: TypeAlias = Literal[
    "CRL",
    "OCSP",
]


class CertificateStatusRequestInfoType(Message, kw_only=True, frozen=True):
    certificate_hash_data: CertificateHashDataType
    source: CertificateStatusSourceEnumType
    urls: Annotated[tuple[Str2000, ...], Meta(min_length=1, max_length=5)]
    custom_data: CustomData | UnsetType = UNSET


class GetCertificateChainStatusRequest(Message, kw_only=True, frozen=True):
    certificate_status_requests: Annotated[tuple[CertificateStatusRequestInfoType, ...], Meta(min_length=1, max_length=4)]
    custom_data: CustomData | UnsetType = UNSET


CertificateStatusEnumType: TypeAlias = Literal[
    "Good",
    "Revoked",
    "Unknown",
    "Failed",
]


class CertificateStatusType(Message, kw_only=True, frozen=True):
    certificate_hash_data: CertificateHashDataType
    source: CertificateStatusSourceEnumType
    status: CertificateStatusEnumType
    next_update: datetime
    custom_data: CustomData | UnsetType = UNSET


class GetCertificateChainStatusResponse(Message, kw_only=True, frozen=True):
    certificate_status: Annotated[tuple[CertificateStatusType, ...], Meta(min_length=1, max_length=4)]
    custom_data: CustomData | UnsetType = UNSET


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
    status: UploadLogStatusEnumType
    request_id: Int | UnsetType = UNSET
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class LogStatusNotificationResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class NotifyCustomerInformationRequest(Message, kw_only=True, frozen=True):
    data: Str512
    tbc: bool | UnsetType = UNSET
    seq_no: Int0ToAny
    generated_at: datetime
    request_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


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
    event_id: Int0ToAny
    timestamp: datetime
    trigger: EventTriggerEnumType
    cause: Int0ToAny | UnsetType = UNSET
    actual_value: Str2500
    tech_code: Str50 | UnsetType = UNSET
    tech_info: Str500 | UnsetType = UNSET
    cleared: bool | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET
    component: ComponentType
    variable_monitoring_id: Int0ToAny | UnsetType = UNSET
    event_notification_type: EventNotificationEnumType
    variable: VariableType
    severity: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyEventRequest(Message, kw_only=True, frozen=True):
    generated_at: datetime
    tbc: bool | UnsetType = UNSET
    seq_no: Int0ToAny
    event_data: Annotated[tuple[EventDataType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


class NotifyEventResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


MonitorEnumType: TypeAlias = Literal[
    "UpperThreshold",
    "LowerThreshold",
    "Delta",
    "Periodic",
    "PeriodicClockAligned",
    "TargetDelta",
    "TargetDeltaRelative",
]


class VariableMonitoringType(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    transaction: bool
    value: Decimal
    type: MonitorEnumType
    severity: Int0ToAny
    event_notification_type: EventNotificationEnumType
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.value)


class MonitoringDataType(Message, kw_only=True, frozen=True):
    component: ComponentType
    variable: VariableType
    variable_monitoring: Annotated[tuple[VariableMonitoringType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


class NotifyMonitoringReportRequest(Message, kw_only=True, frozen=True):
    monitor: Annotated[tuple[MonitoringDataType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    tbc: bool | UnsetType = UNSET
    seq_no: Int0ToAny
    generated_at: datetime
    custom_data: CustomData | UnsetType = UNSET


class NotifyMonitoringReportResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class LogParametersType(Message, kw_only=True, frozen=True):
    remote_location: Str2000
    oldest_timestamp: datetime | UnsetType = UNSET
    latest_timestamp: datetime | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


LogEnumType: TypeAlias = Literal[
    "DiagnosticsLog",
    "SecurityLog",
    "DataCollectorLog",
]


class GetLogRequest(Message, kw_only=True, frozen=True):
    log: LogParametersType
    log_type: LogEnumType
    request_id: Int
    retries: Int0ToAny | UnsetType = UNSET
    retry_interval: Int | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


LogStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "AcceptedCanceled",
]


class GetLogResponse(Message, kw_only=True, frozen=True):
    status: LogStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    filename: Str255 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class CustomerInformationRequest(Message, kw_only=True, frozen=True):
    customer_certificate: CertificateHashDataType | UnsetType = UNSET
    id_token: IdTokenType | UnsetType = UNSET
    request_id: Int0ToAny
    report: bool
    clear: bool
    customer_identifier: Str64 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


CustomerInformationStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Invalid",
]


class CustomerInformationResponse(Message, kw_only=True, frozen=True):
    status: CustomerInformationStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


MonitoringCriterionEnumType: TypeAlias = Literal[
    "ThresholdMonitoring",
    "DeltaMonitoring",
    "PeriodicMonitoring",
]


class GetMonitoringReportRequest(Message, kw_only=True, frozen=True):
    component_variable: Annotated[tuple[ComponentVariableType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    monitoring_criteria: Annotated[tuple[MonitoringCriterionEnumType, ...], Meta(min_length=1, max_length=3)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetMonitoringReportResponse(Message, kw_only=True, frozen=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearVariableMonitoringRequest(Message, kw_only=True, frozen=True):
    id: Annotated[tuple[Int0ToAny, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


ClearMonitoringStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotFound",
]


class ClearMonitoringResultType(Message, kw_only=True, frozen=True):
    status: ClearMonitoringStatusEnumType
    id: Int0ToAny
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearVariableMonitoringResponse(Message, kw_only=True, frozen=True):
    clear_monitoring_result: Annotated[tuple[ClearMonitoringResultType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


MonitoringBaseEnumType: TypeAlias = Literal[
    "All",
    "FactoryDefault",
    "HardWiredOnly",
]


class SetMonitoringBaseRequest(Message, kw_only=True, frozen=True):
    monitoring_base: MonitoringBaseEnumType
    custom_data: CustomData | UnsetType = UNSET


class SetMonitoringBaseResponse(Message, kw_only=True, frozen=True):
    status: GenericDeviceModelStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SetMonitoringLevelRequest(Message, kw_only=True, frozen=True):
    severity: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class SetMonitoringLevelResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class PeriodicEventStreamParamsType(Message, kw_only=True, frozen=True):
    interval: Int0ToAny | UnsetType = UNSET
    values: Int0ToAny | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SetMonitoringDataType(Message, kw_only=True, frozen=True):
    id: Int0ToAny | UnsetType = UNSET
    periodic_event_stream: PeriodicEventStreamParamsType | UnsetType = UNSET
    transaction: bool | UnsetType = UNSET
    value: Decimal
    type: MonitorEnumType
    severity: Int0ToAny
    component: ComponentType
    variable: VariableType
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.value)


class SetVariableMonitoringRequest(Message, kw_only=True, frozen=True):
    set_monitoring_data: Annotated[tuple[SetMonitoringDataType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


SetMonitoringStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "UnknownComponent",
    "UnknownVariable",
    "UnsupportedMonitorType",
    "Rejected",
    "Duplicate",
]


class SetMonitoringResultType(Message, kw_only=True, frozen=True):
    id: Int0ToAny | UnsetType = UNSET
    status_info: StatusInfoType | UnsetType = UNSET
    status: SetMonitoringStatusEnumType
    type: MonitorEnumType
    component: ComponentType
    variable: VariableType
    severity: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class SetVariableMonitoringResponse(Message, kw_only=True, frozen=True):
    set_monitoring_result: Annotated[tuple[SetMonitoringResultType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


class StreamDataElementType(Message, kw_only=True, frozen=True):
    t: Decimal
    v: Str2500
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.t)


class NotifyPeriodicEventStreamRequest(Message, kw_only=True, frozen=True):
    data: Annotated[tuple[StreamDataElementType, ...], Meta(min_length=1)]
    id: Int0ToAny
    pending: Int0ToAny
    basetime: datetime
    custom_data: CustomData | UnsetType = UNSET


class ConstantStreamDataType(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    params: PeriodicEventStreamParamsType
    variable_monitoring_id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class OpenPeriodicEventStreamRequest(Message, kw_only=True, frozen=True):
    constant_stream_data: ConstantStreamDataType
    custom_data: CustomData | UnsetType = UNSET


class OpenPeriodicEventStreamResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClosePeriodicEventStreamRequest(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


class ClosePeriodicEventStreamResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class AdjustPeriodicEventStreamRequest(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    params: PeriodicEventStreamParamsType
    custom_data: CustomData | UnsetType = UNSET


class AdjustPeriodicEventStreamResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetPeriodicEventStreamRequest(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class GetPeriodicEventStreamResponse(Message, kw_only=True, frozen=True):
    constant_stream_data: Annotated[tuple[ConstantStreamDataType, ...], Meta(min_length=1)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
    "Suspended",
    "Discharging",
]


class MessageInfoType(Message, kw_only=True, frozen=True):
    display: ComponentType | UnsetType = UNSET
    id: Int0ToAny
    priority: MessagePriorityEnumType
    state: MessageStateEnumType | UnsetType = UNSET
    start_date_time: datetime | UnsetType = UNSET
    end_date_time: datetime | UnsetType = UNSET
    transaction_id: Str36 | UnsetType = UNSET
    message: MessageContentType
    message_extra: Annotated[tuple[MessageContentType, ...], Meta(min_length=1, max_length=4)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyDisplayMessagesRequest(Message, kw_only=True, frozen=True):
    message_info: Annotated[tuple[MessageInfoType, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    tbc: bool | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyDisplayMessagesResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class SetDisplayMessageRequest(Message, kw_only=True, frozen=True):
    message: MessageInfoType
    custom_data: CustomData | UnsetType = UNSET


DisplayMessageStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "NotSupportedMessageFormat",
    "Rejected",
    "NotSupportedPriority",
    "NotSupportedState",
    "UnknownTransaction",
    "LanguageNotSupported",
]


class SetDisplayMessageResponse(Message, kw_only=True, frozen=True):
    status: DisplayMessageStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetDisplayMessagesRequest(Message, kw_only=True, frozen=True):
    id: Annotated[tuple[Int0ToAny, ...], Meta(min_length=1)] | UnsetType = UNSET
    request_id: Int
    priority: MessagePriorityEnumType | UnsetType = UNSET
    state: MessageStateEnumType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


GetDisplayMessagesStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Unknown",
]


class GetDisplayMessagesResponse(Message, kw_only=True, frozen=True):
    status: GetDisplayMessagesStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ClearDisplayMessageRequest(Message, kw_only=True, frozen=True):
    id: Int0ToAny
    custom_data: CustomData | UnsetType = UNSET


ClearMessageStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Unknown",
    "Rejected",
]


class ClearDisplayMessageResponse(Message, kw_only=True, frozen=True):
    status: ClearMessageStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class DataTransferRequest(Message, kw_only=True, frozen=True):
    message_id: Str50 | UnsetType = UNSET
    data: Any = UNSET
    vendor_id: Str255
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_free_json(self.data)


DataTransferStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "UnknownMessageId",
    "UnknownVendorId",
]


class DataTransferResponse(Message, kw_only=True, frozen=True):
    status: DataTransferStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    data: Any = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_free_json(self.data)


class AFRRSignalRequest(Message, kw_only=True, frozen=True):
    timestamp: datetime
    signal: Int
    custom_data: CustomData | UnsetType = UNSET


class AFRRSignalResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyAllowedEnergyTransferRequest(Message, kw_only=True, frozen=True):
    transaction_id: Str36
    allowed_energy_transfer: Annotated[tuple[EnergyTransferModeEnumType, ...], Meta(min_length=1)]
    custom_data: CustomData | UnsetType = UNSET


NotifyAllowedEnergyTransferStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class NotifyAllowedEnergyTransferResponse(Message, kw_only=True, frozen=True):
    status: NotifyAllowedEnergyTransferStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


GridEventFaultEnumType: TypeAlias = Literal[
    "CurrentImbalance",
    "LocalEmergency",
    "LowInputPower",
    "OverCurrent",
    "OverFrequency",
    "OverVoltage",
    "PhaseRotation",
    "RemoteEmergency",
    "UnderFrequency",
    "UnderVoltage",
    "VoltageImbalance",
]


class NotifyDERAlarmRequest(Message, kw_only=True, frozen=True):
    control_type: DERControlEnumType
    grid_event_fault: GridEventFaultEnumType | UnsetType = UNSET
    alarm_ended: bool | UnsetType = UNSET
    timestamp: datetime
    extra_info: Str200 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyDERAlarmResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class NotifyDERStartStopRequest(Message, kw_only=True, frozen=True):
    control_id: Str36
    started: bool
    timestamp: datetime
    superseded_ids: Annotated[tuple[Str36, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class NotifyDERStartStopResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class DERCurvePointsType(Message, kw_only=True, frozen=True):
    x: Decimal
    y: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.x)
        check_number(self.y)


class HysteresisType(Message, kw_only=True, frozen=True):
    hysteresis_high: Decimal | UnsetType = UNSET
    hysteresis_low: Decimal | UnsetType = UNSET
    hysteresis_delay: Decimal | UnsetType = UNSET
    hysteresis_gradient: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.hysteresis_high)
        check_number(self.hysteresis_low)
        check_number(self.hysteresis_delay)
        check_number(self.hysteresis_gradient)


class ReactivePowerParamsType(Message, kw_only=True, frozen=True):
    v_ref: Decimal | UnsetType = UNSET
    autonomous_v_ref_enable: bool | UnsetType = UNSET
    autonomous_v_ref_time_constant: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.v_ref)
        check_number(self.autonomous_v_ref_time_constant)


PowerDuringCessationEnumType: TypeAlias = Literal[
    "Active",
    "Reactive",
]


class VoltageParamsType(Message, kw_only=True, frozen=True):
    hv10_min_mean_value: Decimal | UnsetType = UNSET
    hv10_min_mean_trip_delay: Decimal | UnsetType = UNSET
    power_during_cessation: PowerDuringCessationEnumType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.hv10_min_mean_value)
        check_number(self.hv10_min_mean_trip_delay)


DERUnitEnumType: TypeAlias = Literal[
    "Not_Applicable",
    "PctMaxW",
    "PctMaxVar",
    "PctWAvail",
    "PctVarAvail",
    "PctEffectiveV",
]


class DERCurveType(Message, kw_only=True, frozen=True):
    curve_data: Annotated[tuple[DERCurvePointsType, ...], Meta(min_length=1, max_length=10)]
    hysteresis: HysteresisType | UnsetType = UNSET
    priority: Int0ToAny
    reactive_power_params: ReactivePowerParamsType | UnsetType = UNSET
    voltage_params: VoltageParamsType | UnsetType = UNSET
    y_unit: DERUnitEnumType
    response_time: Decimal | UnsetType = UNSET
    start_time: datetime | UnsetType = UNSET
    duration: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.response_time)
        check_number(self.duration)


class DERCurveGetType(Message, kw_only=True, frozen=True):
    curve: DERCurveType
    id: Str36
    curve_type: DERControlEnumType
    is_default: bool
    is_superseded: bool
    custom_data: CustomData | UnsetType = UNSET


class EnterServiceType(Message, kw_only=True, frozen=True):
    priority: Int0ToAny
    high_voltage: Decimal
    low_voltage: Decimal
    high_freq: Decimal
    low_freq: Decimal
    delay: Decimal | UnsetType = UNSET
    random_delay: Decimal | UnsetType = UNSET
    ramp_rate: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.high_voltage)
        check_number(self.low_voltage)
        check_number(self.high_freq)
        check_number(self.low_freq)
        check_number(self.delay)
        check_number(self.random_delay)
        check_number(self.ramp_rate)


class EnterServiceGetType(Message, kw_only=True, frozen=True):
    enter_service: EnterServiceType
    id: Str36
    custom_data: CustomData | UnsetType = UNSET


class FixedPFType(Message, kw_only=True, frozen=True):
    priority: Int0ToAny
    displacement: Decimal
    excitation: bool
    start_time: datetime | UnsetType = UNSET
    duration: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.displacement)
        check_number(self.duration)


class FixedPFGetType(Message, kw_only=True, frozen=True):
    fixed_pf: FixedPFType = field(name="fixedPF")
    id: Str36
    is_default: bool
    is_superseded: bool
    custom_data: CustomData | UnsetType = UNSET


class FixedVarType(Message, kw_only=True, frozen=True):
    priority: Int0ToAny
    setpoint: Decimal
    unit: DERUnitEnumType
    start_time: datetime | UnsetType = UNSET
    duration: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.setpoint)
        check_number(self.duration)


class FixedVarGetType(Message, kw_only=True, frozen=True):
    fixed_var: FixedVarType
    id: Str36
    is_default: bool
    is_superseded: bool
    custom_data: CustomData | UnsetType = UNSET


class FreqDroopType(Message, kw_only=True, frozen=True):
    priority: Int0ToAny
    over_freq: Decimal
    under_freq: Decimal
    over_droop: Decimal
    under_droop: Decimal
    response_time: Decimal
    start_time: datetime | UnsetType = UNSET
    duration: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.over_freq)
        check_number(self.under_freq)
        check_number(self.over_droop)
        check_number(self.under_droop)
        check_number(self.response_time)
        check_number(self.duration)


class FreqDroopGetType(Message, kw_only=True, frozen=True):
    freq_droop: FreqDroopType
    id: Str36
    is_default: bool
    is_superseded: bool
    custom_data: CustomData | UnsetType = UNSET


class GradientType(Message, kw_only=True, frozen=True):
    priority: Int0ToAny
    gradient: Decimal
    soft_gradient: Decimal
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.gradient)
        check_number(self.soft_gradient)


class GradientGetType(Message, kw_only=True, frozen=True):
    gradient: GradientType
    id: Str36
    custom_data: CustomData | UnsetType = UNSET


class LimitMaxDischargeType(Message, kw_only=True, frozen=True):
    priority: Int0ToAny
    pct_max_discharge_power: Decimal | UnsetType = UNSET
    power_monitoring_must_trip: DERCurveType | UnsetType = UNSET
    start_time: datetime | UnsetType = UNSET
    duration: Decimal | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.pct_max_discharge_power)
        check_number(self.duration)


class LimitMaxDischargeGetType(Message, kw_only=True, frozen=True):
    id: Str36
    is_default: bool
    is_superseded: bool
    limit_max_discharge: LimitMaxDischargeType
    custom_data: CustomData | UnsetType = UNSET


class ReportDERControlRequest(Message, kw_only=True, frozen=True):
    curve: Annotated[tuple[DERCurveGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    enter_service: Annotated[tuple[EnterServiceGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    fixed_pf_absorb: Annotated[tuple[FixedPFGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = field(default=UNSET, name="fixedPFAbsorb")
    fixed_pf_inject: Annotated[tuple[FixedPFGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = field(default=UNSET, name="fixedPFInject")
    fixed_var: Annotated[tuple[FixedVarGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    freq_droop: Annotated[tuple[FreqDroopGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    gradient: Annotated[tuple[GradientGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    limit_max_discharge: Annotated[tuple[LimitMaxDischargeGetType, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    request_id: Int
    tbc: bool | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class ReportDERControlResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class ClearDERControlRequest(Message, kw_only=True, frozen=True):
    is_default: bool
    control_type: DERControlEnumType | UnsetType = UNSET
    control_id: Str36 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


DERControlStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotSupported",
    "NotFound",
]


class ClearDERControlResponse(Message, kw_only=True, frozen=True):
    status: DERControlStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetDERControlRequest(Message, kw_only=True, frozen=True):
    request_id: Int
    is_default: bool | UnsetType = UNSET
    control_type: DERControlEnumType | UnsetType = UNSET
    control_id: Str36 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class GetDERControlResponse(Message, kw_only=True, frozen=True):
    status: DERControlStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SetDERControlRequest(Message, kw_only=True, frozen=True):
    is_default: bool
    control_id: Str36
    control_type: DERControlEnumType
    curve: DERCurveType | UnsetType = UNSET
    enter_service: EnterServiceType | UnsetType = UNSET
    fixed_pf_absorb: FixedPFType | UnsetType = field(default=UNSET, name="fixedPFAbsorb")
    fixed_pf_inject: FixedPFType | UnsetType = field(default=UNSET, name="fixedPFInject")
    fixed_var: FixedVarType | UnsetType = UNSET
    freq_droop: FreqDroopType | UnsetType = UNSET
    gradient: GradientType | UnsetType = UNSET
    limit_max_discharge: LimitMaxDischargeType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class SetDERControlResponse(Message, kw_only=True, frozen=True):
    status: DERControlStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    superseded_ids: Annotated[tuple[Str36, ...], Meta(min_length=1, max_length=24)] | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


class BatteryDataType(Message, kw_only=True, frozen=True):
    evse_id: Int0ToAny
    serial_number: Str50
    soc: Decimal = field(name="soC")
    soh: Decimal = field(name="soH")
    production_date: datetime | UnsetType = UNSET
    vendor_info: Str500 | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.soc, least=0, most=100)
        check_number(self.soh, least=0, most=100)


BatterySwapEventEnumType: TypeAlias = Literal[
    "BatteryIn",
    "BatteryOut",
    "BatteryOutTimeout",
]


class BatterySwapRequest(Message, kw_only=True, frozen=True):
    battery_data: Annotated[tuple[BatteryDataType, ...], Meta(min_length=1)]
    event_type: BatterySwapEventEnumType
    id_token: IdTokenType
    request_id: Int
    custom_data: CustomData | UnsetType = UNSET


class BatterySwapResponse(Message, kw_only=True, frozen=True):
    custom_data: CustomData | UnsetType = UNSET


class RequestBatterySwapRequest(Message, kw_only=True, frozen=True):
    id_token: IdTokenType
    request_id: Int
    custom_data: CustomData | UnsetType = UNSET


class RequestBatterySwapResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType
    status_info: StatusInfoType | UnsetType = UNSET
    custom_data: CustomData | UnsetType = UNSET


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
        Action("NotifySettlement", NotifySettlementRequest, NotifySettlementResponse, Direction.FROM_STATION, "authorization", Kind.CALL),
        Action("NotifyWebPaymentStarted", NotifyWebPaymentStartedRequest, NotifyWebPaymentStartedResponse, Direction.TO_STATION, "authorization", Kind.CALL),
        Action("VatNumberValidation", VatNumberValidationRequest, VatNumberValidationResponse, Direction.FROM_STATION, "authorization", Kind.CALL),
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
        Action("ChangeTransactionTariff", ChangeTransactionTariffRequest, ChangeTransactionTariffResponse, Direction.TO_STATION, "tariff", Kind.CALL),
        Action("ClearTariffs", ClearTariffsRequest, ClearTariffsResponse, Direction.TO_STATION, "tariff", Kind.CALL),
        Action("GetTariffs", GetTariffsRequest, GetTariffsResponse, Direction.TO_STATION, "tariff", Kind.CALL),
        Action("SetDefaultTariff", SetDefaultTariffRequest, SetDefaultTariffResponse, Direction.TO_STATION, "tariff", Kind.CALL),
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
        Action("NotifyPriorityCharging", NotifyPriorityChargingRequest, NotifyPriorityChargingResponse, Direction.FROM_STATION, "smart_charging", Kind.CALL),
        Action("PullDynamicScheduleUpdate", PullDynamicScheduleUpdateRequest, PullDynamicScheduleUpdateResponse, Direction.FROM_STATION, "smart_charging", Kind.CALL),
        Action("UpdateDynamicSchedule", UpdateDynamicScheduleRequest, UpdateDynamicScheduleResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("UsePriorityCharging", UsePriorityChargingRequest, UsePriorityChargingResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
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
        Action("GetCertificateChainStatus", GetCertificateChainStatusRequest, GetCertificateChainStatusResponse, Direction.FROM_STATION, "certificates", Kind.CALL),
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
        Action("NotifyPeriodicEventStream", NotifyPeriodicEventStreamRequest, None, Direction.FROM_STATION, "diagnostics", Kind.SEND),
        Action("OpenPeriodicEventStream", OpenPeriodicEventStreamRequest, OpenPeriodicEventStreamResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("ClosePeriodicEventStream", ClosePeriodicEventStreamRequest, ClosePeriodicEventStreamResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("AdjustPeriodicEventStream", AdjustPeriodicEventStreamRequest, AdjustPeriodicEventStreamResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("GetPeriodicEventStream", GetPeriodicEventStreamRequest, GetPeriodicEventStreamResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("NotifyDisplayMessages", NotifyDisplayMessagesRequest, NotifyDisplayMessagesResponse, Direction.FROM_STATION, "display", Kind.CALL),
        Action("SetDisplayMessage", SetDisplayMessageRequest, SetDisplayMessageResponse, Direction.TO_STATION, "display", Kind.CALL),
        Action("GetDisplayMessages", GetDisplayMessagesRequest, GetDisplayMessagesResponse, Direction.TO_STATION, "display", Kind.CALL),
        Action("ClearDisplayMessage", ClearDisplayMessageRequest, ClearDisplayMessageResponse, Direction.TO_STATION, "display", Kind.CALL),
        Action("DataTransfer", DataTransferRequest, DataTransferResponse, Direction.EITHER, "data_transfer", Kind.CALL),
        Action("AFRRSignal", AFRRSignalRequest, AFRRSignalResponse, Direction.TO_STATION, "bidirectional", Kind.CALL),
        Action("NotifyAllowedEnergyTransfer", NotifyAllowedEnergyTransferRequest, NotifyAllowedEnergyTransferResponse, Direction.TO_STATION, "bidirectional", Kind.CALL),
        Action("NotifyDERAlarm", NotifyDERAlarmRequest, NotifyDERAlarmResponse, Direction.FROM_STATION, "der_control", Kind.CALL),
        Action("NotifyDERStartStop", NotifyDERStartStopRequest, NotifyDERStartStopResponse, Direction.FROM_STATION, "der_control", Kind.CALL),
        Action("ReportDERControl", ReportDERControlRequest, ReportDERControlResponse, Direction.FROM_STATION, "der_control", Kind.CALL),
        Action("ClearDERControl", ClearDERControlRequest, ClearDERControlResponse, Direction.TO_STATION, "der_control", Kind.CALL),
        Action("GetDERControl", GetDERControlRequest, GetDERControlResponse, Direction.TO_STATION, "der_control", Kind.CALL),
        Action("SetDERControl", SetDERControlRequest, SetDERControlResponse, Direction.TO_STATION, "der_control", Kind.CALL),
        Action("BatterySwap", BatterySwapRequest, BatterySwapResponse, Direction.FROM_STATION, "battery_swap", Kind.CALL),
        Action("RequestBatterySwap", RequestBatterySwapRequest, RequestBatterySwapResponse, Direction.TO_STATION, "battery_swap", Kind.CALL),
    )
}
