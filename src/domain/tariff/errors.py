"""What a tariff refuses."""

from domain.errors import DomainError
from domain.tariff.finding import Finding


class NotPriceable(DomainError):
    """Nothing can be charged by a tariff; all that is wrong with it is told at once."""

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        told = "; ".join(f"{finding.path}: {finding.message}" for finding in findings)
        super().__init__(f"The tariff {name!r} cannot price anything: {told}.")
        self.name = name
        self.findings = findings
