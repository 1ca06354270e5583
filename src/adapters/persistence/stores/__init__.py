"""The ports of `application.ports`, over one scope's unit of work and its reads."""
