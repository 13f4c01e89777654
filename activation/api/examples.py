"""The words that the examples of the OpenAPI document are made of, for everything about lines."""

from bascule.api.examples import enrol
from portability.api.examples import CUSTOMER

ADDRESS = CUSTOMER["address"]
EXCHANGE = {"code": "75LIL", "name": "Paris Lilas"}
DHCP = {"kind": "dhcp", "state": "allocated", "state_since": "2026-12-03T09:00:00Z", "values": {"ip": "10.64.0.12"}}

OF_PROPERTIES = {
    "Subscription.reference": "SU-2026-000123",
    "SubscriptionSummary.reference": "SU-2026-000123",
    "OrderOf.reference": "UO-2026-000123",
    "UnbundlingOrder.reference": "UO-2026-000123",
    "offer": "dsl-tv-full",
    "Offer.code": "dsl-tv-full",
    "Offer.name": "Internet, telephone and television",
    "Offer.services": ["dhcp", "mer", "multicast", "tv_user", "voip"],
    "Offer.parcels": ["letter", "modem", "tv_decoder"],
    "tv_package": "essential",
    "line_number": "+33199000001",
    "exchange": EXCHANGE,
    "Plant.code": EXCHANGE["code"],
    "Plant.name": EXCHANGE["name"],
    "Exchange.code": EXCHANGE["code"],
    "Exchange.name": EXCHANGE["name"],
    "SubscriptionSummary.waits_for": None,
    "Subscription.waits_for": None,
    "Subscription.to_call": None,
    "failure": None,
    "OrderOf.reminders": 1,
    "OrderOf.reminded_on": ["2026-12-09"],
    "UnbundlingOrder.reminders": 1,
    "UnbundlingOrder.reminded_on": ["2026-12-09"],
    "strip": "R01",
    "position": 12,
    "attempt": 1,
    "Subscription.services": [DHCP],
    "Service.values": DHCP["values"],
    "LowSpeed.values": {},
    "carrier_reference": "LP123456789FR",
    "Verdict.code": "copper_closed",
    "Verdict.detail": "This exchange takes no copper orders on that day any more.",
    "Verdict.field": "offer",
    "LineCheck.technologies": ["fibre"],
    "LineCheck.length_m": 1250,
    "SubscriptionComment.text": "The customer asks for the afternoon.",
    "ServiceSecret.kind": "voip",
    "ServiceSecret.values": {"number": "+33199001000", "account": "33199001000"},
    "ServiceSecret.secret": "shown here alone",
}

WANTED = {"line_number": "01 99 00 00 01", "offer": "dsl-tv-full", "unbundling": "full"}
OF_BODIES = {
    "SubscriptionAskRequest": {
        "customer": CUSTOMER,
        **WANTED,
        "channel": "web",
        "port_in": None,
        "withdrawal_waived": False,
        "external_reference": "CRM-88",
    },
    "LineCheckAskRequest": {"address": ADDRESS, **WANTED},
    "WhyRequest": {"reason": "customer_asked"},
    "LineNothingRequest": {},
    "CorrectLineRequest": {"fields": {"line_number": "01 99 00 00 02"}},
    "ChangeOfferRequest": {"offer": "dsl-full"},
    "MoveLineRequest": {"address": ADDRESS, "line_number": "01 99 00 00 03"},
    "ServiceSecretAskRequest": {"kind": "voip"},
    "CallRequest": {"outcome": "no_answer"},
}

enrol(OF_PROPERTIES | OF_BODIES)
