"""What a mandate says. It is an act between French parties: in French, whatever language its reader works in."""

TITLE = "Mandat de portabilité"
SUBJECT = "Demande de conservation de numéros de téléphone et mandat donné pour la mener"

CUSTOMER = "Le client"
RECIPIENT = "Nouvel opérateur"
DONOR = "Opérateur actuel"

GIVEN = (
    "Le client demande à garder les numéros ci-dessous en passant {of_donor_strong} à <b>{recipient}</b>. "
    "Il charge {recipient} de faire en son nom toutes les démarches que cela demande auprès {of_donor}."
)
SUBCONTRACTED = "{recipient} s’appuie pour ces démarches sur son prestataire {agent}."

NUMBERS = "Numéros à porter ({count})"
LISTED = "Ils sont listés en annexe, dont le client paraphe chaque page."
ANNEX = "Annexe : numéros à porter ({count})"
KEPT_ANNEX = "Annexe : numéros qui restent chez {donor} ({count})"
MAIN_NUMBER = "Numéro principal"
KEPT = "Restent chez {donor}"
KEPT_LISTED = "{count} numéros, listés en annexe"
WANTED = "Date souhaitée"
ON_DAY = "le {day}, {window}"
AT_THE_EARLIEST = "au plus tôt le {day} ; date voulue : …………………………"
TO_FILL_IN = "…………………………………"

MORNING, AFTERNOON = "le matin", "l’après-midi"

CONSEQUENCES = "Ce qu’entraîne la signature"
ENDS_THE_CONTRACT = (
    "Porter un numéro met fin au contrat dont il dépend. La demande de portabilité vaut résiliation auprès "
    "{of_donor} pour les numéros portés, avec effet le jour où ils le sont : le client n’a pas à résilier lui-même, "
    "et ne le fait surtout pas avant, car un numéro résilié peut être perdu."
)
KEEPS_A_CONTRACT = "Le contrat continue pour les numéros qui restent chez {donor}, aux conditions de cet opérateur."
STAYS_DUE = (
    "Ce qui est dû à {donor}, y compris pour une durée d’engagement non échue, reste à la charge du client ; "
    "{donor} ne peut pas s’en prévaloir pour refuser ou retarder la portabilité."
)
IS_ENTITLED = (
    "Le client déclare être le titulaire de ces numéros, ou pouvoir agir pour lui, et qu’ils sont en service. "
    "Ce qui passe par les lignes concernées (accès à internet, alarme, télécopie, terminal de paiement) peut "
    "s’arrêter avec elles : il lui revient d’y pourvoir avant la date."
)
LASTS = "Le mandat vaut pour une demande déposée dans les {months} mois qui suivent sa signature."

PLACE_AND_DAY = "Fait à …………………………………………   le ………… / ………… / ………………"
OF, OF_VOWEL = "de ", "d’"
VOWELS = "aeiouy"
SIGNATORY = "Nom, prénom et qualité du signataire"
SIGNATURE = "Signature et cachet, avec la mention « Bon pour mandat »"
INITIALS = "Paraphe : …………"
PAGE = "Page {page} / {pages}"

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
