"""Address → what Stripe does there, and which parameters it knows: others are refused."""

import re

from tests.stripe_server.books import PAGE_AT_LEAST, PAGE_AT_MOST, Books, declined, invalid

Form = dict


def create_session(books: Books, form: Form) -> dict:
    _only(form, "mode", "payment_method_types", "client_reference_id", "metadata", "line_items",
          "payment_intent_data", "success_url", "cancel_url", "expires_at", "customer",
          "setup_intent_data", "expand")  # fmt: skip
    if "success_url" not in form:
        raise invalid("Missing required param: success_url.")
    page = {
        "id": books.name("cs"), "object": "checkout.session", "mode": form["mode"],
        "status": "open", "metadata": form.get("metadata", {}), "payment_intent": None,
        "setup_intent": None, "customer": form.get("customer"),
        "client_reference_id": form.get("client_reference_id"),
    }  # fmt: skip
    page["url"] = f"https://checkout.stripe.test/c/pay/{page['id']}"
    if form["mode"] == "payment":
        (line,) = form["line_items"]
        price = line["price_data"]
        if form["payment_intent_data"]["capture_method"] != "manual":
            raise invalid("The test wants manual capture.")
        lasts = int(form["expires_at"]) - books.now
        if not PAGE_AT_LEAST <= lasts <= PAGE_AT_MOST:
            raise invalid("The `expires_at` timestamp must be 30 minutes to 24 hours from now.")
        page.update(
            amount_total=_amount(price["unit_amount"]) * int(line["quantity"]),
            currency=price["currency"],
            _intent_metadata=form["payment_intent_data"]["metadata"],
        )
    else:
        page["_setup_metadata"] = form["setup_intent_data"]["metadata"]
    books.sessions[page["id"]] = page
    return page


def expire_session(books: Books, form: Form, session: str) -> dict:
    _only(form, "expand")
    page = _known(books.sessions, session)
    if page["status"] != "open":
        raise invalid("Only open sessions can be expired.", "checkout_session_not_open")
    page.update(status="expired", url=None)
    return page


def create_intent(books: Books, form: Form) -> dict:
    _only(form, "amount", "currency", "customer", "payment_method", "payment_method_types",
          "capture_method", "confirm", "off_session", "description", "metadata", "expand",
          "statement_descriptor_suffix")  # fmt: skip
    method = _known(books.methods, form["payment_method"])
    if method["customer"] != form["customer"]:
        raise invalid("The payment method belongs to another customer.")
    if method["id"] in books.declining:
        raise declined()
    if (form["capture_method"], form["confirm"], form["off_session"]) != ("manual", "true", "true"):
        raise invalid("The test wants a hold, at once, without the driver.")
    return books.hold(
        _amount(form["amount"]), form["currency"], form["metadata"], method["id"],
        customer=form["customer"],
    )  # fmt: skip


def capture_intent(books: Books, form: Form, intent: str) -> dict:
    _only(form, "amount_to_capture", "expand")
    amount = form.get("amount_to_capture")
    return books.capture(_known(books.intents, intent), None if amount is None else _amount(amount))


def cancel_intent(books: Books, form: Form, intent: str) -> dict:
    _only(form, "expand", "cancellation_reason")
    return books.cancel(_known(books.intents, intent))


def create_refund(books: Books, form: Form) -> dict:
    _only(form, "payment_intent", "amount", "metadata", "expand")
    intent = _known(books.intents, form["payment_intent"])
    return books.refund(intent, _amount(form["amount"]), form.get("metadata", {}))


def create_customer(books: Books, form: Form) -> dict:
    _only(form, "metadata", "name", "expand")
    customer = {"id": books.name("cus"), "object": "customer", "metadata": form["metadata"]}
    books.customers[customer["id"]] = customer
    return customer


def detach_method(books: Books, form: Form, method: str) -> dict:
    _only(form, "expand")
    known = _known(books.methods, method)
    known["customer"] = None
    return known


def list_intents(books: Books, form: Form) -> dict:
    _only(form, "customer", "limit", "expand")
    found = [i for i in books.intents.values() if i["customer"] == form["customer"]]
    return _page(found, form)


def list_refunds(books: Books, form: Form) -> dict:
    _only(form, "payment_intent", "limit", "expand")
    found = [r for r in books.refunds.values() if r["payment_intent"] == form["payment_intent"]]
    return _page(found, form)


def read_intent(books: Books, form: Form, intent: str) -> dict:
    return _known(books.intents, intent)


def read_session(books: Books, form: Form, session: str) -> dict:
    return _known(books.sessions, session)


NAME = r"([a-z]+_[0-9]+)"
ROUTES = {
    ("POST", r"/v1/checkout/sessions"): create_session,
    ("GET", rf"/v1/checkout/sessions/{NAME}"): read_session,
    ("POST", rf"/v1/checkout/sessions/{NAME}/expire"): expire_session,
    ("POST", r"/v1/payment_intents"): create_intent,
    ("GET", r"/v1/payment_intents"): list_intents,
    ("GET", rf"/v1/payment_intents/{NAME}"): read_intent,
    ("POST", rf"/v1/payment_intents/{NAME}/capture"): capture_intent,
    ("POST", rf"/v1/payment_intents/{NAME}/cancel"): cancel_intent,
    ("POST", r"/v1/refunds"): create_refund,
    ("GET", r"/v1/refunds"): list_refunds,
    ("POST", r"/v1/customers"): create_customer,
    ("POST", rf"/v1/payment_methods/{NAME}/detach"): detach_method,
}


def find(method: str, path: str):
    """The action of an address, and the names in it; None where there is none."""
    for (verb, pattern), action in ROUTES.items():
        match = re.fullmatch(pattern, path)
        if verb == method and match:
            return action, match.groups()
    return None


def expanded(books: Books, thing: dict, form: Form) -> dict:
    """The answer with what it refers to, where that was asked for."""
    shown = {key: value for key, value in thing.items() if not key.startswith("_")}
    wanted = set(form.get("expand", []))
    if "payment_intent" in wanted and shown.get("payment_intent"):
        inner = [e.removeprefix("payment_intent.") for e in wanted if "." in e]
        intent = books.intents[shown["payment_intent"]]
        shown["payment_intent"] = expanded(books, intent, {"expand": inner})
    if "latest_charge" in wanted and shown.get("latest_charge"):
        shown["latest_charge"] = books.charges[shown["latest_charge"]]
    if "setup_intent.payment_method" in wanted and shown.get("setup_intent"):
        setup = shown["setup_intent"]
        shown["setup_intent"] = {**setup, "payment_method": books.methods[setup["payment_method"]]}
    elif "setup_intent" not in wanted and shown.get("setup_intent"):
        shown["setup_intent"] = shown["setup_intent"]["id"]
    return shown


def _known(table: dict, name: str) -> dict:
    if name not in table:
        raise invalid(f"No such thing: {name}", "resource_missing", 404)
    return table[name]


def _only(form: Form, *known: str) -> None:
    for name in form:
        if name not in known:
            raise invalid(f"Received unknown parameter: {name}", "parameter_unknown")


def _amount(text: str) -> int:
    if not text.isdigit():
        raise invalid(f"Invalid integer: {text}", "parameter_invalid_integer")
    return int(text)


def _page(found: list[dict], form: Form) -> dict:
    newest = sorted(found, key=lambda thing: thing["id"], reverse=True)
    return {"object": "list", "has_more": False, "data": newest[: int(form.get("limit", 10))]}
