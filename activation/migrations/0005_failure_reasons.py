"""Why lines are not made and what to say about it, and what the incumbent's codes mean."""

from django.db import migrations

NUMBER, NAME, ADDRESS, EXCHANGE = "line_number", "customer_name", "address", "exchange"

# code, family, next step, whether a check that finds it stands in the way of an order, fields that can be corrected,
# then label, meaning and what to say, in French and in English.
REASONS = [
    (
        "unknown_number", "identification", "call", True, [NUMBER, ADDRESS],
        "Numéro de ligne inconnu",
        "L'opérateur historique ne connaît aucune ligne sous ce numéro : une faute de frappe, ou le numéro d'une box.",
        "Bonjour, je vous appelle au sujet de votre nouvelle ligne. Le numéro que nous avons noté n'est pas reconnu."
        " Pouvez-vous me relire, chiffre par chiffre, celui qui figure sur la facture de la ligne, et non celui de la"
        " box ?",
        "Unknown line number",
        "The incumbent knows no line of this number: a slip of the pen, or the number of a set-top box.",
        "Hello, I am calling about your new line. The number that we have is not known. Would you read me, digit by"
        " digit, the one on the bill of the line, not that of the box?",
    ),
    (
        "address_mismatch", "identification", "call", True, [NUMBER, NAME, ADDRESS],
        "Adresse différente",
        "La ligne existe, mais à une autre adresse que celle de la commande.",
        "Bonjour, je vous appelle au sujet de votre nouvelle ligne. L'adresse que nous avons ne correspond pas à celle"
        " de la ligne. Pouvez-vous me redire l'adresse complète : le numéro, la voie, le bâtiment et l'étage ?",
        "Another address",
        "The line exists, at another address than that of the order.",
        "Hello, I am calling about your new line. The address that we have is not that of the line. Would you tell me"
        " the whole address again: number, street, building and floor?",
    ),
    (
        "unlisted", "identification", "call", False, [NUMBER, NAME, ADDRESS],
        "Ligne en liste rouge",
        "Le titulaire de la ligne n'est pas public : il ne peut pas être comparé à la commande.",
        "Bonjour, votre ligne est sur liste rouge : l'opérateur ne peut pas vérifier qu'elle est à vous. Pouvez-vous me"
        " lire le nom et l'adresse du titulaire tels qu'ils figurent sur la facture ?",
        "Unlisted line",
        "The holder of the line is not public, and cannot be compared with the order.",
        "Hello, your line is unlisted: the operator cannot check that it is yours. Would you read me the name and"
        " address of its holder, exactly as they stand on the bill?",
    ),
    (
        "inactive_line", "identification", "call", False, [NUMBER, ADDRESS],
        "Ligne inactive",
        "La ligne existe, et plus rien ne passe dessus : résiliée, ou jamais remise en service.",
        "Bonjour, la ligne que vous nous avez indiquée n'est plus en service. Avez-vous une autre ligne dans ce"
        " logement, ou le numéro du précédent occupant ?",
        "Inactive line",
        "The line exists and carries nothing any more: terminated, or never put into service again.",
        "Hello, the line that you named is no longer in service. Do you have another line in this home, or the number"
        " of whoever lived there before?",
    ),
    (
        "held_by_other", "ownership", "reorder", False, [NUMBER, ADDRESS],
        "Ligne construite par un autre opérateur",
        "Un autre opérateur a créé la ligne. La commande repart d'elle-même, trois fois au plus ; après quoi il faut"
        " appeler le client.",
        "Bonjour, un autre opérateur occupe encore votre ligne, malgré plusieurs demandes de notre part. Avez-vous un"
        " contrat en cours avec lui ? S'il est résilié, à quelle date ?",
        "Line made by another operator",
        "Another operator created the line. It is ordered again by itself, three times at most; then the customer must"
        " be called.",
        "Hello, another operator still holds your line, although we asked several times. Do you have a contract with"
        " them? If it is terminated, from which day on?",
    ),
    (
        "already_unbundled", "ownership", "call", False, [NUMBER, ADDRESS],
        "Ligne déjà dégroupée",
        "Un opérateur a déjà dégroupé cette ligne : il doit d'abord la rendre.",
        "Bonjour, votre ligne est encore dégroupée par un autre opérateur. Est-ce bien votre ligne, et avez-vous"
        " demandé à cet opérateur de la libérer ?",
        "Already unbundled",
        "An operator has unbundled this line: it must give it back first.",
        "Hello, your line is still unbundled by another operator. Is this really your line, and have you asked that"
        " operator to let it go?",
    ),
    (
        "order_in_progress", "ownership", "call", False, [NUMBER],
        "Commande en cours chez un autre",
        "Une commande d'accès est déjà en cours sur cette ligne.",
        "Bonjour, une autre commande est en cours sur votre ligne. Avez-vous souscrit ailleurs ces derniers jours ?"
        " Avec qui voulez-vous continuer ?",
        "Another order under way",
        "An access is already being ordered on this line.",
        "Hello, another order is under way on your line. Have you subscribed elsewhere these days? With whom would you"
        " like to go on?",
    ),
    (
        "multiplexed", "technical", "visit", False, [],
        "Ligne multiplexée",
        "Plusieurs lignes passent sur la même paire : un technicien doit en trouver une autre.",
        "Bonjour, votre ligne partage ses fils avec une autre. Un technicien doit venir en tirer une nouvelle. Quel"
        " jour seriez-vous présent ?",
        "Multiplexed line",
        "Several lines share one pair: a technician has to find another.",
        "Hello, your line shares its wires with another one. A technician has to come and lay a new one. On which day"
        " would you be at home?",
    ),
    (
        "too_long", "technical", "cancel", True, [],
        "Ligne trop longue",
        "La ligne est trop longue pour porter ce service.",
        "Bonjour, votre ligne est trop longue pour l'offre choisie : elle ne fonctionnerait pas. Nous annulons la"
        " commande sans frais. Souhaitez-vous que je regarde si la fibre arrive chez vous ?",
        "Line too long",
        "The line is too long to carry this service.",
        "Hello, your line is too long for the offer that you chose: it would not work. We cancel the order free of"
        " charge. Would you like me to see whether there is fibre at your home?",
    ),
    (
        "no_spare_pair", "technical", "visit", False, [],
        "Aucune paire disponible",
        "Aucune paire libre ne mène au client : un technicien doit venir.",
        "Bonjour, il n'y a plus de fils libres jusqu'à chez vous. Un technicien doit venir. Quel jour seriez-vous"
        " présent ?",
        "No spare pair",
        "No free pair leads to the customer: a technician has to come.",
        "Hello, there are no wires left that lead to your home. A technician has to come. On which day would you be"
        " at home?",
    ),
    (
        "position_in_use", "technical", "other_position", False, [],
        "Plot déjà câblé",
        "Au répartiteur, le plot réservé est déjà câblé. La commande repart d'elle-même sur un autre plot.",
        "Bonjour, le raccordement prend du retard à cause d'un défaut dans notre central. Vous n'avez rien à faire :"
        " nous corrigeons et relançons la commande.",
        "Position wired already",
        "At the frame, the position that was reserved is wired already. It is ordered again on another one.",
        "Hello, your line is late because of a fault in our exchange. There is nothing for you to do: we mend it and"
        " order again.",
    ),
    (
        "saturated_point", "technical", "cancel", True, [],
        "Point de concentration saturé",
        "Le point de concentration qui dessert le client n'a plus de place.",
        "Bonjour, le réseau n'a plus de place dans votre rue pour une ligne de plus. Nous annulons sans frais."
        " Souhaitez-vous que je regarde si la fibre arrive chez vous ?",
        "Concentration point full",
        "The concentration point that serves the customer has no room left.",
        "Hello, the network has no room left in your street for another line. We cancel free of charge. Would you like"
        " me to see whether there is fibre at your home?",
    ),
    (
        "saturated", "plant", "call", True, [EXCHANGE],
        "Plus de plot libre",
        "Nos réglettes de ce central sont pleines : aucun plot ne peut être réservé.",
        "Bonjour, notre équipement est complet dans votre quartier, et nous l'agrandissons. Préférez-vous attendre, ou"
        " annuler sans frais ?",
        "No free position",
        "Our strips in this exchange are full: no position can be reserved.",
        "Hello, our equipment is full in your area, and we are extending it. Would you rather wait, or cancel free of"
        " charge?",
    ),
    (
        "no_mandate", "customer", "call", False, [NAME],
        "Mandat du client absent",
        "L'opérateur historique conteste que le client nous ait mandatés.",
        "Bonjour, l'opérateur nous demande la preuve que vous nous avez chargés de votre ligne. Êtes-vous bien le"
        " titulaire, et pouvez-vous nous renvoyer le mandat signé ?",
        "No mandate of the customer",
        "The incumbent disputes that the customer has charged us with this.",
        "Hello, the operator asks us to prove that you have charged us with your line. Are you its holder, and could"
        " you send us the signed mandate?",
    ),
    (
        "cancelled_by_customer", "customer", "call", False, [],
        "Le client aurait renoncé",
        "Le client aurait dit à l'opérateur historique qu'il ne voulait plus de la ligne.",
        "Bonjour, l'opérateur nous dit que vous ne souhaitez plus votre nouvelle ligne. Est-ce exact, ou voulez-vous"
        " que nous relancions la commande ?",
        "The customer is said to have withdrawn",
        "The customer is said to have told the incumbent that the line was not wanted any more.",
        "Hello, the operator tells us that you no longer want your new line. Is that so, or shall we order it again?",
    ),
    (
        "customer_absent", "customer", "visit", False, [],
        "Client absent",
        "Le technicien s'est présenté et n'a trouvé personne.",
        "Bonjour, le technicien est passé et n'a trouvé personne. Quel jour seriez-vous présent, et à quel numéro"
        " peut-il vous joindre ?",
        "Customer absent",
        "The technician came and found nobody.",
        "Hello, the technician came and found nobody. On which day would you be at home, and at which number can they"
        " reach you?",
    ),
    (
        "strip_unknown", "operator_data", "call", False, [EXCHANGE],
        "Réglette inconnue",
        "L'opérateur historique ne connaît pas notre réglette : le central, ou nos données, sont faux.",
        "Bonjour, votre commande prend du retard à cause d'une erreur de notre côté, que nous corrigeons. Pouvez-vous"
        " me confirmer votre adresse ?",
        "Unknown strip",
        "The incumbent does not know our strip: the exchange, or our data, are wrong.",
        "Hello, your order is late because of a mistake of ours, which we are mending. Would you confirm your address?",
    ),
    (
        "position_taken", "operator_data", "other_position", False, [EXCHANGE],
        "Plot déjà réservé",
        "Pour l'opérateur historique, ce plot sert déjà. La commande repart d'elle-même sur un autre plot.",
        "Bonjour, votre commande prend du retard à cause d'une erreur de notre côté. Vous n'avez rien à faire : nous la"
        " relançons.",
        "Position taken",
        "To the incumbent, this position is in use. It is ordered again on another one.",
        "Hello, your order is late because of a mistake of ours. There is nothing for you to do: we order again.",
    ),
    (
        "malformed", "operator_data", "call", False, [NUMBER, NAME, ADDRESS, EXCHANGE],
        "Commande illisible",
        "L'opérateur historique n'a pas pu lire la commande : une donnée manque ou n'a pas la bonne forme.",
        "Bonjour, il nous manque une information pour commander votre ligne. Pouvez-vous me confirmer votre nom, votre"
        " adresse et votre numéro de ligne ?",
        "Order that cannot be read",
        "The incumbent could not read the order: something is missing, or not written as it should be.",
        "Hello, something is missing for us to order your line. Would you confirm your name, address and line number?",
    ),
    (
        "copper_closed", "plant", "cancel", True, [],
        "Fermé à la commande du cuivre",
        "Le cuivre ferme dans ce central : plus aucune ligne de cuivre n'y est commandée.",
        "Bonjour, le réseau cuivre ferme dans votre commune : nous ne pouvons plus y ouvrir de ligne. Nous annulons"
        " sans frais. Souhaitez-vous que je regarde nos offres sur la fibre ?",
        "Closed to copper orders",
        "Copper is closing in this exchange: no copper line is ordered there any more.",
        "Hello, the copper network is closing in your town: we can open no line there any more. We cancel free of"
        " charge. Would you like me to see what we offer on fibre?",
    ),
    (
        "order_cancelled", "operator_data", "call", False, [NUMBER, NAME, ADDRESS, EXCHANGE],
        "Commande annulée",
        "La commande a été annulée chez nous, et l'abonnement attend une décision.",
        "Bonjour, la commande de votre ligne a été arrêtée. Souhaitez-vous que nous la relancions ?",
        "Order cancelled",
        "The order was cancelled here, and the subscription waits for a decision.",
        "Hello, the order of your line was stopped. Would you like us to order it again?",
    ),
    (
        "unknown", "unknown", "call", False, [NUMBER, NAME, ADDRESS, EXCHANGE],
        "Motif inconnu",
        "L'opérateur historique donne un motif que nous ne connaissons pas encore : lire ses mots, puis l'appeler.",
        "Bonjour, la commande de votre ligne rencontre une difficulté que nous examinons avec l'opérateur. Pouvez-vous"
        " me confirmer votre adresse et votre numéro de ligne ?",
        "Unknown reason",
        "The incumbent gives a reason that we do not know yet: read its words, then call it.",
        "Hello, there is a difficulty with your line that we are looking into with the operator. Would you confirm your"
        " address and line number?",
    ),
]  # fmt: skip
CODES = {
    "E-UNKNOWN-NUMBER": "unknown_number",
    "E-ADDRESS": "address_mismatch",
    "E-UNLISTED": "unlisted",
    "E-INACTIVE": "inactive_line",
    "E-HELD": "held_by_other",
    "E-UNBUNDLED": "already_unbundled",
    "E-IN-PROGRESS": "order_in_progress",
    "E-MULTIPLEXED": "multiplexed",
    "E-LENGTH": "too_long",
    "E-NO-PAIR": "no_spare_pair",
    "E-POSITION-USED": "position_in_use",
    "E-SATURATED": "saturated_point",
    "E-NO-MANDATE": "no_mandate",
    "E-CANCELLED": "cancelled_by_customer",
    "E-ABSENT": "customer_absent",
    "E-STRIP-UNKNOWN": "strip_unknown",
    "E-POSITION-TAKEN": "position_taken",
    "E-MALFORMED": "malformed",
    "E-COPPER-CLOSED": "copper_closed",
    "malformed": "malformed",
}
COLUMNS = (
    *("code", "family", "next_step", "blocks_an_order", "correctable_fields"),
    *("label_fr", "meaning_fr", "script_fr", "label_en", "meaning_en", "script_en"),
)


def add(apps, schema_editor):
    reason = apps.get_model("activation", "FailureReason")
    reason.objects.bulk_create(reason(**dict(zip(COLUMNS, row, strict=True))) for row in REASONS)
    known = {row.code: row for row in reason.objects.all()}
    code = apps.get_model("activation", "IncumbentCode")
    code.objects.bulk_create(code(their_code=theirs, reason=known[ours]) for theirs, ours in CODES.items())


def remove(apps, schema_editor):
    apps.get_model("activation", "IncumbentCode").objects.filter(their_code__in=CODES).delete()
    codes = [row[0] for row in REASONS]
    apps.get_model("activation", "FailureReason").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("activation", "0004_reasons_that_block")]
    operations = [migrations.RunPython(add, remove)]
