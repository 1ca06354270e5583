"""What is true in a charging network, in one vocabulary for every protocol version.

=================  =======================  ==========================  ===================
ours               OCPP 1.6                 OCPP 2.x                    OCPI 2.2.1
=================  =======================  ==========================  ===================
Tenant             (none)                   (none)                      operator
Location           (none)                   (none)                      location
Station            charge point             charging station            (part of a location)
Evse               connector                EVSE                        EVSE
Connector          connector                connector                   connector
IdToken            idTag                    idToken                     token
ChargingSession    transaction              transaction                 session
SessionReport      Start-, StopTransaction  TransactionEvent            (none)
MeterReading       meterValue               meterValue                  (part of a session)
Tariff             (none)                   tariff (2.1)                tariff
Cdr                (none)                   (none)                      CDR
Invoice            (none)                   (none)                      (none)
Setting            configuration key        variable of a component     (none)
Instruction        request of the CSMS      request of the CSMS         command
Order              (none)                   (none)                      command, and its result
Registration       registration status      registration status         (none)
=================  =======================  ==========================  ===================

Aggregates are slotted dataclasses whose fields are all immutable values, so that a shallow copy
is a snapshot. They carry the `version` they were loaded with and collect the events they cause.
The package imports the standard library alone; time, identity and chance are handed in.
"""
