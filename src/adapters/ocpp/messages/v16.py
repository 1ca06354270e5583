"""OCPP 1.6 edition 2: message types and action table. Generated; do not edit.

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
Str10000: TypeAlias = Annotated[str, Meta(max_length=10000)]
Str128: TypeAlias = Annotated[str, Meta(max_length=128)]
Str20: TypeAlias = Annotated[str, Meta(max_length=20)]
Str25: TypeAlias = Annotated[str, Meta(max_length=25)]
Str255: TypeAlias = Annotated[str, Meta(max_length=255)]
Str40: TypeAlias = Annotated[str, Meta(max_length=40)]
Str50: TypeAlias = Annotated[str, Meta(max_length=50)]
Str500: TypeAlias = Annotated[str, Meta(max_length=500)]
Str512: TypeAlias = Annotated[str, Meta(max_length=512)]
Str5500: TypeAlias = Annotated[str, Meta(max_length=5500)]
Str800: TypeAlias = Annotated[str, Meta(max_length=800)]


class SecurityEventNotificationRequest(Message, kw_only=True, frozen=True):
    type: Str50
    timestamp: datetime
    tech_info: Str255 | UnsetType = UNSET


class SecurityEventNotificationResponse(Message, kw_only=True, frozen=True):
    pass


class SignCertificateRequest(Message, kw_only=True, frozen=True):
    csr: Str5500


GenericStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class SignCertificateResponse(Message, kw_only=True, frozen=True):
    status: GenericStatusEnumType


class CertificateSignedRequest(Message, kw_only=True, frozen=True):
    certificate_chain: Str10000


CertificateSignedStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class CertificateSignedResponse(Message, kw_only=True, frozen=True):
    status: CertificateSignedStatusEnumType


class BootNotificationRequest(Message, kw_only=True, frozen=True):
    charge_point_vendor: Str20
    charge_point_model: Str20
    charge_point_serial_number: Str25 | UnsetType = UNSET
    charge_box_serial_number: Str25 | UnsetType = UNSET
    firmware_version: Str50 | UnsetType = UNSET
    iccid: Str20 | UnsetType = UNSET
    imsi: Str20 | UnsetType = UNSET
    meter_type: Str25 | UnsetType = UNSET
    meter_serial_number: Str25 | UnsetType = UNSET


BootNotificationResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Pending",
    "Rejected",
]


class BootNotificationResponse(Message, kw_only=True, frozen=True):
    status: BootNotificationResponseStatus
    current_time: datetime
    interval: Int


class HeartbeatRequest(Message, kw_only=True, frozen=True):
    pass


class HeartbeatResponse(Message, kw_only=True, frozen=True):
    current_time: datetime


class ChangeConfigurationRequest(Message, kw_only=True, frozen=True):
    key: Str50
    value: Str500


ChangeConfigurationResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "RebootRequired",
    "NotSupported",
]


class ChangeConfigurationResponse(Message, kw_only=True, frozen=True):
    status: ChangeConfigurationResponseStatus


class GetConfigurationRequest(Message, kw_only=True, frozen=True):
    key: tuple[Str50, ...] | UnsetType = UNSET


class KeyValue(Message, kw_only=True, frozen=True):
    key: Str50
    readonly: bool
    value: Str500 | UnsetType = UNSET


class GetConfigurationResponse(Message, kw_only=True, frozen=True):
    configuration_key: tuple[KeyValue, ...] | UnsetType = UNSET
    unknown_key: tuple[Str50, ...] | UnsetType = UNSET


ResetRequestType: TypeAlias = Literal[
    "Hard",
    "Soft",
]


class ResetRequest(Message, kw_only=True, frozen=True):
    type: ResetRequestType


ResetResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class ResetResponse(Message, kw_only=True, frozen=True):
    status: ResetResponseStatus


class AuthorizeRequest(Message, kw_only=True, frozen=True):
    id_tag: Str20


IdTagInfoStatus: TypeAlias = Literal[
    "Accepted",
    "Blocked",
    "Expired",
    "Invalid",
    "ConcurrentTx",
]


class IdTagInfo(Message, kw_only=True, frozen=True):
    expiry_date: datetime | UnsetType = UNSET
    parent_id_tag: Str20 | UnsetType = UNSET
    status: IdTagInfoStatus


class AuthorizeResponse(Message, kw_only=True, frozen=True):
    id_tag_info: IdTagInfo


class ClearCacheRequest(Message, kw_only=True, frozen=True):
    pass


ClearCacheResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class ClearCacheResponse(Message, kw_only=True, frozen=True):
    status: ClearCacheResponseStatus


class GetLocalListVersionRequest(Message, kw_only=True, frozen=True):
    pass


class GetLocalListVersionResponse(Message, kw_only=True, frozen=True):
    list_version: Int


class AuthorizationData(Message, kw_only=True, frozen=True):
    id_tag: Str20
    id_tag_info: IdTagInfo | UnsetType = UNSET


SendLocalListRequestUpdateType: TypeAlias = Literal[
    "Differential",
    "Full",
]


class SendLocalListRequest(Message, kw_only=True, frozen=True):
    list_version: Int
    local_authorization_list: tuple[AuthorizationData, ...] | UnsetType = UNSET
    update_type: SendLocalListRequestUpdateType


SendLocalListResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Failed",
    "NotSupported",
    "VersionMismatch",
]


class SendLocalListResponse(Message, kw_only=True, frozen=True):
    status: SendLocalListResponseStatus


class StartTransactionRequest(Message, kw_only=True, frozen=True):
    connector_id: Int
    id_tag: Str20
    meter_start: Int
    reservation_id: Int | UnsetType = UNSET
    timestamp: datetime


class StartTransactionResponse(Message, kw_only=True, frozen=True):
    id_tag_info: IdTagInfo
    transaction_id: Int


StopTransactionRequestReason: TypeAlias = Literal[
    "EmergencyStop",
    "EVDisconnected",
    "HardReset",
    "Local",
    "Other",
    "PowerLoss",
    "Reboot",
    "Remote",
    "SoftReset",
    "UnlockCommand",
    "DeAuthorized",
]


SampledValueContext: TypeAlias = Literal[
    "Interruption.Begin",
    "Interruption.End",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
    "Other",
]


SampledValueFormat: TypeAlias = Literal[
    "Raw",
    "SignedData",
]


SampledValueMeasurand: TypeAlias = Literal[
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Register",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Register",
    "Energy.Active.Export.Interval",
    "Energy.Active.Import.Interval",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Import.Interval",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "Power.Factor",
    "Current.Import",
    "Current.Export",
    "Current.Offered",
    "Voltage",
    "Frequency",
    "Temperature",
    "SoC",
    "RPM",
]


SampledValuePhase: TypeAlias = Literal[
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


SampledValueLocation: TypeAlias = Literal[
    "Cable",
    "EV",
    "Inlet",
    "Outlet",
    "Body",
]


SampledValueUnit: TypeAlias = Literal[
    "Wh",
    "kWh",
    "varh",
    "kvarh",
    "W",
    "kW",
    "VA",
    "kVA",
    "var",
    "kvar",
    "A",
    "V",
    "K",
    "Fahrenheit",
    "Percent",
    "Celsius",
    "Celcius",
    "Hertz",
]


class SampledValue(Message, kw_only=True, frozen=True):
    value: str
    context: SampledValueContext | UnsetType = UNSET
    format: SampledValueFormat | UnsetType = UNSET
    measurand: SampledValueMeasurand | UnsetType = UNSET
    phase: SampledValuePhase | UnsetType = UNSET
    location: SampledValueLocation | UnsetType = UNSET
    unit: SampledValueUnit | UnsetType = UNSET


class MeterValue(Message, kw_only=True, frozen=True):
    timestamp: datetime
    sampled_value: tuple[SampledValue, ...]


class StopTransactionRequest(Message, kw_only=True, frozen=True):
    id_tag: Str20 | UnsetType = UNSET
    meter_stop: Int
    timestamp: datetime
    transaction_id: Int
    reason: StopTransactionRequestReason | UnsetType = UNSET
    transaction_data: tuple[MeterValue, ...] | UnsetType = UNSET


class StopTransactionResponse(Message, kw_only=True, frozen=True):
    id_tag_info: IdTagInfo | UnsetType = UNSET


ChargingProfileChargingProfilePurpose: TypeAlias = Literal[
    "ChargePointMaxProfile",
    "TxDefaultProfile",
    "TxProfile",
]


ChargingProfileChargingProfileKind: TypeAlias = Literal[
    "Absolute",
    "Recurring",
    "Relative",
]


ChargingProfileRecurrencyKind: TypeAlias = Literal[
    "Daily",
    "Weekly",
]


ChargingScheduleChargingRateUnit: TypeAlias = Literal[
    "A",
    "W",
]


class ChargingSchedulePeriod(Message, kw_only=True, frozen=True):
    start_period: Int
    limit: Decimal
    number_phases: Int | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.limit, step=Decimal("0.1"))


class ChargingSchedule(Message, kw_only=True, frozen=True):
    duration: Int | UnsetType = UNSET
    start_schedule: datetime | UnsetType = UNSET
    charging_rate_unit: ChargingScheduleChargingRateUnit
    charging_schedule_period: tuple[ChargingSchedulePeriod, ...]
    min_charging_rate: Decimal | UnsetType = UNSET

    def __post_init__(self) -> None:
        check_number(self.min_charging_rate, step=Decimal("0.1"))


class ChargingProfile(Message, kw_only=True, frozen=True):
    charging_profile_id: Int
    transaction_id: Int | UnsetType = UNSET
    stack_level: Int
    charging_profile_purpose: ChargingProfileChargingProfilePurpose
    charging_profile_kind: ChargingProfileChargingProfileKind
    recurrency_kind: ChargingProfileRecurrencyKind | UnsetType = UNSET
    valid_from: datetime | UnsetType = UNSET
    valid_to: datetime | UnsetType = UNSET
    charging_schedule: ChargingSchedule


class RemoteStartTransactionRequest(Message, kw_only=True, frozen=True):
    connector_id: Int | UnsetType = UNSET
    id_tag: Str20
    charging_profile: ChargingProfile | UnsetType = UNSET


RemoteStartTransactionResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class RemoteStartTransactionResponse(Message, kw_only=True, frozen=True):
    status: RemoteStartTransactionResponseStatus


class RemoteStopTransactionRequest(Message, kw_only=True, frozen=True):
    transaction_id: Int


RemoteStopTransactionResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class RemoteStopTransactionResponse(Message, kw_only=True, frozen=True):
    status: RemoteStopTransactionResponseStatus


class UnlockConnectorRequest(Message, kw_only=True, frozen=True):
    connector_id: Int


UnlockConnectorResponseStatus: TypeAlias = Literal[
    "Unlocked",
    "UnlockFailed",
    "NotSupported",
]


class UnlockConnectorResponse(Message, kw_only=True, frozen=True):
    status: UnlockConnectorResponseStatus


TriggerMessageRequestRequestedMessage: TypeAlias = Literal[
    "BootNotification",
    "DiagnosticsStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "StatusNotification",
]


class TriggerMessageRequest(Message, kw_only=True, frozen=True):
    requested_message: TriggerMessageRequestRequestedMessage
    connector_id: Int | UnsetType = UNSET


TriggerMessageResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotImplemented",
]


class TriggerMessageResponse(Message, kw_only=True, frozen=True):
    status: TriggerMessageResponseStatus


MessageTriggerEnumType: TypeAlias = Literal[
    "BootNotification",
    "LogStatusNotification",
    "FirmwareStatusNotification",
    "Heartbeat",
    "MeterValues",
    "SignChargePointCertificate",
    "StatusNotification",
]


class ExtendedTriggerMessageRequest(Message, kw_only=True, frozen=True):
    requested_message: MessageTriggerEnumType
    connector_id: Int | UnsetType = UNSET


TriggerMessageStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotImplemented",
]


class ExtendedTriggerMessageResponse(Message, kw_only=True, frozen=True):
    status: TriggerMessageStatusEnumType


StatusNotificationRequestErrorCode: TypeAlias = Literal[
    "ConnectorLockFailure",
    "EVCommunicationError",
    "GroundFailure",
    "HighTemperature",
    "InternalError",
    "LocalListConflict",
    "NoError",
    "OtherError",
    "OverCurrentFailure",
    "PowerMeterFailure",
    "PowerSwitchFailure",
    "ReaderFailure",
    "ResetFailure",
    "UnderVoltage",
    "OverVoltage",
    "WeakSignal",
]


StatusNotificationRequestStatus: TypeAlias = Literal[
    "Available",
    "Preparing",
    "Charging",
    "SuspendedEVSE",
    "SuspendedEV",
    "Finishing",
    "Reserved",
    "Unavailable",
    "Faulted",
]


class StatusNotificationRequest(Message, kw_only=True, frozen=True):
    connector_id: Int
    error_code: StatusNotificationRequestErrorCode
    info: Str50 | UnsetType = UNSET
    status: StatusNotificationRequestStatus
    timestamp: datetime | UnsetType = UNSET
    vendor_id: Str255 | UnsetType = UNSET
    vendor_error_code: Str50 | UnsetType = UNSET


class StatusNotificationResponse(Message, kw_only=True, frozen=True):
    pass


ChangeAvailabilityRequestType: TypeAlias = Literal[
    "Inoperative",
    "Operative",
]


class ChangeAvailabilityRequest(Message, kw_only=True, frozen=True):
    connector_id: Int
    type: ChangeAvailabilityRequestType


ChangeAvailabilityResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "Scheduled",
]


class ChangeAvailabilityResponse(Message, kw_only=True, frozen=True):
    status: ChangeAvailabilityResponseStatus


class ReserveNowRequest(Message, kw_only=True, frozen=True):
    connector_id: Int
    expiry_date: datetime
    id_tag: Str20
    parent_id_tag: Str20 | UnsetType = UNSET
    reservation_id: Int


ReserveNowResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Faulted",
    "Occupied",
    "Rejected",
    "Unavailable",
]


class ReserveNowResponse(Message, kw_only=True, frozen=True):
    status: ReserveNowResponseStatus


class CancelReservationRequest(Message, kw_only=True, frozen=True):
    reservation_id: Int


CancelReservationResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class CancelReservationResponse(Message, kw_only=True, frozen=True):
    status: CancelReservationResponseStatus


class MeterValuesRequest(Message, kw_only=True, frozen=True):
    connector_id: Int
    transaction_id: Int | UnsetType = UNSET
    meter_value: Annotated[tuple[MeterValue, ...], Meta(min_length=1)]


class MeterValuesResponse(Message, kw_only=True, frozen=True):
    pass


class SetChargingProfileRequest(Message, kw_only=True, frozen=True):
    connector_id: Int
    cs_charging_profiles: ChargingProfile


SetChargingProfileResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "NotSupported",
]


class SetChargingProfileResponse(Message, kw_only=True, frozen=True):
    status: SetChargingProfileResponseStatus


ClearChargingProfileRequestChargingProfilePurpose: TypeAlias = Literal[
    "ChargePointMaxProfile",
    "TxDefaultProfile",
    "TxProfile",
]


class ClearChargingProfileRequest(Message, kw_only=True, frozen=True):
    id: Int | UnsetType = UNSET
    connector_id: Int | UnsetType = UNSET
    charging_profile_purpose: ClearChargingProfileRequestChargingProfilePurpose | UnsetType = UNSET
    stack_level: Int | UnsetType = UNSET


ClearChargingProfileResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Unknown",
]


class ClearChargingProfileResponse(Message, kw_only=True, frozen=True):
    status: ClearChargingProfileResponseStatus


GetCompositeScheduleRequestChargingRateUnit: TypeAlias = Literal[
    "A",
    "W",
]


class GetCompositeScheduleRequest(Message, kw_only=True, frozen=True):
    connector_id: Int
    duration: Int
    charging_rate_unit: GetCompositeScheduleRequestChargingRateUnit | UnsetType = UNSET


GetCompositeScheduleResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
]


class GetCompositeScheduleResponse(Message, kw_only=True, frozen=True):
    status: GetCompositeScheduleResponseStatus
    connector_id: Int | UnsetType = UNSET
    schedule_start: datetime | UnsetType = UNSET
    charging_schedule: ChargingSchedule | UnsetType = UNSET


FirmwareStatusNotificationRequestStatus: TypeAlias = Literal[
    "Downloaded",
    "DownloadFailed",
    "Downloading",
    "Idle",
    "InstallationFailed",
    "Installing",
    "Installed",
]


class FirmwareStatusNotificationRequest(Message, kw_only=True, frozen=True):
    status: FirmwareStatusNotificationRequestStatus


class FirmwareStatusNotificationResponse(Message, kw_only=True, frozen=True):
    pass


class UpdateFirmwareRequest(Message, kw_only=True, frozen=True):
    location: str
    retries: Int | UnsetType = UNSET
    retrieve_date: datetime
    retry_interval: Int | UnsetType = UNSET


class UpdateFirmwareResponse(Message, kw_only=True, frozen=True):
    pass


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


class SignedFirmwareStatusNotificationRequest(Message, kw_only=True, frozen=True):
    status: FirmwareStatusEnumType
    request_id: Int | UnsetType = UNSET


class SignedFirmwareStatusNotificationResponse(Message, kw_only=True, frozen=True):
    pass


class FirmwareType(Message, kw_only=True, frozen=True):
    location: Str512
    retrieve_date_time: datetime
    install_date_time: datetime | UnsetType = UNSET
    signing_certificate: Str5500
    signature: Str800


class SignedUpdateFirmwareRequest(Message, kw_only=True, frozen=True):
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


class SignedUpdateFirmwareResponse(Message, kw_only=True, frozen=True):
    status: UpdateFirmwareStatusEnumType


CertificateUseEnumType: TypeAlias = Literal[
    "CentralSystemRootCertificate",
    "ManufacturerRootCertificate",
]


class InstallCertificateRequest(Message, kw_only=True, frozen=True):
    certificate_type: CertificateUseEnumType
    certificate: Str5500


InstallCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
    "Rejected",
]


class InstallCertificateResponse(Message, kw_only=True, frozen=True):
    status: InstallCertificateStatusEnumType


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


class DeleteCertificateRequest(Message, kw_only=True, frozen=True):
    certificate_hash_data: CertificateHashDataType


DeleteCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "Failed",
    "NotFound",
]


class DeleteCertificateResponse(Message, kw_only=True, frozen=True):
    status: DeleteCertificateStatusEnumType


class GetInstalledCertificateIdsRequest(Message, kw_only=True, frozen=True):
    certificate_type: CertificateUseEnumType


GetInstalledCertificateStatusEnumType: TypeAlias = Literal[
    "Accepted",
    "NotFound",
]


class GetInstalledCertificateIdsResponse(Message, kw_only=True, frozen=True):
    certificate_hash_data: Annotated[tuple[CertificateHashDataType, ...], Meta(min_length=1)] | UnsetType = UNSET
    status: GetInstalledCertificateStatusEnumType


DiagnosticsStatusNotificationRequestStatus: TypeAlias = Literal[
    "Idle",
    "Uploaded",
    "UploadFailed",
    "Uploading",
]


class DiagnosticsStatusNotificationRequest(Message, kw_only=True, frozen=True):
    status: DiagnosticsStatusNotificationRequestStatus


class DiagnosticsStatusNotificationResponse(Message, kw_only=True, frozen=True):
    pass


class GetDiagnosticsRequest(Message, kw_only=True, frozen=True):
    location: str
    retries: Int | UnsetType = UNSET
    retry_interval: Int | UnsetType = UNSET
    start_time: datetime | UnsetType = UNSET
    stop_time: datetime | UnsetType = UNSET


class GetDiagnosticsResponse(Message, kw_only=True, frozen=True):
    file_name: Str255 | UnsetType = UNSET


UploadLogStatusEnumType: TypeAlias = Literal[
    "BadMessage",
    "Idle",
    "NotSupportedOperation",
    "PermissionDenied",
    "Uploaded",
    "UploadFailure",
    "Uploading",
]


class LogStatusNotificationRequest(Message, kw_only=True, frozen=True):
    status: UploadLogStatusEnumType
    request_id: Int | UnsetType = UNSET


class LogStatusNotificationResponse(Message, kw_only=True, frozen=True):
    pass


class LogParametersType(Message, kw_only=True, frozen=True):
    remote_location: Str512
    oldest_timestamp: datetime | UnsetType = UNSET
    latest_timestamp: datetime | UnsetType = UNSET


LogEnumType: TypeAlias = Literal[
    "DiagnosticsLog",
    "SecurityLog",
]


class GetLogRequest(Message, kw_only=True, frozen=True):
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
    status: LogStatusEnumType
    filename: Str255 | UnsetType = UNSET


class DataTransferRequest(Message, kw_only=True, frozen=True):
    vendor_id: Str255
    message_id: Str50 | UnsetType = UNSET
    data: str | UnsetType = UNSET


DataTransferResponseStatus: TypeAlias = Literal[
    "Accepted",
    "Rejected",
    "UnknownMessageId",
    "UnknownVendorId",
]


class DataTransferResponse(Message, kw_only=True, frozen=True):
    status: DataTransferResponseStatus
    data: str | UnsetType = UNSET


ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("SecurityEventNotification", SecurityEventNotificationRequest, SecurityEventNotificationResponse, Direction.FROM_STATION, "security", Kind.CALL),
        Action("SignCertificate", SignCertificateRequest, SignCertificateResponse, Direction.FROM_STATION, "security", Kind.CALL),
        Action("CertificateSigned", CertificateSignedRequest, CertificateSignedResponse, Direction.TO_STATION, "security", Kind.CALL),
        Action("BootNotification", BootNotificationRequest, BootNotificationResponse, Direction.FROM_STATION, "provisioning", Kind.CALL),
        Action("Heartbeat", HeartbeatRequest, HeartbeatResponse, Direction.FROM_STATION, "provisioning", Kind.CALL),
        Action("ChangeConfiguration", ChangeConfigurationRequest, ChangeConfigurationResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("GetConfiguration", GetConfigurationRequest, GetConfigurationResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("Reset", ResetRequest, ResetResponse, Direction.TO_STATION, "provisioning", Kind.CALL),
        Action("Authorize", AuthorizeRequest, AuthorizeResponse, Direction.FROM_STATION, "authorization", Kind.CALL),
        Action("ClearCache", ClearCacheRequest, ClearCacheResponse, Direction.TO_STATION, "authorization", Kind.CALL),
        Action("GetLocalListVersion", GetLocalListVersionRequest, GetLocalListVersionResponse, Direction.TO_STATION, "local_list", Kind.CALL),
        Action("SendLocalList", SendLocalListRequest, SendLocalListResponse, Direction.TO_STATION, "local_list", Kind.CALL),
        Action("StartTransaction", StartTransactionRequest, StartTransactionResponse, Direction.FROM_STATION, "charging", Kind.CALL),
        Action("StopTransaction", StopTransactionRequest, StopTransactionResponse, Direction.FROM_STATION, "charging", Kind.CALL),
        Action("RemoteStartTransaction", RemoteStartTransactionRequest, RemoteStartTransactionResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("RemoteStopTransaction", RemoteStopTransactionRequest, RemoteStopTransactionResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("UnlockConnector", UnlockConnectorRequest, UnlockConnectorResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("TriggerMessage", TriggerMessageRequest, TriggerMessageResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("ExtendedTriggerMessage", ExtendedTriggerMessageRequest, ExtendedTriggerMessageResponse, Direction.TO_STATION, "remote_control", Kind.CALL),
        Action("StatusNotification", StatusNotificationRequest, StatusNotificationResponse, Direction.FROM_STATION, "availability", Kind.CALL),
        Action("ChangeAvailability", ChangeAvailabilityRequest, ChangeAvailabilityResponse, Direction.TO_STATION, "availability", Kind.CALL),
        Action("ReserveNow", ReserveNowRequest, ReserveNowResponse, Direction.TO_STATION, "reservation", Kind.CALL),
        Action("CancelReservation", CancelReservationRequest, CancelReservationResponse, Direction.TO_STATION, "reservation", Kind.CALL),
        Action("MeterValues", MeterValuesRequest, MeterValuesResponse, Direction.FROM_STATION, "metering", Kind.CALL),
        Action("SetChargingProfile", SetChargingProfileRequest, SetChargingProfileResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("ClearChargingProfile", ClearChargingProfileRequest, ClearChargingProfileResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("GetCompositeSchedule", GetCompositeScheduleRequest, GetCompositeScheduleResponse, Direction.TO_STATION, "smart_charging", Kind.CALL),
        Action("FirmwareStatusNotification", FirmwareStatusNotificationRequest, FirmwareStatusNotificationResponse, Direction.FROM_STATION, "firmware", Kind.CALL),
        Action("UpdateFirmware", UpdateFirmwareRequest, UpdateFirmwareResponse, Direction.TO_STATION, "firmware", Kind.CALL),
        Action("SignedFirmwareStatusNotification", SignedFirmwareStatusNotificationRequest, SignedFirmwareStatusNotificationResponse, Direction.FROM_STATION, "firmware", Kind.CALL),
        Action("SignedUpdateFirmware", SignedUpdateFirmwareRequest, SignedUpdateFirmwareResponse, Direction.TO_STATION, "firmware", Kind.CALL),
        Action("InstallCertificate", InstallCertificateRequest, InstallCertificateResponse, Direction.TO_STATION, "certificates", Kind.CALL),
        Action("DeleteCertificate", DeleteCertificateRequest, DeleteCertificateResponse, Direction.TO_STATION, "certificates", Kind.CALL),
        Action("GetInstalledCertificateIds", GetInstalledCertificateIdsRequest, GetInstalledCertificateIdsResponse, Direction.TO_STATION, "certificates", Kind.CALL),
        Action("DiagnosticsStatusNotification", DiagnosticsStatusNotificationRequest, DiagnosticsStatusNotificationResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("GetDiagnostics", GetDiagnosticsRequest, GetDiagnosticsResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("LogStatusNotification", LogStatusNotificationRequest, LogStatusNotificationResponse, Direction.FROM_STATION, "diagnostics", Kind.CALL),
        Action("GetLog", GetLogRequest, GetLogResponse, Direction.TO_STATION, "diagnostics", Kind.CALL),
        Action("DataTransfer", DataTransferRequest, DataTransferResponse, Direction.EITHER, "data_transfer", Kind.CALL),
    )
}
