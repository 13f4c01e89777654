"""Why requests are rejected and what to do about it, and what the clearing house's codes mean."""

from django.db import migrations

CLEARING_HOUSE = "clearing_house"

# code, who acts, legal ground, fields that can be corrected, then label, meaning and way out in French and in English.
REASONS = [
    (
        "rio_invalid",
        "us",
        "incomplete",
        ["rios", "numbers"],
        "RIO incorrect",
        "Le RIO reçu ne correspond pas au numéro : une faute de frappe dans l'un ou dans l'autre, ou un RIO d'une"
        " autre ligne.",
        "Relire le RIO avec le client, qui l'obtient en appelant le 3179 depuis la ligne, puis renvoyer.",
        "Wrong RIO",
        "The RIO does not belong to the number: a slip in one of the two, or the RIO of another line.",
        "Read the RIO again with the customer, who gets it by calling 3179 from the line, then send again.",
    ),
    (
        "rio_other_operator",
        "us",
        "incomplete",
        ["rios", "numbers"],
        "RIO d'un autre opérateur",
        "Le RIO désigne un autre opérateur que celui à qui la demande est partie.",
        "Obtenir le RIO de la ligne actuelle. Si le client a vraiment changé d'opérateur, annuler et refaire le devis :"
        " la demande doit partir chez l'autre.",
        "RIO of another operator",
        "The RIO names another operator than the one that was asked.",
        "Get the RIO of the line as it is today. If the customer really is with the other operator, cancel and quote"
        " again: the request must go there.",
    ),
    (
        "number_inactive",
        "customer",
        "inactive",
        ["numbers"],
        "Numéro inactif",
        "Le cédant dit que la ligne est résiliée ou suspendue. Un numéro résilié reste portable quarante jours.",
        "Vérifier avec le client que la ligne sonne. Retirer les numéros résiliés depuis plus de quarante jours ;"
        " renvoyer tel quel si la ligne est rétablie.",
        "Inactive number",
        "The donor says that the line is terminated or suspended. A terminated number can be ported for forty days.",
        "Check with the customer that the line rings. Take out the numbers terminated more than forty days ago; send"
        " again as it is once the line works.",
    ),
    (
        "number_unknown",
        "us",
        "incomplete",
        ["numbers", "rios"],
        "Numéro inconnu du cédant",
        "Le numéro n'est pas chez cet opérateur, ou pas sur le contrat de ce client.",
        "Relire les numéros sur la facture du client et retirer ceux qui n'y sont pas ; un numéro tenu par un autre"
        " opérateur demande un nouveau devis.",
        "Number not held by the donor",
        "The number is not with this operator, or not in this customer's contract.",
        "Read the numbers again on the customer's invoice and take out those that are not there; a number held by"
        " another operator needs a new quote.",
    ),
    (
        "port_in_progress",
        "customer",
        "in_progress",
        ["numbers"],
        "Portage déjà en cours",
        "Un autre opérateur a demandé le même numéro avant nous, et sa demande n'est pas terminée.",
        "Demander au client quelle demande il veut garder ; l'autre opérateur annule la sienne, puis renvoyer."
        " Sinon, retirer le numéro.",
        "A port is under way",
        "Another operator asked for the same number before us, and its request is not over.",
        "Ask the customer which request stands; the other operator cancels its own, then send again. Otherwise take"
        " the number out.",
    ),
    (
        "incomplete_request",
        "us",
        "incomplete",
        ["rios", "main_number", "customer_name", "siret", "address", "mandate_signed_on", "mandate_reference"],
        "Demande incomplète",
        "Il manque une information que le cédant attend pour retrouver la ligne.",
        "Compléter ce que disent ses mots, à défaut l'adresse, le SIRET et le RIO, puis renvoyer.",
        "Incomplete request",
        "Something is missing that the donor needs to find the line.",
        "Complete what its words ask for, otherwise the address, the SIRET and the RIO, then send again.",
    ),
    (
        "main_number_mismatch",
        "us",
        "incomplete",
        ["main_number", "numbers"],
        "Tête de ligne incorrecte",
        "La tête de ligne indiquée n'est pas celle de l'installation à laquelle ces numéros appartiennent.",
        "Prendre la tête de ligne sur la facture du client, ou demander une fiabilisation au cédant, puis renvoyer.",
        "Wrong main number",
        "The main number given is not that of the installation to which these numbers belong.",
        "Take the main number from the customer's invoice, or ask the donor for an inventory, then send again.",
    ),
    (
        "numbers_missing_from_group",
        "us",
        "incomplete",
        ["keep_with_donor", "numbers"],
        "Numéros oubliés dans le groupe",
        "L'installation a d'autres numéros, et la demande ne dit pas s'ils restent chez le cédant.",
        "Indiquer les numéros qui restent chez le cédant : le portage devient partiel. Pour les porter aussi, annuler"
        " et refaire le devis avec tous les numéros.",
        "Numbers of the group left out",
        "The installation has other numbers, and the request does not say whether they stay with the donor.",
        "Name the numbers that stay with the donor: the port becomes partial. To port them too, cancel and quote again"
        " with all of them.",
    ),
    (
        "mandate_invalid",
        "customer",
        "incapacity",
        ["mandate_signed_on", "mandate_reference"],
        "Mandat non recevable",
        "Le mandat manque, date de plus de trois mois, ou n'est pas signé par le titulaire de la ligne.",
        "Faire signer un nouveau mandat par le titulaire, donner sa date et sa référence, puis renvoyer.",
        "Mandate not accepted",
        "The mandate is missing, is older than three months, or was not signed by the holder of the line.",
        "Have the holder sign a new mandate, give its date and its reference, then send again.",
    ),
    (
        "date_impossible",
        "us",
        "incomplete",
        ["date", "window"],
        "Date impossible",
        "Le cédant ne peut pas porter ce jour-là : trop proche, férié chez lui, ou sa journée est complète.",
        "Choisir un autre jour avec le client, puis renvoyer.",
        "Impossible date",
        "The donor cannot port on that day: too close, a public holiday there, or its day is full.",
        "Choose another day with the customer, then send again.",
    ),
    (
        "identity_mismatch",
        "us",
        "none",
        ["customer_name", "siret", "address"],
        "Titulaire différent",
        "Le nom ou l'adresse n'est pas celui du contrat. Quand le RIO est juste, ce n'est pas un motif de refus.",
        "Si le RIO est juste, contester auprès du cédant et renvoyer tel quel ; sinon reprendre le nom du contrat.",
        "Another holder",
        "The name or the address is not that of the contract. With a right RIO this is no ground for a refusal.",
        "If the RIO is right, contest it with the donor and send again as it is; otherwise take the name of the"
        " contract.",
    ),
    (
        "unpaid_bills",
        "donor",
        "none",
        [],
        "Factures impayées",
        "Le cédant invoque des impayés. La loi ne lui permet pas de refuser un portage pour cela : la liste des motifs"
        " de la décision 2013-0830 de l'Arcep est fermée.",
        "Contester auprès du cédant en citant la décision 2013-0830, et renvoyer tel quel. Le client reste redevable"
        " envers lui.",
        "Unpaid bills",
        "The donor says that bills are unpaid. The law does not let it refuse a port for that: the list of grounds in"
        " ARCEP's decision 2013-0830 is closed.",
        "Contest it with the donor, quoting decision 2013-0830, and send again as it is. The customer still owes the"
        " donor what it owes.",
    ),
    (
        "commitment_period",
        "donor",
        "none",
        [],
        "Période d'engagement",
        "Le cédant invoque un engagement en cours. La loi ne lui permet pas de refuser pour cela : le portage vaut"
        " résiliation, et les sommes restant dues sont facturées au client.",
        "Contester auprès du cédant et renvoyer tel quel ; prévenir le client des frais de résiliation possibles.",
        "Commitment period",
        "The donor says that the contract still binds. The law does not let it refuse for that: the port is also the"
        " termination, and what is still due is billed to the customer.",
        "Contest it with the donor and send again as it is; warn the customer that termination fees may follow.",
    ),
    (
        "technical_incompatibility",
        "donor",
        "technical",
        [],
        "Incompatibilité technique",
        "Le cédant ne peut pas sortir le numéro de son réseau tel qu'il est raccordé.",
        "L'appeler pour convenir de ce qu'il change, puis renvoyer tel quel.",
        "Technical incompatibility",
        "The donor cannot take the number out of its network as it is connected now.",
        "Call the donor and agree on what it changes, then send again as it is.",
    ),
    (
        "numbering_plan",
        "us",
        "numbering_plan",
        ["numbers", "routing_prefix"],
        "Contraire au plan de numérotation",
        "Le numéro ne peut pas être porté là où le client le veut, ou le préfixe de routage n'est pas admis.",
        "Retirer les numéros d'un autre territoire, ou choisir un préfixe de routage attribué, puis renvoyer.",
        "Against the numbering plan",
        "The number cannot be ported to where the customer wants it, or the routing prefix is not admitted.",
        "Take out the numbers of another territory, or choose a routing prefix that is assigned, then send again.",
    ),
    (
        "malformed_request",
        "us",
        "incomplete",
        [],
        "Message illisible",
        "La plateforme n'a pas pu lire notre message. La demande elle-même n'est pas en cause.",
        "Renvoyer tel quel ; si cela se répète, prévenir l'administrateur avec le message de la plateforme.",
        "Unreadable message",
        "The clearing house could not read our message. The request itself is not at fault.",
        "Send again as it is; if it happens twice, tell the administrator what the clearing house said.",
    ),
    (
        "quota_reached",
        "donor",
        "none",
        ["date", "window"],
        "Quota du jour atteint",
        "Le cédant a atteint son nombre de portages pour ce jour. Ce n'est pas un motif de refus.",
        "Choisir un autre jour pour aller vite, ou contester et renvoyer tel quel.",
        "Quota of the day reached",
        "The donor has reached its number of ports for that day. This is no ground for a refusal.",
        "Choose another day to be quick, or contest it and send again as it is.",
    ),
    (
        "unknown",
        "us",
        "unknown",
        [
            *("rios", "numbers", "main_number", "keep_with_donor", "date", "window", "mandate_signed_on"),
            *("mandate_reference", "customer_name", "siret", "address", "routing_prefix"),
        ],
        "Motif inconnu",
        "Le code reçu n'est encore dans aucune de nos listes : seuls ses propres mots renseignent.",
        "Lire ses mots, au besoin l'appeler, corriger ce qu'il faut et renvoyer. Un administrateur peut ensuite"
        " rattacher ce code à un motif.",
        "Unknown reason",
        "The code that came is in none of our lists yet: only its own words tell.",
        "Read its words, call if need be, correct what is needed and send again. An administrator can then say which"
        " reason the code stands for.",
    ),
]
NAMES = (
    *("code", "who_acts", "legal_ground", "correctable_fields"),
    *("label_fr", "meaning_fr", "fix_fr", "label_en", "meaning_en", "fix_en"),
)
THEIR_CODES = {
    "R-RIO": "rio_invalid",
    "R-RIO-OPERATOR": "rio_other_operator",
    "R-INACTIVE": "number_inactive",
    "R-UNKNOWN-NUMBER": "number_unknown",
    "R-IN-PROGRESS": "port_in_progress",
    "R-INCOMPLETE": "incomplete_request",
    "R-MAIN-NUMBER": "main_number_mismatch",
    "R-GROUP": "numbers_missing_from_group",
    "R-MANDATE": "mandate_invalid",
    "R-DATE": "date_impossible",
    "R-NAME": "identity_mismatch",
    "R-UNPAID": "unpaid_bills",
    "R-COMMITMENT": "commitment_period",
    "R-TECH": "technical_incompatibility",
    "R-PLAN": "numbering_plan",
    "R-FORMAT": "malformed_request",
    "R-QUOTA": "quota_reached",
}


def add(apps, schema_editor):
    reason = apps.get_model("portability", "RejectionReason")
    mapping = apps.get_model("portability", "CounterpartReason")
    reason.objects.bulk_create(reason(**dict(zip(NAMES, row, strict=True))) for row in REASONS)
    known = {row.code: row for row in reason.objects.all()}
    mapping.objects.bulk_create(
        mapping(counterpart=CLEARING_HOUSE, their_code=theirs, reason=known[code])
        for theirs, code in THEIR_CODES.items()
    )


def remove(apps, schema_editor):
    apps.get_model("portability", "CounterpartReason").objects.filter(counterpart=CLEARING_HOUSE).delete()
    apps.get_model("portability", "RejectionReason").objects.filter(code__in=[row[0] for row in REASONS]).delete()


class Migration(migrations.Migration):
    dependencies = [("portability", "0006_groups_of_the_incoming_life")]
    operations = [migrations.RunPython(add, remove)]
