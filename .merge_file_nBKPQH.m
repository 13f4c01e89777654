#
msgid ""
msgstr ""
"Project-Id-Version: Bascule\n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: 2026-11-28 17:22+0100\n"
"Language: fr\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgid ""
"A reference, ours or theirs, a customer, or a line number in any spelling."
msgstr ""
"Une référence, la nôtre ou la leur, un client, ou un numéro de ligne sous "
"toute écriture."

msgid "line"
msgstr "ligne"

msgid "orders to the incumbent"
msgstr "commandes à l'opérateur historique"

msgid "allocations"
msgstr "attributions"

msgid "shipments"
msgstr "expéditions"

msgid "customer"
msgstr "client"

msgid "reminders"
msgstr "relances"

msgid "fields that can be corrected"
msgstr "champs qui peuvent être corrigés"

msgid "A code, ours or theirs, or a word of the label."
msgstr "Un code, le nôtre ou le leur, ou un mot du libellé."

msgid "In French"
msgstr "En français"

msgid "In English"
msgstr "En anglais"

msgid "their codes"
msgstr "leurs codes"

msgid "A strip does not lose positions: mark them as faulty."
msgstr "Une réglette ne perd pas de plots : marquez-les comme défectueux."

msgid "positions"
msgstr "plots"

msgid "free"
msgstr "libre"

msgid "occupancy"
msgstr "occupation"

msgid "An order has taken this position since."
msgstr "Une commande a pris ce plot entre-temps."

msgid "to be done"
msgstr "à faire"

msgid "yes"
msgstr "oui"

msgid "Try again at once"
msgstr "Réessayer tout de suite"

#, python-format
msgid "Now as wanted: %(reached)d, still not: %(failed)d."
msgstr "Conformes à présent : %(reached)d, pas encore : %(failed)d."

msgid "first"
msgstr "premier"

msgid "An address, a pair of VLANs, a number…"
msgstr "Une adresse, une paire de VLAN, un numéro…"

msgid "last"
msgstr "dernier"

msgid "This is nothing that a pool of this kind gives out."
msgstr "Une réserve de ce genre ne donne rien de tel."

msgid "Something outside these bounds is in use or in quarantine."
msgstr "Quelque chose hors de ces bornes est utilisé ou en quarantaine."

msgid "from, to"
msgstr "de, à"

msgid "used"
msgstr "utilisés"

msgid "in quarantine"
msgstr "en quarantaine"

msgid "identifier"
msgstr "identifiant"

msgid "up to 7 days"
msgstr "jusqu'à 7 jours"

msgid "8 to 14 days"
msgstr "8 à 14 jours"

msgid "15 to 21 days"
msgstr "15 à 21 jours"

msgid "22 to 30 days"
msgstr "22 à 30 jours"

msgid "more than 30 days"
msgstr "plus de 30 jours"

#, python-format
msgid "This offer is of another unbundling: %(unbundling)s."
msgstr "Cette offre est d'un autre dégroupage : %(unbundling)s."

msgid "A comment of yours is one that we both read."
msgstr "Un commentaire de vous est lu des deux côtés."

msgid "Activation"
msgstr "Activation"

msgid "us"
msgstr "nous"

msgid "the incumbent"
msgstr "l'opérateur historique"

msgid "the carrier"
msgstr "le transporteur"

msgid "Open"
msgstr "Ouvrir"

msgid "The withdrawal period is over and the order is still held"
msgstr "Le délai de rétractation est passé et la commande est encore retenue"

msgid "The order has not left"
msgstr "La commande n'est pas partie"

msgid "The order is not acknowledged"
msgstr "La commande n'a pas d'accusé de réception"

msgid "Call"
msgstr "Appeler"

msgid "The line is made and some of its services are not"
msgstr "La ligne est construite, mais des services manquent"

msgid "Put off every day: the line that it waits for is not made"
msgstr "Repoussé chaque jour : la ligne attendue n'est pas construite"

msgid "A report came that nobody awaited any more"
msgstr "Un compte rendu est arrivé alors que plus personne ne l'attendait"

#, python-format
msgid "No completion report, %(count)d reminder"
msgid_plural "No completion report, %(count)d reminders"
msgstr[0] "Pas de compte rendu, %(count)d relance"
msgstr[1] "Pas de compte rendu, %(count)d relances"

#, python-format
msgid "%d parcel"
msgid_plural "%d parcels"
msgstr[0] "%d colis"
msgstr[1] "%d colis"

msgid "It should have arrived"
msgstr "Aurait dû arriver"

msgid "Shipments"
msgstr "Expéditions"

msgid "Order capacity"
msgstr "Désaturer"

msgid "No position is left"
msgstr "Il ne reste aucun plot"

#, python-format
msgid "Only %(count)d position is left"
msgid_plural "Only %(count)d positions are left"
msgstr[0] "Il ne reste que %(count)d plot"
msgstr[1] "Il ne reste que %(count)d plots"

msgid "Activations"
msgstr "Activations"

msgid "the customer withdrew"
msgstr "le client renonce"

msgid "the customer asked for it"
msgstr "à la demande du client"

msgid "no line can be made"
msgstr "aucune ligne possible"

msgid "unpaid"
msgstr "impayé"

msgid "the customer moved"
msgstr "le client a déménagé"

msgid "ordered by mistake"
msgstr "commandée par erreur"

msgid "another reason"
msgstr "autre motif"

msgid "This offer is no longer sold."
msgstr "Cette offre n'est plus commercialisée."

msgid "This is the offer that it has."
msgstr "C'est déjà son offre."

msgid "You may not do this."
msgstr "Vous n'avez pas le droit de faire cela."

msgid "This day is over."
msgstr "Ce jour est passé."

msgid "This day is more than a year away."
msgstr "Cette date est à plus d'un an."

msgid "This line cannot be ordered with this technology."
msgstr "Cette ligne ne peut pas être commandée avec cette technologie."

msgid "A copper line is ordered by the number that it carries."
msgstr "Une ligne de cuivre se commande par le numéro qu'elle porte."

msgid "The incumbent checks the whole address."
msgstr "L'opérateur historique vérifie l'adresse entière."

msgid "A subscription lives on this line already."
msgstr "Un abonnement existe déjà sur cette ligne."

#, python-format
msgid "A subscription lives on this line already (%(reference)s)."
msgstr "Un abonnement existe déjà sur cette ligne (%(reference)s)."

msgid "This number is being ported by a request of somebody else."
msgstr "Ce numéro est en cours de portage par la demande de quelqu'un d'autre."

#, python-format
msgid ""
"This number is being ported by a request that is not part of the case "
"(%(reference)s)."
msgstr ""
"Ce numéro fait l'objet d'un portage étranger à ce dossier (%(reference)s)."

msgid "A line number has ten digits."
msgstr "Un numéro de ligne a dix chiffres."

msgid "This number is not that of a line."
msgstr "Ce numéro n'est pas celui d'une ligne."

#, python-format
msgid ""
"The incumbent says that another exchange serves this line (%(exchange)s)."
msgstr ""
"Selon l'opérateur historique, un autre NRA dessert cette ligne "
"(%(exchange)s)."

msgid "This exchange takes no copper orders on that day any more."
msgstr "À cette date, ce central n'accepte plus de commande de cuivre."

msgid "Say which exchange of ours serves the line."
msgstr "Indiquez le central qui dessert la ligne."

#, python-format
msgid "No position is free in %(exchange)s."
msgstr "Aucun plot n'est libre dans %(exchange)s."

msgid ""
"What stands in the way of this line does not let this field be corrected."
msgstr "Ce qui bloque cette ligne ne permet pas de corriger ce champ."

msgid "Correct the order: the call is noted with it."
msgstr "Corrigez la commande : l'appel est noté en même temps."

msgid "Say on which day."
msgstr "Indiquez le jour."

msgid "No port goes with this line."
msgstr "Aucun portage n'accompagne cette ligne."

msgid "New subscription"
msgstr "Nouvel abonnement"

msgid "days"
msgstr "jours"

msgid "count"
msgstr "nombre"

msgid "minutes"
msgstr "minutes"

msgid "percent"
msgstr "pour cent"

msgid "A customer may withdraw for this long"
msgstr "Durée du délai de rétractation"

msgid "The incumbent acknowledges an order within this, in jours ouvrés"
msgstr ""
"L'opérateur historique accuse réception d'une commande dans ce délai, en "
"jours ouvrés"

msgid "Without a completion report, the incumbent is reminded from this day on"
msgstr ""
"Sans compte rendu, l'opérateur historique est relancé à partir de ce jour"

msgid "How often a line made by another operator is ordered again"
msgstr "Nombre de re-commandes d'une ligne créée par un autre opérateur"

msgid "How long an activation usually takes once ordered"
msgstr "Durée habituelle d'une activation une fois commandée"

msgid "An activation takes this at most when something goes wrong"
msgstr "Durée maximale d'une activation quand quelque chose se passe mal"

msgid "A customer who must be called is called within this, in jours ouvrés"
msgstr "Un client à appeler est appelé dans ce délai, en jours ouvrés"

msgid "The resources of a line are allocated within this"
msgstr "Les ressources d'une ligne sont attribuées dans ce délai"

msgid "A position that was given up is kept for this long"
msgstr "Durée de gel d'un plot libéré"

msgid "An address or identifier that was given up is kept for this long"
msgstr "Durée de gel d'une adresse ou d'un identifiant libérés"

msgid "From this occupancy on, an exchange needs more positions"
msgstr "Taux d'occupation à partir duquel un NRA est à désaturer"

msgid "The confirmation letter leaves this long after the subscription"
msgstr "Délai d'envoi du courrier de confirmation après la souscription"

msgid "The modem leaves this long after the start of the clock"
msgstr "Délai d'envoi du modem après le départ du délai"

msgid "The TV decoder leaves this long after the start of the clock"
msgstr "Délai d'envoi du décodeur TV après le départ du délai"

msgid "A parcel arrives this long after it left"
msgstr "Durée d'acheminement d'un colis"

msgid "A line taken by mistake is given back within this, in jours ouvrables"
msgstr ""
"Une ligne écrasée à tort est rétablie dans ce délai, en jours ouvrables"

msgid "The eligibility server did not answer: the line was not checked."
msgstr ""
"Le serveur d'éligibilité n'a pas répondu : la ligne n'a pas été vérifiée."

msgid "Why"
msgstr "Pourquoi"

msgid "What was said"
msgstr "Commentaire"

msgid "Offer"
msgstr "Proposer"

msgid "New address"
msgstr "Nouvelle adresse"

msgid "Address, continued"
msgstr "Adresse (suite)"

msgid "Postal code"
msgstr "Code postal"

msgid "City"
msgstr "Ville"

msgid "Line number there"
msgstr "Numéro de la ligne là-bas"

msgid "A new fibre has none."
msgstr "Une fibre neuve n'en a pas."

msgid "Not before"
msgstr "Pas avant"

msgid "What came of it"
msgstr "Ce qui en est sorti"

msgid "On"
msgstr "À la date du"

msgid "Give the day that was agreed."
msgstr "Indiquez le jour convenu."

msgid "Line number"
msgstr "Numéro de la ligne"

msgid "Name of the customer"
msgstr "Nom du client"

msgid "Address"
msgstr "Adresse"

msgid "Exchange"
msgstr "NRA"

msgid "Comment"
msgstr "Commentaire"

msgid "Choose an offer."
msgstr "Choisissez une offre."

msgid ""
"The number that the line carries today, in any spelling. A new fibre has "
"none."
msgstr ""
"Le numéro que porte la ligne aujourd'hui, dans n'importe quelle écriture. "
"Une fibre neuve n'en a pas."

msgid "as the incumbent says"
msgstr "selon l'opérateur historique"

msgid "Only when the incumbent names none, or the wrong one."
msgstr "Seulement quand l'opérateur historique n'en nomme aucun, ou se trompe."

msgid "Sold by"
msgstr "Vendu par"

msgid "If the customer asks for a day."
msgstr "Si le client demande un jour."

msgid "The customer expressly waives the withdrawal period, in writing"
msgstr "Le client renonce expressément, par écrit, au délai de rétractation"

msgid "Port that goes with it"
msgstr "Portage associé"

msgid "none"
msgstr "aucun"

msgid ""
"Numbers of this very line move with it; those of another line follow once it "
"works."
msgstr ""
"Les numéros de cette ligne sont portés avec elle ; ceux d'une autre ligne le "
"sont une fois qu'elle fonctionne."

msgid "Their reference"
msgstr "Leur référence"

msgid "What happened"
msgstr "Ce qui s'est passé"

msgid "Other operator, if known"
msgstr "Autre opérateur, s'il est connu"

msgid "Its code, such as FRTE, or its name."
msgstr "Son code, comme FRTE, ou son nom."

#, python-format
msgid "The result is neither %(ok)s nor %(bad)s."
msgstr "Le résultat n'est ni %(ok)s ni %(bad)s."

msgid "The day has not come yet."
msgstr "Ce jour n'est pas encore venu."

msgid "No line of ours has this number."
msgstr "Aucune de nos lignes n'a ce numéro."

msgid "allocated"
msgstr "attribuée"

msgid "suspended"
msgstr "suspendu"

msgid "released"
msgstr "libérée"

msgid "waiting"
msgstr "en attente"

msgid "no open pool serves this line"
msgstr "aucune réserve ouverte ne dessert cette ligne"

msgid "the pool has nothing left"
msgstr "la réserve est épuisée"

msgid "the pool lacks an option"
msgstr "il manque une option à la réserve"

msgid "the pool does not know the TV package"
msgstr "la réserve ne connaît pas le bouquet TV"

msgid "another line has the number already"
msgstr "une autre ligne a déjà ce numéro"

msgid "its secret cannot be read any more"
msgstr "son secret n'est plus lisible"

msgid "the platform does not answer"
msgstr "la plateforme ne répond pas"

msgid "the platform failed"
msgstr "la plateforme a échoué"

msgid "the platform refused"
msgstr "la plateforme a refusé"

msgid "something went wrong here"
msgstr "une erreur s'est produite chez nous"

msgid "subscription"
msgstr "abonnement"

msgid "service"
msgstr "service"

msgid "wanted"
msgstr "voulu"

msgid "state"
msgstr "état"

msgid "values"
msgstr "valeurs"

msgid "secret"
msgstr "secret"

msgid "failed tries"
msgstr "essais manqués"

msgid "next try at"
msgstr "prochain essai"

msgid "claimed by"
msgstr "pris en charge par"

msgid "claimed until"
msgstr "pris jusqu'au"

msgid "Somebody is at work on it until then."
msgstr "Quelqu'un s'en occupe jusque-là."

msgid "problem"
msgstr "problème"

msgid "problem, in words"
msgstr "problème, en mots"

msgid "created at"
msgstr "date de création"

msgid "in this state since"
msgstr "dans cet état depuis"

msgid "allocation"
msgstr "attribution"

msgid "Can try an allocation again"
msgstr "Peut relancer une attribution"

msgid "name"
msgstr "nom"

msgid "exchange"
msgstr "NRA"

msgid "Empty: for lines of every exchange."
msgstr "Vide : pour les lignes de tous les NRA."

msgid "options"
msgstr "options"

msgid "What goes with each of them: gateway, VLAN, domain…"
msgstr "Ce qui accompagne chacun : passerelle, VLAN, domaine…"

msgid "open"
msgstr "en cours"

msgid "A closed pool gives out nothing more."
msgstr "Une réserve fermée ne donne plus rien."

msgid "pool"
msgstr "réserve"

msgid "pools"
msgstr "réserves"

msgid "The last one comes before the first one."
msgstr "Le dernier vient avant le premier."

#, python-format
msgid "%(pool)s gives out some of these already."
msgstr "%(pool)s en attribue déjà une partie."

msgid "Empty: a number that was ported to us."
msgstr "Vide : un numéro porté chez nous."

msgid "value"
msgstr "valeur"

msgid "in quarantine until"
msgstr "en quarantaine jusqu'au"

msgid "lease"
msgstr "bail"

msgid "leases"
msgstr "baux"

msgid "nobody answered"
msgstr "pas de réponse"

msgid "call again on a day"
msgstr "à rappeler un jour donné"

msgid "technical visit on a day"
msgstr "rendez-vous technique pris"

msgid "corrected and ordered again"
msgstr "corrigé et re-commandé"

msgid "outcome"
msgstr "issue"

msgid "on"
msgstr "le"

msgid "note"
msgstr "note"

msgid "call"
msgstr "appel"

msgid "calls"
msgstr "appels"

msgid "comment on a subscription"
msgstr "commentaire d'abonnement"

msgid "comments on subscriptions"
msgstr "commentaires d'abonnements"

msgid "low-speed access"
msgstr "accès bas débit"

msgid "DHCP"
msgstr "DHCP"

msgid "multicast"
msgstr "multicast"

msgid "TV user"
msgstr "utilisateur TV"

msgid "MER session"
msgstr "session MER"

msgid "VoIP"
msgstr "VoIP"

msgid "confirmation letter"
msgstr "courrier de confirmation"

msgid "modem"
msgstr "modem"

msgid "TV decoder"
msgstr "décodeur TV"

msgid "code"
msgstr "code"

msgid "name, in French"
msgstr "nom, en français"

msgid "name, in English"
msgstr "nom, en anglais"

msgid "technology"
msgstr "technologie"

msgid "unbundling"
msgstr "dégroupage"

msgid "Internet"
msgstr "Internet"

msgid "telephone"
msgstr "téléphone"

msgid "television"
msgstr "télévision"

msgid "TV package"
msgstr "bouquet TV"

msgid "Which channels: the groups and rights of its name."
msgstr "Quelles chaînes : les groupes et les droits de ce nom."

msgid "modem lent"
msgstr "modem prêté"

msgid "price a month, excl. VAT"
msgstr "prix mensuel HT"

msgid "on sale"
msgstr "en vente"

msgid "offer"
msgstr "offre"

msgid "offers"
msgstr "offres"

msgid "Television needs a package."
msgstr "La télévision demande un bouquet."

msgid "A fibre is always unbundled whole."
msgstr "Une fibre est toujours dégroupée totalement."

msgid "came through"
msgstr "apporteur"

msgid "attempt"
msgstr "tentative"

msgid "replaces"
msgstr "remplace"

msgid "calendar"
msgstr "calendrier"

msgid "Whose public holidays."
msgstr "Celui des jours fériés à suivre."

msgid "line number"
msgstr "numéro de la ligne"

msgid "strip"
msgstr "réglette"

msgid "position"
msgstr "rang"

msgid "to be sent on"
msgstr "à envoyer le"

msgid "sent on"
msgstr "envoyée le"

msgid "last reminded on"
msgstr "dernière relance le"

msgid "acknowledged on"
msgstr "accusé de réception le"

msgid "reported on"
msgstr "compte rendu le"

msgid "The completion report came."
msgstr "Le compte rendu est arrivé."

msgid "line made on"
msgstr "ligne construite le"

msgid "failure"
msgstr "échec"

msgid "failure, in their words"
msgstr "échec, dans leurs mots"

msgid "stray report"
msgstr "compte rendu inattendu"

msgid "A report that came when none was expected any more."
msgstr "Un compte rendu venu alors qu'aucun n'était plus attendu."

msgid "stray report came at"
msgstr "compte rendu inattendu reçu le"

msgid "unbundling order"
msgstr "commande de dégroupage"

msgid "unbundling orders"
msgstr "commandes de dégroupage"

msgid "Can correct an order, and order again"
msgstr "Peut corriger une commande, et re-commander"

msgid "Can cancel an order"
msgstr "Peut annuler une commande"

msgid "Can settle a stray report"
msgstr "Peut régler un compte rendu inattendu"

msgid "End the withdrawal period"
msgstr "Terminer le délai de rétractation"

msgid "Send"
msgstr "Envoyer"

msgid "Acknowledge"
msgstr "Acquitter"

msgid "Acknowledge in error"
msgstr "Accuser réception en erreur"

msgid "Remind the incumbent"
msgstr "Relancer l'opérateur historique"

msgid "Line made"
msgstr "Ligne construite"

msgid "Line not made"
msgstr "Ligne non construite"

msgid "Correct"
msgstr "Corriger"

msgid "Cancel"
msgstr "Annuler"

msgid "Note a stray report"
msgstr "Noter un compte rendu inattendu"

msgid "Settle the stray report"
msgstr "Régler le compte rendu inattendu"

msgid "order"
msgstr "ordre"

msgid "day"
msgstr "jour"

msgid "reminder"
msgstr "relance"

msgid "3 to 8 capitals or digits."
msgstr "3 à 8 majuscules ou chiffres."

msgid "postal codes"
msgstr "codes postaux"

msgid "Where its lines end, when it is known."
msgstr "Où arrivent ses lignes, quand on le sait."

msgid "closed to copper from"
msgstr "fermé au cuivre à partir du"

msgid "From this day on, no copper line is ordered."
msgstr "À partir de ce jour, aucune ligne cuivre n'est commandée."

msgid "exchanges"
msgstr "NRA"

msgid "DSLAM"
msgstr "DSLAM"

msgid "DSLAMs"
msgstr "DSLAM"

msgid "strips"
msgstr "réglettes"

msgid "A strip of this exchange has this code already."
msgstr "Une réglette de ce central porte déjà ce code."

msgid "reserved"
msgstr "réservé"

msgid "in use"
msgstr "active"

msgid "faulty"
msgstr "en défaut"

msgid "number"
msgstr "numéro"

msgid "identification of the line"
msgstr "identification de la ligne"

msgid "who holds the line"
msgstr "détenteur de la ligne"

msgid "technical"
msgstr "technique"

msgid "the customer"
msgstr "le client"

msgid "our own data"
msgstr "nos propres données"

msgid "the plant"
msgstr "le réseau"

msgid "not known yet"
msgstr "pas encore connu"

msgid "order again by itself"
msgstr "re-commander automatiquement"

msgid "order again on another position"
msgstr "re-commander sur un autre plot"

msgid "call the customer"
msgstr "appeler le client"

msgid "call, and plan a technical visit"
msgstr "appeler, et prévoir un rendez-vous technique"

msgid "call, and cancel: no line can be made"
msgstr "appeler, et annuler : aucune ligne n'est possible"

msgid "name of the customer"
msgstr "nom du client"

msgid "address"
msgstr "adresse"

msgid "family"
msgstr "famille"

msgid "next step"
msgstr "suite à donner"

msgid "stands in the way of an order"
msgstr "empêche de commander"

msgid ""
"When the check of the line finds it before the order; else it is only a "
"warning."
msgstr ""
"Quand la vérification de la ligne le relève avant la commande ; sinon, "
"simple avertissement."

msgid "what to say to the customer, in French"
msgstr "quoi dire au client, en français"

msgid "what to say to the customer, in English"
msgstr "quoi dire au client, en anglais"

msgid "failure reason"
msgstr "motif d'échec"

msgid "failure reasons"
msgstr "motifs d'échec"

msgid "their code"
msgstr "leur code"

msgid "code of the incumbent"
msgstr "code de l'opérateur historique"

msgid "codes of the incumbent"
msgstr "codes de l'opérateur historique"

msgid "planned"
msgstr "prévue"

msgid "sent"
msgstr "envoyée"

msgid "delivered"
msgstr "livré"

msgid "came back"
msgstr "revenue"

msgid "recalled"
msgstr "rappelée"

msgid "to be sent back"
msgstr "retour attendu"

msgid "kind"
msgstr "nature"

msgid "leaves on"
msgstr "part le"

msgid "expected on"
msgstr "attendu le"

msgid "left on"
msgstr "partie le"

msgid "ended on"
msgstr "date de fin"

msgid "carrier's reference"
msgstr "référence du transporteur"

msgid "reason"
msgstr "motif"

msgid "shipment"
msgstr "expédition"

msgid "Can note what becomes of a shipment, and send again"
msgstr "Peut suivre une expédition et la renvoyer"

msgid "copper"
msgstr "cuivre"

msgid "fibre"
msgstr "fibre"

msgid "partial"
msgstr "partielle"

msgid "full"
msgstr "totale"

msgid "web"
msgstr "web"

msgid "mail"
msgstr "courrier"

msgid "prospect"
msgstr "prospect"

msgctxt "subscription"
msgid "ordered"
msgstr "commandé"

msgid "activating"
msgstr "en activation"

msgid "active"
msgstr "actif"

msgid "to call"
msgstr "à appeler"

msgctxt "subscription"
msgid "cancelled"
msgstr "annulé"

msgid "terminated"
msgstr "résilié"

msgid "held: withdrawal period"
msgstr "retenue : délai de rétractation"

msgid "to be sent"
msgstr "à envoyer"

msgid "acknowledged"
msgstr "acquittée"

msgid "acknowledged in error"
msgstr "accusé en erreur"

msgid "corrected"
msgstr "corrigée"

msgctxt "unbundling order"
msgid "done"
msgstr "réalisée"

msgid "failed"
msgstr "échouée"

msgid "cancelled"
msgstr "annulée"

msgid "channel"
msgstr "canal"

msgid "National digits; a new fibre has none."
msgstr "Chiffres nationaux ; une fibre neuve n'en a pas."

msgid "check of the line"
msgstr "contrôle de la ligne"

msgid "What the incumbent's server said of the line."
msgstr "Ce que le serveur de l'opérateur historique a dit de la ligne."

msgid "subscribed on"
msgstr "souscrit le"

msgid "withdrawal waived"
msgstr "renonciation à la rétractation"

msgid "Expressly, in writing."
msgstr "Expressément, par écrit."

msgid "wanted for"
msgstr "voulu pour le"

msgid "Not before this day."
msgstr "Pas avant ce jour."

msgid "first ordered at"
msgstr "première commande"

msgid "active since"
msgstr "actif depuis"

msgid "waits for"
msgstr "en attente de"

msgid "The reason for which the customer must be called."
msgstr "Le motif pour lequel il faut appeler le client."

msgid "in their words"
msgstr "dans leurs mots"

msgid "to call again on"
msgstr "à rappeler le"

msgid "calls made"
msgstr "appels passés"

msgid "incoming port"
msgstr "demande entrante"

msgid "goes on without the port"
msgstr "continue sans le portage"

msgid "Chosen although its port cannot be made."
msgstr "Choisi bien que son portage soit impossible."

msgid ""
"A move or another kind of line: the former one ends when this one works."
msgstr ""
"Un déménagement ou un autre type de ligne : l'ancienne s'arrête quand celle-"
"ci fonctionne."

msgid "subscriptions"
msgstr "abonnements"

msgid "Can correct what stands in the way of a line, and order again"
msgstr "Peut corriger ce qui bloque une ligne, et re-commander"

msgid "Can suspend and resume"
msgstr "Peut suspendre et rétablir"

msgid "Can cancel"
msgstr "Peut annuler"

msgid "Can terminate"
msgstr "Peut résilier"

msgid "Can change the offer"
msgstr "Peut changer d'offre"

msgid "Can read the secret of a telephone line"
msgstr "Peut lire le secret d'une ligne téléphonique"

msgid "Launch the order"
msgstr "Lancer la commande"

msgid "Wait for the customer"
msgstr "Attendre le client"

msgid "Note a call"
msgstr "Noter un appel"

msgid "Correct and order again"
msgstr "Corriger et re-commander"

msgid "Go on without the port"
msgstr "Continuer sans le portage"

msgid "Activate"
msgstr "Activer"

msgid "Active"
msgstr "Actif"

msgid "Suspend"
msgstr "Suspendre"

msgid "Resume"
msgstr "Rétablir"

msgid "Change the offer"
msgstr "Changer d'offre"

msgid "Terminate"
msgstr "Résilier"

msgid "Read a secret"
msgstr "Lire un secret"

msgid "given back"
msgstr "restitué"

msgid "not wrongful"
msgstr "pas à tort"

msgid "taken from us"
msgstr "pris chez nous"

msgid "taken by us"
msgstr "pris par nous"

msgid "side"
msgstr "côté"

msgid "other operator"
msgstr "autre opérateur"

msgid "opened on"
msgstr "ouvert le"

msgid "line taken by mistake"
msgstr "ligne écrasée à tort"

msgid "lines taken by mistake"
msgstr "lignes écrasées à tort"

msgid "Can end the file of a line taken by mistake"
msgstr "Peut clore le dossier d'une ligne écrasée à tort"

msgid "Given back"
msgstr "Restitué"

msgid "Not wrongful"
msgstr "Pas à tort"

#, python-format
msgid ""
"This line was ordered %(count)d times: cancel, and subscribe anew if it can "
"be made after all."
msgstr ""
"Cette ligne a été commandée %(count)d fois : annulez, puis souscrivez à "
"nouveau si elle peut finalement être construite."

msgid "This port came through another operator."
msgstr "Ce portage vient d'un autre opérateur."

msgid "This port can no longer wait for a line."
msgstr "Ce portage ne peut plus attendre une ligne."

#, python-format
msgid "This port waits for another line (%(reference)s)."
msgstr "Ce portage attend une autre ligne (%(reference)s)."

msgid "This line has no such secret."
msgstr "Cette ligne n'a pas de tel secret."

msgid "It was sealed under a key that is gone."
msgstr "Il a été scellé avec une clé qui n'existe plus."

msgid "Only what came back is sent again."
msgstr "On ne renvoie que ce qui est revenu."

msgid "The line is given up: nothing is sent to it any more."
msgstr "La ligne est abandonnée : on n'y envoie plus rien."

msgid "Another one is on its way already."
msgstr "Un autre envoi est déjà en route."

#, python-format
msgid "This cannot be noted of a parcel that is: %(state)s."
msgstr "Cela ne peut pas être noté pour un envoi dont l'état est : %(state)s."

msgid "Name the other operator: we are not it."
msgstr "Nommez l'autre opérateur : ce n'est pas nous."

msgid "A file of this line is open."
msgstr "Un dossier est déjà ouvert pour cette ligne."

#, python-format
msgid ""
"Withdrawal periods over: %(released)d; orders sent: %(sent)d, left for the "
"next run: %(left)d, waiting for a port: %(waiting)d, closed to copper: "
"%(closed)d; files: %(files)s."
msgstr ""
"Délais de rétractation échus : %(released)d ; commandes envoyées : %(sent)d, "
"laissées au prochain passage : %(left)d, en attente d'un portage : "
"%(waiting)d, fermées au cuivre : %(closed)d ; fichiers : %(files)s."

#, python-format
msgid ""
"%(count)d order reminded, %(left)d left for the next run; files: %(files)s."
msgid_plural ""
"%(count)d orders reminded, %(left)d left for the next run; files: %(files)s."
msgstr[0] ""
"%(count)d commande relancée, %(left)d laissée au prochain passage ; "
"fichiers : %(files)s."
msgstr[1] ""
"%(count)d commandes relancées, %(left)d laissées au prochain passage ; "
"fichiers : %(files)s."

#, python-format
msgid "%(count)d position free again."
msgid_plural "%(count)d positions free again."
msgstr[0] "%(count)d plot de nouveau libre."
msgstr[1] "%(count)d plots de nouveau libres."

#, python-format
msgid ""
"Resources as they are wanted: %(reached)d, failed: %(failed)d, left for the "
"next run: %(left)d; lines that work now: %(finished)d."
msgstr ""
"Ressources conformes à la demande : %(reached)d, en échec : %(failed)d, "
"laissées au prochain passage : %(left)d ; lignes désormais en service : "
"%(finished)d."

#, python-format
msgid "%(count)d parcel leaves."
msgid_plural "%(count)d parcels leave."
msgstr[0] "%(count)d envoi part."
msgstr[1] "%(count)d envois partent."

msgid "Subscribed"
msgstr "Souscrit"

msgid "The order is launched: the low-speed access opens"
msgstr "La commande est lancée : l'accès bas débit s'ouvre"

msgid "The customer must be called"
msgstr "Le client doit être appelé"

msgid "Called"
msgstr "Appelé"

msgid "Corrected: a new order leaves"
msgstr "Corrigé : une nouvelle commande part"

msgid "Goes on without the port"
msgstr "Continue sans le portage"

msgid "The line is made: its services are allocated"
msgstr "La ligne est construite : ses services sont attribués"

msgid "Everything works"
msgstr "Tout fonctionne"

msgid "Taken over as a line that works"
msgstr "Reprise : la ligne fonctionnait déjà"

msgid "Suspended"
msgstr "Suspendu"

msgid "Resumed"
msgstr "Rétabli"

msgid "Another offer"
msgstr "Autre offre"

msgid "Cancelled"
msgstr "Annulée"

msgid "Terminated"
msgstr "Résilié"

msgid "A secret was read"
msgstr "Un secret a été lu"

msgid "Order made, held during the withdrawal period"
msgstr "Commande passée, retenue pendant le délai de rétractation"

msgid "Order ready to leave"
msgstr "Commande prête à partir"

msgid "Order sent to the incumbent"
msgstr "Commande envoyée à l'opérateur historique"

msgid "Acknowledged by the incumbent"
msgstr "Accusé de réception de l'opérateur historique"

msgid "Acknowledged in error"
msgstr "Accusé de réception en erreur"

msgid "The incumbent is reminded"
msgstr "L'opérateur historique est relancé"

msgid "Completion report: the line is made"
msgstr "Compte rendu : la ligne est construite"

msgid "Completion report: the line is not made"
msgstr "Compte rendu : la ligne n'est pas construite"

msgid "Replaced by a corrected order"
msgstr "Remplacée par une commande corrigée"

msgid "Order cancelled"
msgstr "Commande annulée"

msgid "The stray report is settled"
msgstr "Le compte rendu inattendu est réglé"

msgid "File opened"
msgstr "Dossier ouvert"

msgid "The line is given back"
msgstr "La ligne est rendue"

msgid "Settled: it was not wrongful"
msgstr "Tranché : ce n'était pas à tort"

msgid "The comment is kept."
msgstr "Le commentaire est enregistré."

#, python-format
msgid "It failed again: %(why)s"
msgstr "Nouvel échec : %(why)s"

#, python-format
msgid "Done: %(service)s."
msgstr "C'est fait : %(service)s."

msgid "The stray report is settled."
msgstr "Le compte rendu inattendu est réglé."

msgid "Working since"
msgstr "En service depuis le"

msgid "until"
msgstr "jusqu'au"

msgid "This day comes before the first one."
msgstr "Ce jour précède le premier."

msgid "Two years at most."
msgstr "Deux ans au plus."

msgid "Call due"
msgstr "Appel à faire"

msgid "Services due"
msgstr "Services attendus"

msgid "At the latest"
msgstr "Au plus tard"

msgid "Now"
msgstr "Maintenant"

msgid "Order sent"
msgstr "Commande envoyée"

msgid "Acknowledged"
msgstr "Acquittée"

msgid "Report"
msgstr "Compte rendu"

msgid "Order leaves"
msgstr "Départ de la commande"

msgid "Expected"
msgstr "Probable"

msgid "The confirmation letter leaves"
msgstr "Départ du courrier de confirmation"

msgid "The modem leaves"
msgstr "Départ du modem"

msgid "The TV decoder leaves"
msgstr "Départ du décodeur TV"

msgid "The order leaves"
msgstr "Départ de la commande"

msgid "The line is expected"
msgstr "Ligne attendue"

#, python-format
msgid "Subscription %(reference)s is made."
msgstr "L'abonnement %(reference)s est enregistré."

msgid "Customer"
msgstr "Client"

msgid "State"
msgstr "État"

msgid "Attempt"
msgstr "Tentative"

msgid "Without report for"
msgstr "Sans compte rendu depuis"

msgid "Works since"
msgstr "En service depuis le"

msgid "Orders to the incumbent"
msgstr "Commandes à l'opérateur historique"

#, python-format
msgid "%(shown)s order"
msgid_plural "%(shown)s orders"
msgstr[0] "%(shown)s commande"
msgstr[1] "%(shown)s commandes"

msgid "Reference"
msgstr "Référence"

msgid "Subscription"
msgstr "Abonnement"

msgid "Line"
msgstr "Ligne"

msgid "Sent on"
msgstr "Envoyée le"

msgid "Days without report"
msgstr "Jours sans compte rendu"

msgid "Reminders"
msgstr "Relances"

msgid "Due"
msgstr "Échéance"

msgid "Failure"
msgstr "Échec"

msgid "Kind"
msgstr "Type"

msgid "Strip and position"
msgstr "Réglette et plot"

msgid "Leaves on"
msgstr "Départ le"

msgid "Acknowledged on"
msgstr "Accusé de réception le"

msgid "Reported on"
msgstr "Compte rendu le"

msgid "Line made on"
msgstr "Ligne réalisée le"

msgid "Came through"
msgstr "Apporteur"

msgid "No order like this"
msgstr "Aucune commande de ce genre"

msgid "Show all orders"
msgstr "Voir toutes les commandes"

msgid "No order yet"
msgstr "Aucune commande pour l'instant"

msgid ""
"A subscription makes its order by itself: it leaves in the batch of its day."
msgstr ""
"Un abonnement crée sa commande tout seul : elle part avec le lot de son jour."

#, python-format
msgid "Carrier's reference of %(parcel)s"
msgstr "Référence du transporteur pour %(parcel)s"

#, python-format
msgid "%(count)d reference is kept."
msgid_plural "%(count)d references are kept."
msgstr[0] "%(count)d référence est enregistrée."
msgstr[1] "%(count)d références sont enregistrées."

#, python-format
msgid "in quarantine until %(day)s"
msgstr "en quarantaine jusqu'au %(day)s"

msgid "account"
msgstr "compte"

msgid "circuit"
msgstr "circuit"

msgid "domain"
msgstr "domaine"

msgid "gateway"
msgstr "passerelle"

msgid "groups"
msgstr "groupes"

msgid "lease in seconds"
msgstr "bail en secondes"

msgid "numbers"
msgstr "numéros"

msgid "package"
msgstr "bouquet"

msgid "packages"
msgstr "bouquets"

msgid "prefix length"
msgstr "longueur du préfixe"

msgid "profile"
msgstr "profil"

msgid "server"
msgstr "serveur"

msgid "session"
msgstr "session"

msgid "Delivered"
msgstr "Livré"

msgid "Noted: the customer has it."
msgstr "Noté : le client l'a reçu."

msgid "Came back"
msgstr "Revenu"

msgid "Noted: it came back."
msgstr "Noté : il est revenu."

msgid "Send again"
msgstr "Renvoyer"

msgid "Another one leaves today."
msgstr "Un autre part aujourd'hui."

msgid "Parcel"
msgstr "Colis"

msgid "Carrier's reference"
msgstr "Référence du transporteur"

#, python-format
msgid "%(shown)s shipment"
msgid_plural "%(shown)s shipments"
msgstr[0] "%(shown)s expédition"
msgstr[1] "%(shown)s expéditions"

msgid "Leaves"
msgstr "Part le"

msgid "Action"
msgstr "Action"

msgid "No shipment like this"
msgstr "Aucune expédition de ce genre"

msgid "Show all of today"
msgstr "Voir toutes celles du jour"

msgid "No shipment"
msgstr "Aucune expédition"

msgid "Today"
msgstr "Aujourd'hui"

msgid "Nothing leaves today"
msgstr "Rien ne part aujourd'hui"

msgid ""
"Letters, modems and decoders come here by themselves on the day on which "
"they leave."
msgstr ""
"Courriers, modems et décodeurs arrivent ici d'eux-mêmes le jour de leur "
"départ."

msgid "Late"
msgstr "En retard"

msgid "Everything arrived in time"
msgstr "Tout est arrivé à temps"

msgid "Back"
msgstr "Retours"

msgid "Nothing came back"
msgstr "Rien n'est revenu"

msgid "All"
msgstr "Tous"

msgid "Nothing was posted yet"
msgstr "Rien n'a encore été envoyé"

msgid "Choose the shipments first."
msgstr "Choisissez d'abord les expéditions."

#, python-format
msgid "%(count)d shipment has left."
msgid_plural "%(count)d shipments have left."
msgstr[0] "%(count)d expédition est partie."
msgstr[1] "%(count)d expéditions sont parties."

msgid "Note of a call"
msgstr "Note d'appel"

msgid "Comment that the partner reads"
msgstr "Commentaire visible du partenaire"

msgid "The offer is changed: its services follow."
msgstr "L'offre est changée : ses services suivent."

msgid ""
"Another kind of line is made beside this one, which ends when the new one "
"works."
msgstr ""
"Un autre type de ligne est construit à côté de celle-ci, qui s'arrête quand "
"la nouvelle fonctionne."

msgid "Move"
msgstr "Déménager"

msgid ""
"A line is ordered at the new address; this one ends when that one works."
msgstr ""
"Une ligne est commandée à la nouvelle adresse ; celle-ci s'arrête quand "
"l'autre fonctionne."

msgid "The customer keeps this line until the one at the new address works."
msgstr ""
"Le client garde cette ligne jusqu'à ce que celle de la nouvelle adresse "
"fonctionne."

msgid "The line is suspended: its services stop."
msgstr "La ligne est suspendue : ses services s'arrêtent."

msgid "Its services stop and stay reserved for it."
msgstr "Ses services s'arrêtent et lui restent réservés."

msgid "The line works again."
msgstr "La ligne fonctionne de nouveau."

msgid "The subscription is cancelled."
msgstr "L'abonnement est annulé."

msgid ""
"The order is cancelled with the incumbent, what was reserved is freed, "
"parcels are called back."
msgstr ""
"La commande est annulée chez l'opérateur historique, ce qui était réservé "
"est libéré, les colis sont rappelés."

msgid "The subscription is terminated."
msgstr "L'abonnement est résilié."

msgid ""
"The line and its numbers stop, and the line goes back to the incumbent. This "
"cannot be taken back."
msgstr ""
"La ligne et ses numéros s'arrêtent, et la ligne retourne à l'opérateur "
"historique. C'est irréversible."

msgid "all"
msgstr "tous"

#, python-format
msgid "%(shown)s subscription"
msgid_plural "%(shown)s subscriptions"
msgstr[0] "%(shown)s abonnement"
msgstr[1] "%(shown)s abonnements"

msgid "Expected on"
msgstr "Attendu le"

msgid "Channel"
msgstr "Canal"

msgid "Subscribed on"
msgstr "Souscrit le"

msgid "Last order sent on"
msgstr "Dernière commande envoyée le"

msgid "Active since"
msgstr "Actif depuis"

msgid "No subscription like this"
msgstr "Aucun abonnement de ce genre"

msgid "Show all subscriptions"
msgstr "Voir tous les abonnements"

msgid "No line is being made"
msgstr "Aucune ligne en construction"

msgid ""
"Subscribe a customer to an offer: the order to the incumbent, its answers "
"and the parcels follow."
msgstr ""
"Abonnez un client à une offre : la commande à l'opérateur historique, ses "
"réponses et les expéditions suivent."

msgid "Noted: the line is given back."
msgstr "Noté : la ligne est rendue."

msgid "It was not wrongful"
msgstr "Ce n'était pas à tort"

msgid "Noted: the line was rightly taken."
msgstr "Noté : la ligne a été reprise à bon droit."

msgid ""
"Call the customer: does the line still work, and was anything signed with "
"another operator?"
msgstr ""
"Appelez le client : la ligne fonctionne-t-elle encore, a-t-il signé avec un "
"autre opérateur ?"

msgid ""
"Call the other operator, with the line number and this reference: it must "
"show its mandate."
msgstr ""
"Appelez l'autre opérateur avec le numéro de ligne et cette référence : il "
"doit produire son mandat."

msgid ""
"Without a mandate the line is given back: agree on the day, and lend the "
"customer a way out."
msgstr ""
"Sans mandat, la ligne est rendue : convenez du jour, et dépannez le client "
"d'ici là."

msgid "When the line works here again, say so above."
msgstr "Quand la ligne fonctionne de nouveau ici, dites-le ci-dessus."

msgid ""
"Look for the mandate and the line number of our order: a slip of one digit "
"is the usual cause."
msgstr ""
"Cherchez le mandat et vérifiez le numéro de ligne de notre commande : "
"l'erreur d'un chiffre est la cause habituelle."

msgid ""
"Call the other operator: agree on the day on which its customer has the line "
"again."
msgstr ""
"Appelez l'autre opérateur : convenez du jour où son client retrouve sa ligne."

msgid "Tell our own customer, and order the right line once it is known."
msgstr ""
"Prévenez notre client, et commandez la bonne ligne dès qu'elle est connue."

msgid "When the line works there again, say so above."
msgstr "Quand la ligne fonctionne de nouveau chez lui, dites-le ci-dessus."

msgid "The file is open: the line is given back within seven working days."
msgstr ""
"Le dossier est ouvert : la ligne doit être rendue sous sept jours ouvrables."

msgid "What it is about"
msgstr "Sujet"

msgid "To call"
msgstr "À appeler"

msgid "Customers to call"
msgstr "Clients à appeler"

#, python-format
msgid "%(shown)s customer to call"
msgid_plural "%(shown)s customers to call"
msgstr[0] "%(shown)s client à appeler"
msgstr[1] "%(shown)s clients à appeler"

msgid "the first due on top"
msgstr "les plus urgents en tête"

msgid "Whom to call"
msgstr "Qui appeler"

msgid "Waits since"
msgstr "Attend depuis"

msgid "Calls"
msgstr "Appels"

msgid "To call by"
msgstr "À appeler avant"

msgid "Nobody like this"
msgstr "Personne de ce genre"

msgid "Show all who wait"
msgstr "Voir tous ceux qui attendent"

msgid "Nobody waits for a call"
msgstr "Personne n'attend d'appel"

msgid ""
"When the incumbent cannot make a line without the customer, the customer "
"comes here with what to say."
msgstr ""
"Quand l'opérateur historique ne peut réaliser une ligne sans le client, le "
"client arrive ici, avec ce qu'il faut lui dire."

msgid "The call is noted."
msgstr "L'appel est noté."

msgid "Corrected: a new order leaves with the next batch."
msgstr "Corrigé : une nouvelle commande part avec le prochain lot."

msgid "The line goes on without the port."
msgstr "La ligne continue sans le portage."

msgid "Not possible in this state."
msgstr "Pas possible dans cet état."

msgid "Bascule administration"
msgstr "Administration de Bascule"

#, python-format
msgid "%(record)s could not be moved, it is: %(state)s."
msgstr "%(record)s n'a pas pu changer d'état : toujours « %(state)s »."

#, python-format
msgid "%(record)s is now: %(state)s."
msgstr "%(record)s est désormais à l'état « %(state)s »."

msgid "record"
msgstr "dossier"

msgid "setting"
msgstr "paramètre"

msgid "unit"
msgstr "unité"

msgid "in force today"
msgstr "en vigueur aujourd'hui"

msgid "This is not a cursor of this feed: start again without `after`."
msgstr "Ce n'est pas un curseur de ce flux : recommencez sans `after`."

#, python-format
msgid "There are no events of this type: %(types)s."
msgstr "Il n'y a pas d'événements de ce type : %(types)s."

#, python-format
msgid "An idempotency key has 1 to %(longest)d characters."
msgstr "Une clé d'idempotence compte de 1 à %(longest)d caractères."

msgid "This idempotency key was used for another request."
msgstr "Cette clé d'idempotence a déjà servi pour une autre requête."

#, python-format
msgid "Lists can be ordered by: %(fields)s."
msgstr "Les listes peuvent être triées par : %(fields)s."

#, python-format
msgid "Give a whole number from 1 to %(most)d."
msgstr "Indiquez un nombre entier de 1 à %(most)d."

msgid "This is not a cursor of this list: follow `next` and `previous`."
msgstr "Ce n'est pas un curseur de cette liste : suivez `next` et `previous`."

msgid "Unreadable request"
msgstr "Requête illisible"

msgid "No valid key"
msgstr "Pas de clé valide"

msgid "Not allowed"
msgstr "Interdit"

msgid "Not found"
msgstr "Introuvable"

msgid "Method not allowed"
msgstr "Méthode non autorisée"

msgid "No such representation"
msgstr "Représentation indisponible"

msgid "Not possible now"
msgstr "Impossible actuellement"

msgid "Too large"
msgstr "Trop volumineux"

msgid "Unsupported format"
msgstr "Format non pris en charge"

msgid "Refused"
msgstr "Refusé"

msgid "Too many requests"
msgstr "Trop de requêtes"

msgid "Our fault"
msgstr "Erreur de notre côté"

msgid "Another request is in the way: ask again."
msgstr "Une autre requête est en cours : renouvelez la vôtre."

msgid "Several values are missing or refused."
msgstr "Plusieurs valeurs manquent ou sont refusées."

msgid "The present state does not allow this."
msgstr "L'état actuel ne le permet pas."

msgid "There is nothing here, or it is not yours."
msgstr "Il n'y a rien ici, ou cela ne vous appartient pas."

msgid "The body is too large."
msgstr "Le corps de la requête est trop volumineux."

msgid "The request cannot be read."
msgstr "La requête est illisible."

msgid "The body is nested too deeply."
msgstr "Le corps de la requête est imbriqué trop profondément."

msgid "The body holds half a character: a lone surrogate."
msgstr "Le corps contient un demi-caractère : un « surrogate » isolé."

msgid "Something broke on our side; it is written down. Try again later."
msgstr ""
"Une erreur est survenue de notre côté ; elle est enregistrée. Réessayez plus "
"tard."

msgid "Bascule"
msgstr "Bascule"

msgid "Tomorrow"
msgstr "Demain"

msgid "Within a week"
msgstr "Sous 7 jours"

msgid "Waiting"
msgstr "En attente"

msgid "Nothing in 30 days"
msgstr "Rien en 30 jours"

#, python-format
msgid "Over 30 days: lowest %(low)s, highest %(high)s, last %(last)s"
msgstr ""
"Sur 30 jours : au plus bas %(low)s, au plus haut %(high)s, dernier %(last)s"

#, python-format
msgid ""
"Too many wrong passwords for this account from here. Try again in "
"%(minutes)d minutes."
msgstr ""
"Trop de mots de passe erronés pour ce compte depuis cette adresse. Réessayez "
"dans %(minutes)d minutes."

msgid "Portability"
msgstr "Portabilité"

msgid "New quote"
msgstr "Nouveau devis"

msgid "Quotes"
msgstr "Devis"

msgid "Inventories"
msgstr "Inventaires"

msgid "Incoming ports"
msgstr "Entrantes"

msgid "Outgoing ports"
msgstr "Sortantes"

msgid "Cut-overs"
msgstr "Bascules"

msgid "Numbers"
msgstr "Numéros"

msgid "Customers"
msgstr "Clients"

msgid "Orders"
msgstr "Commandes"

msgid "Plant"
msgstr "Réseau"

msgid "Follow-up"
msgstr "Suivi"

msgid "Exchanges"
msgstr "Échanges"

msgid "Differences"
msgstr "Écarts"

msgid "Returns"
msgstr "Restitutions"

msgid "Wrongful ports"
msgstr "Portages à tort"

msgid "Lines taken"
msgstr "Écrasements"

msgid "Operators"
msgstr "Opérateurs"

msgid "Settings"
msgstr "Paramètres"

msgid "Administration"
msgstr "Administration"

msgid "No part of the product knows a setting of this name."
msgstr "Aucune partie du produit ne connaît de paramètre de ce nom."

#, python-format
msgid "Give a value from %(lowest)d to %(highest)d."
msgstr "Indiquez une valeur de %(lowest)d à %(highest)d."

msgid "reference"
msgstr "référence"

msgid "event"
msgstr "événement"

msgid "transition"
msgstr "transition"

msgid "from"
msgstr "de"

msgid "to"
msgstr "vers"

msgid "by"
msgstr "par"

msgid "user"
msgstr "utilisateur"

msgid "at"
msgstr "date"

msgid "Business time of the move."
msgstr "Moment métier du changement d'état."

msgid "recorded at"
msgstr "enregistré le"

msgid "facts"
msgstr "données"

msgid "owner"
msgstr "propriétaire"

msgid "The operator whose record it is: partners read their events."
msgstr ""
"L'opérateur à qui appartient l'enregistrement : les partenaires lisent leurs "
"événements."

msgid "transaction"
msgstr "transaction"

msgid "history line"
msgstr "ligne d'historique"

msgid "history"
msgstr "historique"

msgid "updated at"
msgstr "dernière modification"

msgid "due at"
msgstr "échéance"

msgid "their reference"
msgstr "leur référence"

msgid "in force from"
msgstr "en vigueur à partir du"

msgid "source"
msgstr "source"

msgid "dated setting"
msgstr "paramètre daté"

msgid "dated settings"
msgstr "paramètres datés"

msgid "key"
msgstr "clé"

msgid "fingerprint of the request"
msgstr "empreinte de la requête"

msgid "status"
msgstr "statut"

msgid "body"
msgstr "corps"

msgid "JSON, byte for byte as it was answered."
msgstr "JSON, octet pour octet tel qu'il a été répondu."

msgid "idempotent answer"
msgstr "réponse idempotente"

msgid "idempotent answers"
msgstr "réponses idempotentes"

msgid "page"
msgstr "page"

msgid "filters"
msgstr "filtres"

msgid "shared with colleagues"
msgstr "partagée avec les collègues"

msgid "saved view"
msgstr "vue gardée"

msgid "saved views"
msgstr "vues gardées"

msgid "internal"
msgstr "interne"

msgid "text"
msgstr "texte"

msgid "Name of this view"
msgstr "Nom de cette vue"

msgid "for colleagues too"
msgstr "aussi pour les collègues"

msgid "There is no such list."
msgstr "Cette liste n'existe pas."

#, python-format
msgid "The view “%(name)s” is kept."
msgstr "La vue « %(name)s » est gardée."

#, python-format
msgid "The view “%(name)s” is forgotten."
msgstr "La vue « %(name)s » est oubliée."

msgid "French"
msgstr "français"

msgid "English"
msgstr "anglais"

msgid "Tasks"
msgstr "Tâches"

#, python-format
msgid "%(days)d day"
msgid_plural "%(days)d days"
msgstr[0] "%(days)d jour"
msgstr[1] "%(days)d jours"

msgid "just now"
msgstr "à l'instant"

#, python-format
msgid "%(delay)s ago"
msgstr "il y a %(delay)s"

#, python-format
msgid "%(what)s: %(day)s"
msgstr "%(what)s : %(day)s"

msgid "This is no longer possible."
msgstr "Ce n'est plus possible."

#, python-format
msgid "%(who)s was faster: “%(what)s”, %(when)s. Nothing of yours was applied."
msgstr ""
"%(who)s vous a devancé : « %(what)s », le %(when)s. Rien de votre saisie n'a "
"été appliqué."

msgid "Monday to Saturday"
msgstr "du lundi au samedi"

msgid "Monday to Friday"
msgstr "du lundi au vendredi"

msgid "Metropolitan France"
msgstr "France métropolitaine"

msgid "Alsace and Moselle"
msgstr "Alsace-Moselle"

msgid "Guadeloupe"
msgstr "Guadeloupe"

msgid "Martinique"
msgstr "Martinique"

msgid "French Guiana"
msgstr "Guyane"

msgid "Réunion"
msgstr "La Réunion"

msgid "Mayotte"
msgstr "Mayotte"

msgid "Saint Pierre and Miquelon"
msgstr "Saint-Pierre-et-Miquelon"

msgid "Saint Barthélemy"
msgstr "Saint-Barthélemy"

msgid "Saint Martin"
msgstr "Saint-Martin"

msgid ""
"This row comes from ARCEP's files: the next import would undo what was typed "
"here."
msgstr ""
"Cette ligne vient des fichiers de l'ARCEP : le prochain import annulerait "
"votre saisie."

msgid "resources"
msgstr "ressources"

msgid "RIO codes"
msgstr "codes RIO"

msgid "routing prefixes"
msgstr "préfixes de routage"

msgid "number ranges"
msgstr "tranches de numéros"

msgid "A number, the beginning of a range, or an operator."
msgstr "Un numéro, le début d'une tranche ou un opérateur."

msgid "first number"
msgstr "premier numéro"

msgid "last number"
msgstr "dernier numéro"

msgid "scopes"
msgstr "droits"

msgid "Write implies read."
msgstr "L'écriture comprend la lecture."

msgid "allowed addresses"
msgstr "adresses autorisées"

msgid "Addresses or networks, one a line; empty: from anywhere."
msgstr "Adresses ou réseaux, un par ligne ; vide : de partout."

#, python-format
msgid ""
"The secret of this key is %(secret)s - copy it now, it is not shown again."
msgstr ""
"Le secret de cette clé est %(secret)s - copiez-le maintenant, il ne sera "
"plus affiché."

msgid "Revoke the selected keys, for ever"
msgstr "Révoquer définitivement les clés sélectionnées"

#, python-format
msgid "%(count)d key revoked."
msgid_plural "%(count)d keys revoked."
msgstr[0] "%(count)d clé révoquée."
msgstr[1] "%(count)d clés révoquées."

msgid "Write the key after Bearer, and nothing else."
msgstr "Écrivez la clé après Bearer, et rien d'autre."

msgid "This key is unknown, revoked or over."
msgstr "Cette clé est inconnue, révoquée ou expirée."

msgid "This key may not be used from this address."
msgstr "Cette clé n'est pas utilisable depuis cette adresse."

#, python-format
msgid "This key lacks the scope %(scope)s."
msgstr "Il manque à cette clé le droit %(scope)s."

#, python-format
msgid "%s has nothing below its header."
msgstr "%s n'a rien sous son en-tête."

#, python-format
msgid "%(file)s has no line that can be used. Line %(line)s: %(reason)s."
msgstr "%(file)s n'a aucune ligne exploitable. Ligne %(line)s : %(reason)s."

#, python-format
msgid "%s is empty."
msgstr "%s est vide."

#, python-format
msgid "%s is in UTF-8 where ISO-8859-1 is expected."
msgstr "%s est en UTF-8 alors que l'ISO-8859-1 est attendu."

#, python-format
msgid "%(file)s must start with “%(wanted)s”; it starts with “%(found)s”."
msgstr ""
"%(file)s doit commencer par « %(wanted)s » ; il commence par « %(found)s »."

#, python-format
msgid "%(wanted)s columns expected, %(found)s found"
msgstr "nombre de colonnes attendu : %(wanted)s, trouvé : %(found)s"

msgid "its quotes do not match"
msgstr "ses guillemets ne sont pas fermés"

#, python-format
msgid "%(key)s is already on line %(line)s"
msgstr "%(key)s figure déjà à la ligne %(line)s"

#, python-format
msgid "%(file)s is missing from %(directory)s."
msgstr "%(file)s manque dans %(directory)s."

#, python-format
msgid "%(file)s cannot be read: %(problem)s."
msgstr "%(file)s est illisible : %(problem)s."

#, python-format
msgid "%s read"
msgstr "%s lu"

#, python-format
msgid "%s compared and written"
msgstr "%s comparé et écrit"

#, python-format
msgid ""
"%(file)s lacks %(withdrawn)s of the %(count)s rows we hold, as a file cut "
"short would: nothing was imported. If they are really gone, import again "
"with --allow-shrink."
msgstr ""
"Il manque à %(file)s %(withdrawn)s des %(count)s lignes que nous détenons, "
"comme à un fichier tronqué : rien n'a été importé. Si elles ont vraiment "
"disparu, relancez l'import avec --allow-shrink."

#, python-format
msgid "“%s” is not a RIO code: a letter and a letter or digit, or two digits"
msgstr ""
"« %s » n'est pas un code RIO : une lettre suivie d'une lettre ou d'un "
"chiffre, ou deux chiffres"

#, python-format
msgid "“%s” is not a routing prefix: five or six digits"
msgstr "« %s » n'est pas un préfixe de routage : cinq ou six chiffres"

#, python-format
msgid "the range does not begin with its prefix “%s”"
msgstr "la tranche ne commence pas par son préfixe « %s »"

#, python-format
msgid "“%s” is not a territory"
msgstr "« %s » n'est pas un territoire"

#, python-format
msgid "“%s” is not a number of 3 to 14 digits"
msgstr "« %s » n'est pas un numéro de 3 à 14 chiffres"

msgid "the first and the last number do not have the same length"
msgstr "le premier et le dernier numéro n'ont pas la même longueur"

msgid "the range ends before it starts"
msgstr "la tranche finit avant de commencer"

msgid "the range does not keep its first three digits"
msgstr "la tranche ne garde pas ses trois premiers chiffres"

#, python-format
msgid "“%s” is not an operator code: 2 to 8 characters"
msgstr "« %s » n'est pas un code d'opérateur : de 2 à 8 caractères"

#, python-format
msgid "“%s” is not a SIRET: 14 digits, or the 9 of a SIREN"
msgstr "« %s » n'est pas un SIRET : 14 chiffres, ou les 9 d'un SIREN"

#, python-format
msgid "a text is longer than %s characters"
msgstr "un texte dépasse %s caractères"

msgid "a text holds control characters"
msgstr "un texte contient des caractères de contrôle"

#, python-format
msgid "“%s” is not a date written DD/MM/YYYY"
msgstr "« %s » n'est pas une date au format JJ/MM/AAAA"

#, python-format
msgid "line %s"
msgstr "ligne %s"

#, python-format
msgid "overlaps %(first)s-%(last)s (%(whose)s)"
msgstr "chevauche %(first)s-%(last)s (%(whose)s)"

msgid "A transaction has been writing for long: nothing that follows is told"
msgstr ""
"Une transaction écrit depuis longtemps : rien de ce qui suit n'est annoncé"

msgid "feed, webhooks, e-mails"
msgstr "flux, webhooks, e-mails"

msgid "Events"
msgstr "Événements"

msgid "an administrator"
msgstr "un administrateur"

#, python-format
msgid "%d e-mail"
msgid_plural "%d e-mails"
msgstr[0] "%d e-mail"
msgstr[1] "%d e-mails"

msgid "Not sent: nobody was told"
msgstr "Non envoyé : personne n'est prévenu"

msgid "E-mails"
msgstr "E-mails"

msgid "a supervisor"
msgstr "un superviseur"

msgid "Webhook"
msgstr "Webhook"

#, python-format
msgid "Switched off: %(why)s"
msgstr "Coupé : %(why)s"

#, python-format
msgid "A file of theirs never came: ask for it again"
msgid_plural "%(count)d files of theirs never came: ask for them again"
msgstr[0] "Un de leurs fichiers n'est jamais arrivé : le redemander"
msgstr[1] "%(count)d de leurs fichiers ne sont jamais arrivés : les redemander"

#, python-format
msgid "%d line"
msgid_plural "%d lines"
msgstr[0] "%d ligne"
msgstr[1] "%d lignes"

msgid "Received, and not taken up"
msgstr "Reçu, mais pas pris en compte"

msgid "Quarantine"
msgstr "Quarantaine"

msgid "Routing prefixes"
msgstr "Préfixes de routage"

msgid "Exchange files"
msgstr "Fichiers échangés"

#, python-format
msgid "Message to %(whom)s: %(kind)s"
msgstr "Message à %(whom)s : %(kind)s"

#, python-format
msgid "Message from %(whom)s: %(kind)s"
msgstr "Message de %(whom)s : %(kind)s"

msgid "waits for the next file"
msgstr "attend le prochain fichier"

msgid "messages"
msgstr "messages"

msgid "The id of a message, or the reference it is about."
msgstr "L'identifiant d'un message, ou la référence dont il parle."

msgid "file"
msgstr "fichier"

#, python-format
msgid "This format has no message of the kind %(kind)s."
msgstr "Ce format n'a aucun message du type %(kind)s."

#, python-format
msgid "%(kind)s has no column for %(name)s."
msgstr "%(kind)s n'a pas de colonne pour %(name)s."

msgid "A line holds a control character."
msgstr "Une ligne contient un caractère de contrôle."

#, python-format
msgid "%(kind)s has %(wanted)d columns, the line has %(held)d."
msgstr "%(kind)s compte %(wanted)d colonnes, la ligne en a %(held)d."

msgid "A value is not quoted as the format wants it."
msgstr "Une valeur n'est pas mise entre guillemets comme le format le demande."

msgid "The last line of the file is missing: it was cut."
msgstr "Il manque la dernière ligne du fichier : il a été coupé."

#, python-format
msgid "The last line counts %(said)d messages, the file holds %(held)d."
msgstr ""
"La dernière ligne compte %(said)d messages, le fichier en contient %(held)d."

msgid "The file is not UTF-8 text."
msgstr "Le fichier n'est pas un texte UTF-8."

msgid "The first line of the file cannot be read."
msgstr "La première ligne du fichier est illisible."

msgid "The message id cannot be read."
msgstr "L'identifiant du message est illisible."

msgid "The reference is too long."
msgstr "La référence est trop longue."

msgid "The answer to a file cannot be read."
msgstr "La réponse à un fichier est illisible."

msgid "A value holds a character that no text has."
msgstr "Une valeur contient un caractère qu'aucun texte ne contient."

msgid "A value holds half a character."
msgstr "Une valeur contient un demi-caractère."

msgid "A value is not escaped as the format wants it."
msgstr "Une valeur n'est pas échappée comme le format le demande."

msgid "A line needs a message id, a kind and a reference."
msgstr ""
"Une ligne comporte un identifiant de message, un type et une référence."

#, python-format
msgid "The field %(name)s has no value."
msgstr "Le champ %(name)s n'a pas de valeur."

#, python-format
msgid "The field %(name)s comes twice, or out of its order."
msgstr "Le champ %(name)s vient deux fois, ou dans le désordre."

msgid "The kind of the message cannot be read."
msgstr "Le type du message est illisible."

msgid "A field has no name that can be read."
msgstr "Un champ n'a pas de nom lisible."

msgid "There are too many numbers in one field."
msgstr "Un champ contient trop de numéros."

msgid "A number cannot be read: national digits are expected."
msgstr "Un numéro est illisible : on attend les chiffres nationaux."

msgid "A run of numbers ends before it begins."
msgstr "Une suite de numéros finit avant de commencer."

msgid "A file is acknowledged within this"
msgstr "Un fichier est acquitté dans ce délai"

msgid "How often a file is sent before people talk"
msgstr "Combien de fois un fichier est envoyé avant de s'appeler"

#, python-format
msgid "%(name)s: %(text)s is not a date."
msgstr "%(name)s : %(text)s n'est pas une date."

#, python-format
msgid "%(name)s: %(text)s is over."
msgstr "%(name)s : %(text)s est passé."

#, python-format
msgid "%(name)s: %(text)s is not a moment."
msgstr "%(name)s : %(text)s n'est pas un moment."

#, python-format
msgid "%(name)s: there is no “%(value)s”."
msgstr "%(name)s : « %(value)s » n'existe pas."

#, python-format
msgid "The field %(name)s is missing."
msgstr "Le champ %(name)s manque."

msgid "This is no longer missing: look at the list again."
msgstr "Rien ne manque plus là : regardez de nouveau la liste."

msgid "the line cannot be read"
msgstr "la ligne est illisible"

msgid "nobody here knows this kind of message"
msgstr "personne ici ne connaît ce type de message"

msgid "a field is missing or cannot be read"
msgstr "un champ manque ou est illisible"

msgid "no request of ours has this reference"
msgstr "aucune demande de chez nous n'a cette référence"

msgid "a message with this id was taken up already"
msgstr "un message de cet identifiant a déjà été pris en compte"

msgid "the request is not in a state that expects it"
msgstr "la demande n'est pas dans un état qui l'attend"

msgid "it could not be taken up: the fault is ours"
msgstr "il n'a pas pu être pris en compte : la faute est chez nous"

#, python-format
msgid "The file is for %(receiver)s."
msgstr "Le fichier est pour %(receiver)s."

#, python-format
msgid "The file is from %(sender)s."
msgstr "Le fichier vient de %(sender)s."

msgid "This line is no longer in quarantine."
msgstr "Cette ligne n'est plus en quarantaine."

msgid "donors refuse requests with this code"
msgstr "les cédants refusent les demandes avec ce code"

msgid "donors refuse some of the numbers of a request"
msgstr "les cédants refusent une partie des numéros d'une demande"

msgid "donors answer after the legal days"
msgstr "les cédants répondent après le délai légal"

msgid "donors do not answer"
msgstr "les cédants ne répondent pas"

msgid "donors refuse to give the list of numbers"
msgstr "les cédants refusent de donner la liste des numéros"

msgid "cut-overs fail"
msgstr "les bascules échouent"

msgid "files are read and never acknowledged"
msgstr "les fichiers sont lus et jamais acquittés"

msgid "files are laid twice, under two names"
msgstr "les fichiers sont déposés deux fois, sous deux noms"

msgid "files are cut in the middle, and come whole once refused"
msgstr ""
"les fichiers sont coupés au milieu, et reviennent entiers une fois refusés"

msgid "lines cannot be read, and come again an hour later"
msgstr "des lignes sont illisibles, et reviennent une heure plus tard"

msgid "a file for somebody else lies beside each file"
msgstr "un fichier destiné à un autre est déposé à côté de chaque fichier"

msgid ""
"messages of an unknown kind, or about an unknown request, stand among the "
"others"
msgstr ""
"des messages d'un type inconnu, ou sur une demande inconnue, se glissent "
"parmi les autres"

msgid "somebody announces a number of ours that nobody asked for"
msgstr "quelqu'un annonce un de nos numéros que personne n'a demandé"

msgid "orders of access are not acknowledged, though the line is wired"
msgstr ""
"les commandes d'accès ne sont pas acquittées, alors que la ligne est câblée"

msgid "orders of access are refused for their address"
msgstr "les commandes d'accès sont refusées pour leur adresse"

msgid "lines are wired, and never reported"
msgstr "les lignes sont câblées, sans compte rendu"

msgid "completion reports come on day 22"
msgstr "les comptes rendus arrivent au jour 22"

msgid "another operator has created the line, at each attempt"
msgstr "un autre opérateur a créé la ligne, à chaque tentative"

msgid "completion reports come twice, under two ids"
msgstr "les comptes rendus arrivent deux fois, sous deux identifiants"

msgid "a report about an order that there is not comes beside the right one"
msgstr "un compte rendu sur une commande inexistante arrive à côté du bon"

msgid "an access of ours is announced as taken by another operator"
msgstr "un de nos accès est annoncé comme repris par un autre opérateur"

msgid "the weekly full file differs from the truth"
msgstr "le fichier complet de la semaine s'écarte de la vérité"

#, python-format
msgid "%(name)s is no fault. There are: %(faults)s."
msgstr "%(name)s n'est pas une panne. Il y a : %(faults)s."

#, python-format
msgid "%(text)s: a rate is a number from 0 to 1. The faults are: %(faults)s."
msgstr ""
"%(text)s : un taux est un nombre de 0 à 1. Les pannes sont : %(faults)s."

msgid "Written"
msgstr "Écrit"

msgid "Sent"
msgstr "Envoyée"

msgid "Never acknowledged: people must talk"
msgstr "Jamais acquitté : il faut s'appeler"

msgid "Received"
msgstr "Reçu"

msgid "Read to its last line"
msgstr "Lu jusqu'à la dernière ligne"

msgid "We refused it whole"
msgstr "Nous l'avons refusé en entier"

msgid "They refused it whole"
msgstr "Ils l'ont refusé en entier"

msgid "Nothing of it was taken up: it must come again."
msgstr "Rien n'en a été pris en compte : il doit revenir."

msgid ""
"Nothing of it was taken up on their side: mend the cause, then send it again."
msgstr ""
"Rien n'en a été pris en compte chez eux : corrigez la cause, puis renvoyez-"
"le."

msgid ""
"It was damaged on the way: Bascule sends it again, as often as agreed; if it "
"stays refused, call them."
msgstr ""
"Il s'est abîmé en route : Bascule le renvoie, autant de fois que convenu ; "
"s'il reste refusé, appelez-les."

msgid "Call them; when they are ready, send it again."
msgstr "Appelez-les ; quand ils sont prêts, renvoyez-le."

msgid "Its acknowledgement is late"
msgstr "Son acquittement est en retard"

msgid "Bascule sends it again by itself."
msgstr "Bascule le renvoie tout seul."

#, python-format
msgid "Sent %d time"
msgid_plural "Sent %d times"
msgstr[0] "Envoyé %d fois"
msgstr[1] "Envoyé %d fois"

#, python-format
msgid "%(times)s and never acknowledged"
msgstr "%(times)s et jamais acquitté"

msgid "and"
msgstr "et"

#, python-format
msgid "%(times)s (%(hours)s) and never acknowledged"
msgstr "%(times)s (%(hours)s) et jamais acquitté"

#, python-format
msgid "%(reference)s is in the state “%(state)s”."
msgstr "%(reference)s est dans l'état « %(state)s »."

#, python-format
msgid "The folder %(folder)s cannot be used: %(why)s."
msgstr "Le dossier %(folder)s est inutilisable : %(why)s."

msgid "its folder does not exist"
msgstr "son dossier n'existe pas"

msgid "its host key is not the one that was agreed"
msgstr "sa clé d'hôte n'est pas celle qui a été convenue"

msgid "it does not let us in"
msgstr "il ne nous laisse pas entrer"

msgid "the connection was cut"
msgstr "la connexion a été coupée"

#, python-format
msgid "The SFTP server %(host)s:%(port)d cannot be used: %(why)s."
msgstr "Le serveur SFTP %(host)s:%(port)d est inutilisable : %(why)s."

msgid "We never sent a message of this id."
msgstr "Nous n'avons jamais envoyé de message de cet identifiant."

msgid "the clearing house"
msgstr "la plateforme"

msgid "Port request"
msgstr "Demande de portage"

msgid "Acknowledgement"
msgstr "Acquittement"

msgid "Answer of the donor"
msgstr "Réponse du cédant"

msgid "New date"
msgstr "Nouvelle date"

msgid "Go"
msgstr "Go"

msgid "Report of the cut-over"
msgstr "Compte rendu de bascule"

msgid "Announcement of a port"
msgstr "Annonce de portage"

msgid "Notice to the range holder"
msgstr "Avis à l'attributaire"

msgid "Confirmation"
msgstr "Confirmation"

msgid "Cancellation"
msgstr "Annulation"

msgid "Reversal"
msgstr "Retour arrière"

msgid "Request for a list of numbers"
msgstr "Demande d'inventaire"

msgid "List of numbers of the donor"
msgstr "Inventaire du cédant"

msgid "Reminder"
msgstr "Relance"

msgid "Number return"
msgstr "Restitution de numéro"

msgid "Error"
msgstr "Erreur"

msgid "Line of the full file"
msgstr "Ligne du fichier complet"

msgid "Order of an access"
msgstr "Commande d'accès"

msgid "Acknowledgement of an order"
msgstr "Accusé de réception de la commande"

msgid "Completion report"
msgstr "Compte rendu de réalisation"

msgid "Reminder of an order"
msgstr "Relance de la commande"

msgid "Cancellation of an order"
msgstr "Annulation de la commande"

msgid "Termination of an access"
msgstr "Résiliation de l'accès"

msgid "Access taken by another operator"
msgstr "Accès repris par un autre opérateur"

msgid "its first line cannot be read"
msgstr "sa première ligne est illisible"

msgid "it is for somebody else"
msgstr "il est pour un autre"

msgid "it is cut: its last line is missing or counts otherwise"
msgstr "il est coupé : sa dernière ligne manque ou compte autrement"

msgid "it is not UTF-8 text"
msgstr "ce n'est pas un texte UTF-8"

msgid "what they acknowledged is not what we sent"
msgstr "ce qu'ils ont acquitté n'est pas ce que nous avons envoyé"

msgid ""
"Fewer filters find more. A number, a customer or a reference can also be "
"searched from the top of every page."
msgstr ""
"Moins de filtres, plus de résultats. Un numéro, un client ou une référence "
"se recherche aussi en haut de chaque page."

msgid "late"
msgstr "en retard"

msgid "today"
msgstr "aujourd'hui"

msgid "this week"
msgstr "cette semaine"

msgid "Name, code or SIRET"
msgstr "Nom, code ou SIRET"

msgid "has number ranges"
msgstr "avec tranches de numéros"

msgid "has a routing prefix"
msgstr "avec préfixe de routage"

#, python-format
msgid "No operator has the code %(code)s."
msgstr "Aucun opérateur n'a le code %(code)s."

#, python-format
msgid "%(day)s is not a day: write 2027-12-31."
msgstr "%(day)s n'est pas une date : écrivez 2027-12-31."

#, python-format
msgid "%(day)s is over: the key would never work."
msgstr "%(day)s est passé : la clé ne servirait jamais."

#, python-format
msgid "%s is not a date written YYYY-MM-DD"
msgstr "%s n'est pas une date au format AAAA-MM-JJ"

#, python-format
msgid ""
"operators that no line declares, made from their code: %(count)s (%(codes)s)"
msgstr ""
"opérateurs qu'aucune ligne ne déclare, créés d'après leur code : %(count)s "
"(%(codes)s)"

msgid "Dry run: nothing was changed."
msgstr "Essai à blanc : rien n'a été modifié."

#, python-format
msgid ""
"%(file)s: read %(read)s, added %(added)s, changed %(changed)s, withdrawn "
"%(withdrawn)s, unchanged %(unchanged)s, refused %(refused)s"
msgstr ""
"%(file)s : lignes lues %(read)s, ajoutées %(added)s, modifiées %(changed)s, "
"retirées %(withdrawn)s, inchangées %(unchanged)s, refusées %(refused)s"

#, python-format
msgid "  line %(line)s refused: %(reason)s"
msgstr "  ligne %(line)s refusée : %(reason)s"

#, python-format
msgid "Facts of lines are at %(url)s/lines/NUMBER."
msgstr "Les données des lignes sont à l'adresse %(url)s/lines/NUMÉRO."

msgid "The other side listens (Ctrl-C stops it)."
msgstr "L'autre côté écoute (Ctrl-C l'arrête)."

msgid "Stopped."
msgstr "Arrêté."

msgid "--date and --time go with --once."
msgstr "--date et --time vont avec --once."

msgid "--lines-port goes without --once."
msgstr "--lines-port va sans --once."

msgid "--time goes with --date."
msgstr "--time va avec --date."

msgid "--speed is above 0, and at most 86400."
msgstr "--speed est au-dessus de 0, et au plus 86400."

msgid "--announcements is from 0 to 5000 a day."
msgstr "--announcements va de 0 à 5000 par jour."

msgid "--port-outs is from 0 to 500 a day."
msgstr "--port-outs va de 0 à 500 par jour."

#, python-format
msgid "The port %(port)d cannot be used: choose another one."
msgstr "Le port %(port)d est inutilisable : choisissez-en un autre."

#, python-format
msgid ""
"The files of %(who)s are on a server: give %(option)s, as its own disk has "
"them, or --only."
msgstr ""
"Les fichiers de %(who)s sont sur un serveur : indiquez %(option)s, leur "
"dossier sur son propre disque, ou --only."

msgid "OWN_OPERATOR is not set: nobody knows whose files to answer."
msgstr "OWN_OPERATOR n'est pas renseigné : on ne sait pas à qui répondre."

#, python-format
msgid "%(heard)d files read with %(messages)d messages, %(laid)d files laid."
msgstr ""
"%(heard)d fichiers lus, soit %(messages)d messages, %(laid)d fichiers "
"déposés."

msgid "read quotes"
msgstr "lire les devis"

msgid "ask for quotes and order"
msgstr "demander des devis et commander"

msgid "read incoming ports"
msgstr "lire les demandes entrantes"

msgid "act on incoming ports"
msgstr "agir sur les demandes entrantes"

msgid "read outgoing ports"
msgstr "lire les demandes sortantes"

msgid "ask for numbers of ours"
msgstr "demander le portage de nos numéros"

msgid "look numbers up"
msgstr "consulter les numéros"

msgid "act on numbers"
msgstr "agir sur les numéros"

msgid "read activations"
msgstr "lire les activations"

msgid "order activations"
msgstr "commander des activations"

msgid "read events"
msgstr "lire les événements"

msgid "manage webhooks"
msgstr "gérer les webhooks"

msgid "operator"
msgstr "opérateur"

msgid "starts with"
msgstr "commence par"

msgid "Addresses or networks; empty: from anywhere."
msgstr "Adresses ou réseaux ; vide : de partout."

msgid "expires at"
msgstr "expire le"

msgid "revoked at"
msgstr "révoquée le"

msgid "last used at"
msgstr "dernière utilisation"

msgid "API key"
msgstr "clé d'API"

msgid "API keys"
msgstr "clés d'API"

#, python-format
msgid "Unknown or no scope: %(unknown)s. Scopes are: %(known)s."
msgstr "Droit inconnu ou absent : %(unknown)s. Droits existants : %(known)s."

#, python-format
msgid "Not an address or a network: %(error)s."
msgstr "Ce n'est ni une adresse ni un réseau : %(error)s."

msgid "requests"
msgstr "requêtes"

msgid "refused as too many"
msgstr "refusées car trop nombreuses"

msgid "use of a key"
msgstr "usage d'une clé"

msgid "use of keys"
msgstr "usage des clés"

msgid "business"
msgstr "entreprise"

msgid "person"
msgstr "particulier"

msgid "SIREN"
msgstr "SIREN"

msgid "SIRET"
msgstr "SIRET"

msgid "e-mail"
msgstr "courriel"

msgid "address, continued"
msgstr "complément d'adresse"

msgid "postal code"
msgstr "code postal"

msgid "A postal code has five digits."
msgstr "Un code postal compte cinq chiffres."

msgid "city"
msgstr "ville"

msgid "address changed at"
msgstr "adresse changée le"

msgid "customers"
msgstr "clients"

msgid "A person has no SIRET."
msgstr "Un particulier n'a pas de SIRET."

msgid "The SIRET belongs to another SIREN."
msgstr "Le SIRET relève d'un autre SIREN."

msgid "role"
msgstr "fonction"

msgid "contact"
msgstr "contact"

msgid "contacts"
msgstr "contacts"

msgid "notes"
msgstr "notes"

msgid "from us"
msgstr "de nous"

msgid "to us"
msgstr "à nous"

msgid "prepared"
msgstr "préparé"

msgid "never acknowledged"
msgstr "jamais acquitté"

msgid "refused"
msgstr "refusé"

msgid "received"
msgstr "reçu"

msgid "read"
msgstr "lu"

msgid "counterpart"
msgstr "correspondant"

msgid "way"
msgstr "sens"

msgid "sender"
msgstr "expéditeur"

msgid "The sender's own count of its files to us, or ours."
msgstr "Le compte que l'expéditeur tient de ses fichiers."

msgid "made at"
msgstr "établi le"

msgid "SHA-256"
msgstr "SHA-256"

msgid "lines"
msgstr "lignes"

msgid "lines read"
msgstr "lignes lues"

msgid "accepted"
msgstr "acceptée"

msgid "put in quarantine"
msgstr "mises en quarantaine"

msgid "known already"
msgstr "déjà connues"

msgid "sent how many times"
msgstr "nombre d'envois"

msgid "sent at"
msgstr "envoyé le"

msgid "problem, in their words"
msgstr "problème, dans leurs mots"

msgid "exchange file"
msgstr "fichier échangé"

msgid "exchange files"
msgstr "fichiers échangés"

msgid "Can send a file again"
msgstr "Peut renvoyer un fichier"

msgid "Escalate"
msgstr "Escalader"

msgid "Refuse"
msgstr "Refuser"

msgid "Read"
msgstr "Lire"

msgid "noted at"
msgstr "noté le"

msgid "noted by"
msgstr "noté par"

msgid "numbers without a file"
msgstr "numéros sans fichier"

msgid "refused by them"
msgstr "refusé par eux"

msgid "done"
msgstr "fait"

msgid "set aside"
msgstr "mis de côté"

msgid "message"
msgstr "message"

msgid "The sender's; empty when the line cannot be read."
msgstr "Celui de l'expéditeur ; vide quand la ligne est illisible."

msgid "about"
msgstr "au sujet de"

msgid "fields"
msgstr "champs"

msgid "line as received"
msgstr "ligne telle que reçue"

msgid "When it was said to us, or by us."
msgstr "Quand il nous a été dit, ou quand nous l'avons dit."

msgid "handled at"
msgstr "traité le"

msgid "handled by"
msgstr "traité par"

msgid "Can take up or set aside a line in quarantine"
msgstr "Peut reprendre ou mettre de côté une ligne en quarantaine"

msgid "under way"
msgstr "en cours"

msgid "failed for good"
msgstr "échoué pour de bon"

msgid "the mail server refused the address"
msgstr "le serveur de courrier a refusé l'adresse"

msgid "the mail server could not be reached"
msgstr "le serveur de courrier était injoignable"

msgid "there is no address any more"
msgstr "il n'y a plus d'adresse"

msgid "interrupted while it was sent: it may have left"
msgstr "interrompu pendant l'envoi : il est peut-être parti"

msgid "it could not be written: the fault is ours"
msgstr "il n'a pas pu être écrit : la faute est chez nous"

msgid "cause"
msgstr "cause"

msgid "template"
msgstr "modèle"

msgid "Codes, ids and dates."
msgstr "Codes, identifiants et dates."

msgid "attempts"
msgstr "tentatives"

msgid "taken at"
msgstr "pris le"

msgid "e-mails"
msgstr "courriels"

msgid "Can send a failed e-mail again"
msgstr "Peut renvoyer un e-mail en échec"

msgid "started at"
msgstr "commencé le"

msgid "Nobody is told of what happened before."
msgstr "Personne n'est averti de ce qui s'est passé avant."

msgid "mark of the e-mails"
msgstr "repère des courriels"

msgid "ARCEP open data"
msgstr "données ouvertes de l'ARCEP"

msgid "demonstration"
msgstr "démonstration"

msgid "entered by hand"
msgstr "saisie manuelle"

msgid ""
"OWN_OPERATOR is not set: give the code of the operator whose back office "
"this is."
msgstr ""
"OWN_OPERATOR n'est pas défini : indiquez le code de l'opérateur qui utilise "
"ce back-office."

#, python-format
msgid ""
"OWN_OPERATOR is %(code)s, but no operator of that code is known: import or "
"create it."
msgstr ""
"OWN_OPERATOR vaut %(code)s, mais aucun opérateur de ce code n'est connu : "
"importez-le ou créez-le."

msgid "trade register"
msgstr "registre du commerce"

msgid "declared on"
msgstr "date de déclaration"

msgid "withdrawn on"
msgstr "date de retrait"

msgid "placeholder"
msgstr "provisoire"

msgid "Known by its code alone."
msgstr "Connu par son seul code."

msgid "porting provider"
msgstr "opérateur de portabilité"

msgid "Who routes its ported numbers when it has no prefix of its own."
msgstr "Qui route ses numéros portés quand il n'a pas son propre préfixe."

msgid "operators"
msgstr "opérateurs"

msgid "assigned on"
msgstr "date d'attribution"

msgid "RIO code"
msgstr "code RIO"

msgid "prefix"
msgstr "préfixe"

msgid "routing prefix"
msgstr "préfixe de routage"

msgid "range holder"
msgstr "attributaire"

msgid "territory"
msgstr "territoire"

msgid "number range"
msgstr "tranche de numéros"

msgid "label, in French"
msgstr "libellé, en français"

msgid "label, in English"
msgstr "libellé, en anglais"

msgid "meaning, in French"
msgstr "sens, en français"

msgid "meaning, in English"
msgstr "sens, en anglais"

#, python-format
msgid "No such field: %(unknown)s. There are: %(known)s."
msgstr "Pas de tel champ : %(unknown)s. Il y a : %(known)s."

msgid "it answered that it is gone (410)"
msgstr "elle a répondu qu'elle n'existe plus (410)"

msgid "an event could not be delivered, in all its attempts"
msgstr "un événement n'a pas pu être livré, malgré toutes les tentatives"

msgid "its secret can no longer be read here: rotate it"
msgstr "son secret n'est plus lisible ici : changez-le"

msgid "somebody switched it off"
msgstr "quelqu'un l'a coupé"

msgid "events"
msgstr "événements"

msgid "Types of events; empty: all of them."
msgstr "Types d'événements ; vide : tous."

msgid "former secret"
msgstr "ancien secret"

msgid "former secret signs until"
msgstr "l'ancien secret signe jusqu'au"

msgid "read up to transaction"
msgstr "lu jusqu'à la transaction"

msgid "read up to history line"
msgstr "lu jusqu'à la ligne d'historique"

msgid "switched off at"
msgstr "coupé le"

msgid "switched off because"
msgstr "coupé parce que"

msgid "webhook"
msgstr "webhook"

msgid "webhooks"
msgstr "webhooks"

msgid "the answer was not a success"
msgstr "la réponse n'était pas un succès"

msgid "it answered with another address, and redirects are not followed"
msgstr ""
"elle a renvoyé vers une autre adresse, et nous ne suivons pas les "
"redirections"

msgid "it answered that it is gone"
msgstr "elle a répondu qu'elle n'existe plus"

msgid "no answer in time"
msgstr "pas de réponse à temps"

msgid "the host name is not known"
msgstr "le nom d'hôte est inconnu"

msgid "the address is not one that we may call"
msgstr "ce n'est pas une adresse que nous pouvons appeler"

msgid "no safe connection: its certificate is not good"
msgstr "pas de connexion sûre : son certificat n'est pas bon"

msgid "the connection failed"
msgstr "la connexion a échoué"

msgid "claim"
msgstr "prise"

msgid "delivered at"
msgstr "livré le"

msgid "HTTP answer"
msgstr "réponse HTTP"

msgid "attempts so far"
msgstr "tentatives jusqu'ici"

msgid "When, what was answered, how long."
msgstr "Quand, ce qui a été répondu, en combien de temps."

msgid "delivery"
msgstr "livraison"

msgid "deliveries"
msgstr "livraisons"

#, python-brace-format
msgid "More than {limit} numbers at once: split them."
msgstr "Plus de {limit} numéros à la fois : répartissez-les."

msgid "Geographic"
msgstr "Géographique"

msgid "Non-geographic (09)"
msgstr "Non géographique (09)"

msgid "Mobile"
msgstr "Mobile"

msgid "Special service (08)"
msgstr "Service à valeur ajoutée (08)"

msgid "Short number"
msgstr "Numéro court"

msgid "National"
msgstr "National"

msgid ""
"It is not clear where the number ends: write both ends of a range in full, "
"with “to” between them."
msgstr ""
"La fin du numéro n'est pas claire : écrivez en entier les deux bornes d'une "
"plage, séparées par « à »."

msgid "This is a range: only one number is expected here."
msgstr "C'est une plage : un seul numéro est attendu ici."

msgid "The two ends of the range are not numbers of the same kind."
msgstr "Les deux bornes de la plage ne sont pas des numéros de même nature."

msgid "The range ends before it begins."
msgstr "La plage finit avant de commencer."

msgid "There is no digit in it."
msgstr "Il n'y a aucun chiffre."

msgid ""
"A spreadsheet rounded this number: show its column as text and copy it again."
msgstr ""
"Un tableur a arrondi ce numéro : affichez sa colonne en texte et copiez-le à "
"nouveau."

msgid "The country code is not one of France or its overseas territories."
msgstr ""
"L'indicatif n'est ni celui de la France ni celui d'un territoire d'outre-mer."

msgid "There is something else than one number or one range in it."
msgstr "Il y a autre chose qu'un numéro ou une plage."

msgid "No French number begins or is grouped like this."
msgstr "Aucun numéro français ne commence ni ne se regroupe ainsi."

#, python-brace-format
msgid "9 digits are expected after the country code, not {digits}."
msgstr "9 chiffres sont attendus après l'indicatif, pas {digits}."

#, python-brace-format
msgid "A French number has 10 digits, not {digits}."
msgstr "Un numéro français compte 10 chiffres, pas {digits}."

msgid "What it is for"
msgstr "À quoi elle sert"

msgid "What it may do"
msgstr "Ce qu'elle permet"

msgid "Last day"
msgstr "Dernier jour"

msgid "Empty: until it is revoked."
msgstr "Vide : jusqu'à sa révocation."

msgid "Allowed addresses"
msgstr "Adresses permises"

msgid "None chosen: all of them."
msgstr "Aucun choisi : tous."

msgid "This SIRET is not right: 14 digits, the last one a check digit."
msgstr ""
"Ce SIRET est incorrect : 14 chiffres, dont le dernier est une clé de "
"contrôle."

msgid "This SIREN is not right: 9 digits, the last one a check digit."
msgstr ""
"Ce SIREN est incorrect : 9 chiffres, dont le dernier est une clé de contrôle."

msgid "Nothing came, nothing left."
msgstr "Rien n'est venu, rien n'est parti."

#, python-format
msgid ""
"%(who)s: files read: %(files)d (refused: %(refused)d), lines: %(lines)d "
"(accepted: %(accepted)d, in quarantine: %(quarantined)d, known already: "
"%(duplicates)d); files sent: %(left)d, answered: %(answered)d."
msgstr ""
"%(who)s : fichiers lus : %(files)d (refusés : %(refused)d), lignes : "
"%(lines)d (prises en compte : %(accepted)d, en quarantaine : "
"%(quarantined)d, déjà connues : %(duplicates)d) ; fichiers envoyés : "
"%(left)d, répondus : %(answered)d."

#, python-format
msgid ""
"Events to tell: %(new)d; told: %(delivered)d, failed attempts: %(failed)d."
msgstr ""
"Événements à dire : %(new)d ; dits : %(delivered)d, tentatives échouées : "
"%(failed)d."

#, python-format
msgid "Deliveries forgotten: %(count)d."
msgstr "Livraisons oubliées : %(count)d."

#, python-format
msgid ""
"Events looked at: %(looked_at)d, e-mails sent: %(sent)d, not sent: %(left)d."
msgstr ""
"Événements regardés : %(looked_at)d, courriels envoyés : %(sent)d, non "
"envoyés : %(left)d."

msgid "less than a minute"
msgstr "moins d'une minute"

msgid "Name, reference or message"
msgstr "Nom, référence ou message"

msgid "Way"
msgstr "Sens"

msgid "both"
msgstr "les deux"

msgid "Counterpart"
msgstr "Correspondant"

msgid "Made on"
msgstr "Établi le"

msgid "Noted: no file has these numbers."
msgstr "C'est noté : aucun fichier ne porte ces numéros."

msgid "The counterpart cannot be reached: nothing was sent. Try again later."
msgstr ""
"Le correspondant est injoignable : rien n'a été envoyé. Réessayez plus tard."

msgid ""
"This file cannot be written again: its messages are no longer what they were."
msgstr ""
"Ce fichier ne peut plus être réécrit : ses messages ne sont plus ce qu'ils "
"étaient."

msgid "The file is sent again."
msgstr "Le fichier est renvoyé."

#, python-format
msgid "This is no longer possible: %(what)s, %(when)s (%(who)s)."
msgstr "Ce n'est plus possible : %(what)s, %(when)s (%(who)s)."

msgid "Files from us"
msgstr "Fichiers de nous"

msgid "Files to us"
msgstr "Fichiers à nous"

msgid "Messages"
msgstr "Messages"

msgid "Put in quarantine"
msgstr "Mises en quarantaine"

msgid "Oldest without an answer"
msgstr "Plus ancien sans réponse"

#, python-format
msgid "%(count)d e-mail is sent again."
msgid_plural "%(count)d e-mails are sent again."
msgstr[0] "%(count)d e-mail est renvoyé."
msgstr[1] "%(count)d e-mails sont renvoyés."

msgid "Nothing to send: somebody was faster."
msgstr "Rien à renvoyer : quelqu'un a été plus rapide."

#, python-format
msgid "The secret of the key “%(name)s”"
msgstr "Le secret de la clé « %(name)s »"

#, python-format
msgid "The key “%(name)s” is revoked, for ever."
msgstr "La clé « %(name)s » est révoquée, pour toujours."

#, python-format
msgid "The key “%(name)s” was revoked already."
msgstr "La clé « %(name)s » était déjà révoquée."

#, python-format
msgid "The secret that signs what is sent to %(url)s"
msgstr "Le secret qui signe ce qui est envoyé à %(url)s"

msgid "Take up again"
msgstr "Reprendre"

msgid "Taken up."
msgstr "Prise en compte."

msgid "Set aside"
msgstr "Mettre de côté"

msgid "Set aside: nobody waits for it any more."
msgstr "Mise de côté : personne ne l'attend plus."

msgid "Reference or message"
msgstr "Référence ou message"

msgid "Reason"
msgstr "Raison"

#, python-format
msgid "%(shown)s line"
msgid_plural "%(shown)s lines"
msgstr[0] "%(shown)s ligne"
msgstr[1] "%(shown)s lignes"

msgid "What it is, and why"
msgstr "Ce que c'est, et pourquoi"

msgid "About"
msgstr "Au sujet de"

msgid "File"
msgstr "Fichier"

msgid "Since"
msgstr "Depuis"

msgid "No line like this"
msgstr "Aucune ligne de ce genre"

msgid "Fewer filters find more: a reference or a message's id is given whole."
msgstr ""
"Moins de filtres trouvent plus : une référence ou un identifiant de message "
"se donne en entier."

msgid "Show the whole quarantine"
msgstr "Voir toute la quarantaine"

msgid "Nothing is in quarantine"
msgstr "Rien n'est en quarantaine"

msgid ""
"Every line that was received is accounted for. A line that cannot be taken "
"up comes here, with its reason."
msgstr ""
"On sait ce que chaque ligne reçue est devenue. Une ligne qui ne peut être "
"prise en compte vient ici, avec sa raison."

msgid "Choose the lines first."
msgstr "Choisissez d'abord les lignes."

#, python-format
msgid "It stays in quarantine: %(why)s"
msgstr "Elle reste en quarantaine : %(why)s"

#, python-format
msgid "%(url)s is told nothing more."
msgstr "On ne dit plus rien à %(url)s."

#, python-format
msgid "On their way again: %(count)d."
msgstr "De nouveau en route : %(count)d."

msgid "Choose the deliveries first."
msgstr "Choisissez d'abord les livraisons."

msgid "A test is on its way: its result will stand in the log."
msgstr "Un essai est en route : son résultat sera dans le journal."

#, python-format
msgid "The new secret that signs what is sent to %(url)s"
msgstr "Le nouveau secret qui signe ce qui est envoyé à %(url)s"

msgid "There is a new secret; the former one signs beside it for a day."
msgstr "Il y a un nouveau secret ; l'ancien signe à côté pendant un jour."

msgid "It is switched on, and will be told of what happened meanwhile."
msgstr "Il est rétabli, et on lui dira ce qui s'est passé entre-temps."

msgid ""
"It is switched off; what happens is kept for it until it is switched on "
"again."
msgstr ""
"Il est coupé ; ce qui se passe lui est gardé jusqu'à son rétablissement."

#, python-format
msgid "An operator has %(most)d webhooks at most: delete one first."
msgstr "Un opérateur a au plus %(most)d webhooks : supprimez-en un d'abord."

#, python-format
msgid "There are no events of this type: %(type)s."
msgstr "Il n'y a pas d'événements de ce type : %(type)s."

#, python-format
msgid "Did you mean %(type)s?"
msgstr "Vouliez-vous dire %(type)s ?"

msgid "This delivery is still on its way."
msgstr "Cette livraison est encore en route."

msgid "This webhook is switched off: switch it on first."
msgstr "Ce webhook est coupé : rétablissez-le d'abord."

msgid ""
"This address is not public: we call no private, local or special address."
msgstr ""
"Cette adresse n'est pas publique : nous n'appelons aucune adresse privée, "
"locale ou spéciale."

msgid "This is not an address."
msgstr "Ce n'est pas une adresse."

#, python-format
msgid "Give a whole address, of %(most)d characters at most."
msgstr "Donnez une adresse entière, de %(most)d caractères au plus."

msgid "The address must begin with https://."
msgstr "L'adresse doit commencer par https://."

msgid "The address must not hold a name or a password."
msgstr "L'adresse ne doit contenir ni nom ni mot de passe."

msgid "The address must not hold a fragment (#)."
msgstr "L'adresse ne doit pas contenir de fragment (#)."

#, python-format
msgid "We only call these ports: %(ports)s."
msgstr "Nous n'appelons que ces ports : %(ports)s."

msgid "A number in any spelling, or a customer."
msgstr "Un numéro, quelle que soit son écriture, ou un client."

msgid "A number in any spelling, or its beginning."
msgstr "Un numéro, quelle que soit son écriture, ou son début."

msgid "Give the price of the first number: a tier from 1."
msgstr "Indiquez le prix du premier numéro : un palier à partir de 1."

msgid "A reference, ours or theirs, a customer, or a number in any spelling."
msgstr ""
"Une référence, la nôtre ou la leur, un client, ou un numéro quelle que soit "
"son écriture."

msgid "Asked"
msgstr "Demande"

msgid "Answered"
msgstr "Réponse"

msgid "price, incl. VAT"
msgstr "prix TTC"

msgid "reasons"
msgstr "motifs"

msgid "price lines"
msgstr "lignes de prix"

msgid "option prices"
msgstr "prix des options"

#, python-format
msgid "%(count)d number"
msgid_plural "%(count)d numbers"
msgstr[0] "%(count)d numéro"
msgstr[1] "%(count)d numéros"

msgid "A number in any spelling, or the reference of a quote."
msgstr "Un numéro, quelle que soit son écriture, ou la référence d'un devis."

msgid "chain of holders"
msgstr "chaîne des détenteurs"

msgid "A reference of ours, a customer, or a main number in any spelling."
msgstr ""
"Une référence de chez nous, un client, ou une tête de ligne écrite comme on "
"veut."

msgid "A number in any spelling, or the reference of a request."
msgstr ""
"Un numéro, quelle que soit son écriture, ou la référence d'une demande."

msgid "checks"
msgstr "vérifications"

#, python-format
msgid "%(count)d finding"
msgid_plural "%(count)d findings"
msgstr[0] "%(count)d constat"
msgstr[1] "%(count)d constats"

msgid "Nobody asks for this number."
msgstr "Personne ne demande ce numéro."

msgid "Every number is refused: use refuse."
msgstr "Tous les numéros sont refusés : utilisez refuse."

msgid "Say on which ground the other numbers are refused."
msgstr "Dites pour quel motif les autres numéros sont refusés."

msgid "This number is given twice, in two spellings: which RIO is meant?"
msgstr ""
"Ce numéro est donné deux fois, écrit de deux façons : quel RIO est le bon ?"

msgid "Give a list of numbers, each as a text."
msgstr "Donnez une liste de numéros, chacun sous forme de texte."

msgid "Give each number as a text."
msgstr "Donnez chaque numéro sous forme de texte."

#, python-format
msgid "A number or a range has at most %d characters."
msgstr "Un numéro ou une plage compte au plus %d caractères."

msgid "This number is not in the list: its RIO would be lost."
msgstr "Ce numéro n'est pas dans la liste : son RIO serait perdu."

#, python-format
msgid "This cannot be read: %(text)s"
msgstr "Ceci est illisible : %(text)s"

msgid "There is no number in it."
msgstr "Il n'y a aucun numéro."

msgid "There is no rejection reason of this code."
msgstr "Aucun motif de rejet ne porte ce code."

msgid "A donor's answer is entered by our own people and programs."
msgstr "La réponse d'un cédant est saisie par nos équipes et nos programmes."

msgid "We draw this mandate up: send its signed copy as signed_mandate."
msgstr ""
"Ce mandat, c'est nous qui l'établissons : envoyez sa copie signée en "
"signed_mandate."

msgid "Send the file."
msgstr "Envoyez le fichier."

msgid "Say what was tried."
msgstr "Dites ce qui a été essayé."

msgid "the donor"
msgstr "le cédant"

msgid "The donor's list of numbers has not come"
msgstr "La liste de numéros du cédant n'est pas arrivée"

msgid "It is cut over by itself in its window"
msgstr "Bascule toute seule dans son créneau"

msgid "The go is given and the donor has not confirmed"
msgstr "Le go est donné et le cédant n'a pas confirmé"

msgid "The request has not left"
msgstr "La demande n'est pas partie"

msgid "The request is not acknowledged"
msgstr "La demande n'est pas acquittée"

msgid "The donor has not answered"
msgstr "Le cédant n'a pas répondu"

msgid "Its day comes"
msgstr "Son jour arrive"

msgid "Rejected: it must be corrected and sent again"
msgstr "Refusée : à corriger et à renvoyer"

msgid "Go or no-go before the end of the window"
msgstr "Go ou no-go avant la fin du créneau"

msgid "Its numbers may be out of service"
msgstr "Ses numéros sont peut-être coupés"

msgid "The port is not confirmed"
msgstr "Le portage n'est pas confirmé"

msgid ""
"No price list is in force today: no quote can be offered until a supervisor "
"adds one."
msgstr ""
"Aucune grille tarifaire n'est en vigueur aujourd'hui : aucun devis ne peut "
"être proposé avant qu'un superviseur n'en ajoute une."

#, python-format
msgid "%d number"
msgid_plural "%d numbers"
msgstr[0] "%d numéro"
msgstr[1] "%d numéros"

msgid "The clearing house's full file says something else"
msgstr "Le fichier complet de la plateforme dit autre chose"

msgid "Register"
msgstr "Registre"

msgid "Call, then go"
msgstr "Appeler, puis donner le go"

msgid "its code is in no list, read their words"
msgstr "son code n'est dans aucune liste, lisez leurs mots"

#, python-brace-format
msgid "Rejected: {label}"
msgstr "Refusée : {label}"

#, python-format
msgid "%(count)d reminder and no answer: call them"
msgid_plural "%(count)d reminders and no answer: call them"
msgstr[0] "%(count)d relance sans réponse : les appeler"
msgstr[1] "%(count)d relances sans réponse : les appeler"

msgid "The offer ends and the customer has not answered"
msgstr "L'offre expire et le client n'a pas répondu"

msgid "Follow up"
msgstr "Relancer"

msgid "Some numbers can be ported, but there is no price"
msgstr "Des numéros peuvent être portés, mais il n'y a pas de prix"

msgid "No number can be ported"
msgstr "Aucun numéro ne peut être porté"

msgid "See why"
msgstr "Voir pourquoi"

#, python-format
msgid "%d quote"
msgid_plural "%d quotes"
msgstr[0] "%d devis"
msgstr[1] "%d devis"

msgid "To be answered, on legal grounds only"
msgstr "À répondre, sur motifs légaux seulement"

msgid "To be answered: a signal asks for a look"
msgstr "À répondre : un signal demande un regard"

msgid "To be answered: it may be a fraud"
msgstr "À répondre : c'est peut-être une fraude"

msgid "Its day has come: the numbers leave"
msgstr "Son jour est venu : les numéros partent"

msgid "Its day has come: it waits for the recipient's go"
msgstr "Son jour est venu : en attente du go du receveur"

msgid "Its window is over, and its numbers have not left"
msgstr "Son créneau est fini, et ses numéros ne sont pas partis"

msgid "Gone, and its numbers still work here"
msgstr "Parti, et ses numéros fonctionnent encore ici"

msgid "Gone, and the customer is still billed"
msgstr "Parti, et le client est encore facturé"

msgid "Gone, and its closing list is not done"
msgstr "Parti, et sa liste de clôture n'est pas faite"

msgid "Answer it"
msgstr "Répondre"

#, python-format
msgid "Put off %(count)d time without a go: call them"
msgid_plural "Put off %(count)d times without a go: call them"
msgstr[0] "Reporté %(count)d fois faute de go : les appeler"
msgstr[1] "Reporté %(count)d fois faute de go : les appeler"

msgid "Close"
msgstr "Fermer"

msgid "A number of ours was taken: the line must be restored"
msgstr "Un de nos numéros a été pris : la ligne doit être rétablie"

msgid "We took a number that was not ours to take: give it back"
msgstr "Nous avons pris un numéro à tort : rendez-le"

msgid "We have not given these numbers back"
msgstr "Nous n'avons pas restitué ces numéros"

msgid "These numbers have not come back to us"
msgstr "Ces numéros ne nous sont pas revenus"

msgid "the other operators"
msgstr "les autres opérateurs"

#, python-format
msgid "Nobody has the prefix %(prefix)s."
msgstr "Personne n'a le préfixe %(prefix)s."

#, python-format
msgid "Nobody announces a port so far ahead: %(day)s."
msgstr "Personne n'annonce un portage si loin : %(day)s."

msgid "It neither accepts nor refuses a number."
msgstr "Elle n'accepte ni ne refuse aucun numéro."

msgid "A number is answered twice."
msgstr "Un numéro a deux réponses."

#, python-format
msgid "%(number)s is not a number of the request."
msgstr "%(number)s n'est pas un numéro de la demande."

msgid "It accepts for no day, and none was asked for."
msgstr "Elle accepte sans dire le jour, et aucun n'était demandé."

#, python-format
msgid "%(number)s works for a customer of ours: nobody else can give it back."
msgstr ""
"%(number)s sert un client de chez nous : personne d'autre ne peut le "
"restituer."

#, python-format
msgid "Nobody gives numbers back so far ahead: %(day)s."
msgstr "Personne ne restitue des numéros si loin : %(day)s."

msgid "It names no message of ours about it."
msgstr "Elle ne nomme aucun message de nous à ce sujet."

#, python-format
msgid "%(window)s is no window."
msgstr "%(window)s n'est pas un créneau."

msgid "The result is neither done nor failed."
msgstr "Le résultat n'est ni fait ni échoué."

msgid "The moment has not come yet."
msgstr "Ce moment n'est pas encore venu."

msgid "The request did not exist at that moment."
msgstr "La demande n'existait pas à ce moment."

msgid "Somebody was at work on it: take it up again."
msgstr "Quelqu'un y travaillait : reprenez-la."

msgid "The answer is neither a list nor a refusal."
msgstr "La réponse n'est ni une liste ni un refus."

msgid "The donor has answered already."
msgstr "Le cédant a déjà répondu."

#, python-format
msgid "More than %(limit)d numbers at once."
msgstr "Plus de %(limit)d numéros à la fois."

#, python-format
msgid "%(reference)s is planned for %(day)s."
msgstr "%(reference)s est prévue le %(day)s."

#, python-format
msgid "The request is for %(donor)s."
msgstr "La demande est pour %(donor)s."

#, python-format
msgid "recipient: nobody here knows the operator %(code)s."
msgstr "recipient : personne ici ne connaît l'opérateur %(code)s."

msgid "rios: each number is followed by a colon and its RIO, once."
msgstr "rios : chaque numéro est suivi de deux-points et de son RIO, une fois."

#, python-format
msgid ""
"%(number)s works for a customer of ours, and nobody here let it go. Its new "
"route is registered."
msgstr ""
"%(number)s sert un client de chez nous, et personne ici ne l'a laissé "
"partir. Sa nouvelle route est enregistrée."

msgid "the customer is not ready"
msgstr "le client n'est pas prêt"

msgid "we are not ready"
msgstr "nous ne sommes pas prêts"

msgid "the numbers do not ring"
msgstr "les numéros ne sonnent pas"

msgid "some numbers do not ring"
msgstr "certains numéros ne sonnent pas"

msgid "confirmed by telephone"
msgstr "confirmé par téléphone"

msgid "nobody confirmed in its window"
msgstr "personne n'a confirmé dans son créneau"

msgid "its window passed without a cut-over"
msgstr "son créneau est passé sans bascule"

msgid "the donor chose the day"
msgstr "le cédant a choisi le jour"

msgid "its line is not ready"
msgstr "sa ligne n'est pas prête"

msgid "the donor could not cut over"
msgstr "le cédant n'a pas pu basculer"

#, python-format
msgid "The port is planned for %(day)s: go and no-go are said on that day."
msgstr "Le portage est prévu le %(day)s : go et no-go se disent ce jour-là."

#, python-format
msgid "The port was put off to %(day)s: go and no-go are said on that day."
msgstr ""
"Le portage a été reporté au %(day)s : go et no-go se disent ce jour-là."

#, python-format
msgid ""
"The port was put off to %(day)s (%(why)s): go and no-go are said on that day."
msgstr ""
"Le portage a été reporté au %(day)s (%(why)s) : go et no-go se disent ce "
"jour-là."

msgid "The line for these numbers does not work yet."
msgstr "La ligne de ces numéros ne fonctionne pas encore."

msgid "incident"
msgstr "incident"

msgid "cutting over"
msgstr "bascule en cours"

msgid "ported: to test"
msgstr "portée : à tester"

msgid "not open yet"
msgstr "pas encore ouvert"

msgid "undone"
msgstr "annulée par retour arrière"

msgid "works"
msgstr "fonctionne"

msgid "does not work"
msgstr "ne fonctionne pas"

msgid "not tried"
msgstr "pas essayé"

msgid "Incoming call"
msgstr "Appel entrant"

msgid "Outgoing call"
msgstr "Appel sortant"

msgid "Number shown"
msgstr "Numéro présenté"

msgid "hour of the day"
msgstr "heure de la journée"

msgid "1 = yes, 0 = no"
msgstr "1 = oui, 0 = non"

msgid "hours"
msgstr "heures"

msgid "A number that was ported this many times is complex"
msgstr "Nombre de portages à partir duquel un numéro est complexe"

msgid "A request of this many numbers is complex; 0: never"
msgstr ""
"Nombre de numéros à partir duquel une demande est complexe ; 0 : jamais"

msgid "Keeping some numbers is a right from this many numbers"
msgstr ""
"Nombre de numéros à partir duquel la portabilité partielle est un droit"

msgid "Lead time of a business port, in jours ouvrables"
msgstr "Délai d'un portage entreprise, en jours ouvrables"

msgid "Lead time of a consumer port, in jours ouvrables"
msgstr "Délai d'un portage grand public, en jours ouvrables"

msgid "From this hour on, an order counts as the next day's"
msgstr "Heure à partir de laquelle une commande compte pour le lendemain"

msgid "A port can only be on a jour ouvré"
msgstr "Un portage n'a lieu qu'un jour ouvré"

msgid "How long a port usually takes when the donor has no history"
msgstr "Durée habituelle d'un portage quand le cédant n'a pas d'historique"

msgid "How far back a donor's past ports count"
msgstr "Ancienneté des portages pris en compte pour un cédant"

msgid "How many past ports make a donor's history"
msgstr "Nombre de portages passés qui font l'historique d'un cédant"

msgid "How long an offer lives"
msgstr "Durée de validité d'une offre"

msgid "A mandate is not older than this, in months"
msgstr "Âge maximal d'un mandat, en mois"

msgid "An order leaves within this many jours ouvrés"
msgstr "Une commande part dans ce délai, en jours ouvrés"

msgid "The clearing house acknowledges a request within this"
msgstr "La plateforme acquitte une demande dans ce délai"

msgid "The donor answers for a business within this, in jours ouvrables"
msgstr "Délai de réponse du cédant pour une entreprise, en jours ouvrables"

msgid "A donor answers for a person within this, in jours ouvrables"
msgstr "Délai de réponse du cédant pour un particulier, en jours ouvrables"

msgid "A rejected request is corrected within this, in jours ouvrés"
msgstr "Une demande refusée est corrigée dans ce délai, en jours ouvrés"

msgid "A number may be out of service for this long"
msgstr "Durée maximale d'interruption d'un numéro"

msgid "The clearing house confirms a port within this, in jours ouvrés"
msgstr "La plateforme confirme un portage dans ce délai, en jours ouvrés"

msgid "A port can be reversed for this long, in jours ouvrés"
msgstr "Un portage peut être annulé pendant ce délai, en jours ouvrés"

msgid "Rejected this often, a request goes to a supervisor"
msgstr "Refusée autant de fois, une demande va à un superviseur"

msgid "Chased this often without an answer, a supervisor calls"
msgstr "Après ce nombre de relances sans réponse, un superviseur appelle"

msgid "Put off this often without a go, a supervisor calls"
msgstr "Reports faute de go après lesquels un superviseur appelle"

msgid "A donor gives its list within this"
msgstr "Un cédant donne sa liste dans ce délai"

msgid "From this day on, a donor that has not given its list is chased"
msgstr "À partir de ce jour, un cédant qui n'a pas donné sa liste est relancé"

msgid "A closing list is done within this, in jours ouvrés"
msgstr "Une liste de clôture est faite dans ce délai, en jours ouvrés"

msgid "A terminated number is kept for whoever may claim it"
msgstr "Un numéro résilié est gardé pour qui peut le réclamer"

msgid "A terminated number of ours can be given again after this"
msgstr "Un de nos numéros résiliés peut être réattribué après ce délai"

msgid "A number is given back to its range holder within this, in jours ouvrés"
msgstr ""
"Un numéro est restitué à son attributaire dans ce délai, en jours ouvrés"

msgid "A wrongful port is undone within this, in jours ouvrés"
msgstr "Un portage à tort est défait dans ce délai, en jours ouvrés"

msgid "A request of another operator is kept in full for this"
msgstr "La demande d'un autre opérateur est gardée en entier pendant ce temps"

msgid "Comments on a request that is over are kept for this"
msgstr "Les commentaires d'une demande finie sont gardés pendant ce temps"

msgid "Papers of a request that is over are kept for this"
msgstr "Les pièces d'une demande finie sont gardées pendant ce temps"

msgid "A terminated number can still be claimed for this"
msgstr "Un numéro résilié peut encore être réclamé pendant ce temps"

msgid "How far back what happened before tells of a fraud"
msgstr "Jusqu'où le passé parle d'une fraude"

msgid "From this many wrong RIOs on, a recipient is suspicious"
msgstr "À partir d'autant de RIO faux, un receveur est suspect"

msgid "The porting desk is at work from this hour on"
msgstr "Le service portabilité travaille à partir de cette heure"

msgid "The porting desk is at work until this hour"
msgstr "Le service portabilité travaille jusqu'à cette heure"

msgid "How far ahead a port can be planned"
msgstr "Jusqu'où un portage peut être planifié"

msgid "A consumer's order needs a RIO"
msgstr "RIO obligatoire à la commande d'un particulier"

msgid "A business's order needs a RIO for ungrouped numbers"
msgstr "RIO obligatoire à la commande d'une entreprise, numéros isolés"

msgid "A business's order needs a RIO for grouped numbers"
msgstr "RIO obligatoire à la commande d'une entreprise, numéros groupés"

msgid "morning"
msgstr "matin"

msgid "afternoon"
msgstr "après-midi"

msgid "This file is empty."
msgstr "Ce fichier est vide."

msgid ""
"This is neither a PDF nor a picture (PNG or JPEG), whatever its name says."
msgstr ""
"Ce n'est ni un PDF ni une image (PNG ou JPEG), quoi qu'en dise son nom."

msgid "This picture has too many points."
msgstr "Cette image a trop de points."

#, python-format
msgid "A file has at most %(most)d MB."
msgstr "Un fichier fait au plus %(most)d Mo."

msgid ""
"This file does not open: it may have been cut on its way. Send it again."
msgstr ""
"Ce fichier ne s'ouvre pas : il a peut-être été coupé en route. Renvoyez-le."

#, python-format
msgid "This request holds %(most)d papers already."
msgstr "Cette demande contient déjà %(most)d pièces."

msgid "Say when the mandate was signed."
msgstr "Dites quand le mandat a été signé."

msgid "Numbers that can be ported"
msgstr "Numéros éligibles"

msgid "Quotes that are complex"
msgstr "Devis complexes"

msgid "Quotes made in 30 days"
msgstr "Devis établis en 30 jours"

msgid "Offers that wait, excl. VAT"
msgstr "Offres en attente, HT"

msgid "These numbers"
msgstr "Ces numéros"

msgid "Legal ground"
msgstr "Motif légal"

msgid "Choose"
msgstr "Choisir"

msgid "What shows it"
msgstr "Ce qui le montre"

msgid ""
"Facts, codes and dates that the recipient can check; never a bill or a "
"commitment."
msgstr ""
"Des faits, des codes et des dates que le receveur peut vérifier ; jamais une "
"facture ni un engagement."

msgid "I have read the signals, and let the numbers go"
msgstr "J'ai lu les signaux, et je laisse partir les numéros"

msgid "Read the signals first, then say so here."
msgstr "Lisez d'abord les signaux, puis dites-le ici."

#, python-format
msgid "Nobody asks for %(number)s here."
msgstr "Personne ne demande %(number)s ici."

msgid "Say which numbers are refused."
msgstr "Dites quels numéros sont refusés."

msgid "A refusal needs a legal ground."
msgstr "Un refus a besoin d'un motif légal."

msgid "A refusal needs what shows it."
msgstr "Un refus a besoin de ce qui le montre."

msgid "A refusal is typed here: empty it to let every number go."
msgstr ""
"Un refus est saisi ici : videz-le pour laisser partir tous les numéros."

#, python-brace-format
msgid "Refuse: {ground}"
msgstr "Refuser : {ground}"

msgid "Accept"
msgstr "Accepter"

msgid "Window"
msgstr "Créneau"

msgid "Main number"
msgstr "Tête de ligne"

msgid "Numbers that stay in the request"
msgstr "Numéros qui restent dans la demande"

msgid "Take out those that cannot be ported; they stay with the donor."
msgstr ""
"Retirez ceux qui ne peuvent pas être portés ; ils restent chez le cédant."

msgid "Numbers that stay with the donor"
msgstr "Numéros qui restent chez le cédant"

msgid "Date"
msgstr "Date"

msgid "Mandate signed on"
msgstr "Mandat signé le"

msgid "Mandate reference"
msgstr "Référence du mandat"

msgid "Name"
msgstr "Nom"

msgid "Routing prefix"
msgstr "Préfixe de routage"

msgid "Paste RIOs"
msgstr "Coller des RIO"

msgid "A number and its RIO on each line, as a spreadsheet gives them."
msgstr "Un numéro et son RIO par ligne, comme dans un tableur."

#, python-format
msgid "Somebody else has just made it: %(value)s"
msgstr "Quelqu'un d'autre vient d'en faire : %(value)s"

msgid "Telephone"
msgstr "Téléphone"

msgid "Give a telephone number or an e-mail address."
msgstr "Donnez un numéro de téléphone ou une adresse électronique."

msgid "Note"
msgstr "Note"

msgid "A note for colleagues…"
msgstr "Une note pour les collègues…"

msgid "In your words"
msgstr "En vos propres termes"

msgid "No operator has this code or this name."
msgstr "Aucun opérateur n'a ce code ni ce nom."

msgid "Several operators have this in their name: give its code."
msgstr "Plusieurs opérateurs ont cela dans leur nom : indiquez le code."

msgid ""
"Paste anything: a list, ranges, columns of a spreadsheet with the RIO beside "
"the number."
msgstr ""
"Collez ce que vous avez : une liste, des plages, des colonnes de tableur "
"avec le RIO à côté du numéro."

msgid "Donor, if known"
msgstr "Cédant, si connu"

msgid "Code or name"
msgstr "Code ou nom"

msgid "Ask the donor for its own list first (inventory)"
msgstr "Demander d'abord sa liste au cédant (fiabilisation)"

msgid "The price comes with the list, after about 7 days."
msgstr "Le prix vient avec la liste, après environ 7 jours."

msgid "Number"
msgstr "Numéro"

msgid "Donor"
msgstr "Cédant"

msgid "The donor's list"
msgstr "Liste du cédant"

msgid "no reason given"
msgstr "aucune raison donnée"

msgid "Other operator"
msgstr "Autre opérateur"

msgid "Name the other operator."
msgstr "Nommez l'autre opérateur."

msgid "Say in a few words what the reason is."
msgstr "Indiquez le motif en quelques mots."

msgid "Cut-over"
msgstr "Bascule"

msgid "If nobody answers on the day"
msgstr "Si personne ne répond le jour J"

msgid "Options"
msgstr "Options"

msgid "What it is"
msgstr "Ce que c'est"

msgid "PDF, PNG or JPEG, 10 MB at most."
msgstr "PDF, PNG ou JPEG, 10 Mo au plus."

msgid "Signed on"
msgstr "Signé le"

msgid "A note…"
msgstr "Une note…"

#, python-format
msgid "%(partner)s may read it"
msgstr "%(partner)s peut le lire"

#, python-format
msgid "Say whose answer this is: %(donors)s are asked."
msgstr "Dites de qui est cette réponse : %(donors)s sont interrogés."

msgid "Answer this number too."
msgstr "Répondez aussi pour ce numéro."

msgid "We do not serve this number: nobody can let it go here."
msgstr ""
"Nous ne servons pas ce numéro : personne ne peut le laisser partir ici."

#, python-format
msgid "This number is promised already, by %(reference)s."
msgstr "Ce numéro est déjà promis, par %(reference)s."

msgid "The law knows no such ground of refusal."
msgstr "La loi ne connaît pas ce motif de refus."

msgid "Nothing shows this ground: its check did not fail."
msgstr "Rien n'étaye ce motif : sa vérification n'a pas échoué."

#, python-format
msgid "This is asked for already: %(reference)s."
msgstr "C'est déjà demandé : %(reference)s."

msgid "No operator has this routing prefix."
msgstr "Aucun opérateur n'a ce préfixe de routage."

msgid "The numbers are ours already."
msgstr "Les numéros sont déjà chez nous."

#, python-format
msgid "A port is planned until %(day)s at the latest."
msgstr "Un portage se planifie jusqu'au %(day)s au plus tard."

#, python-format
msgid "This is no text of at most %(count)d characters."
msgstr "Ce n'est pas un texte d'au plus %(count)d caractères."

msgid "There is no such window."
msgstr "Ce créneau n'existe pas."

msgid "Say which numbers are asked for."
msgstr "Dites quels numéros sont demandés."

msgid "This number is not among those asked for: its RIO would be lost."
msgstr "Ce numéro n'est pas parmi ceux demandés : son RIO serait perdu."

msgid "The number carries no access"
msgstr "Le numéro ne porte pas d'accès"

msgid "We have issued a RIO for the number"
msgstr "Nous avons émis un RIO pour le numéro"

msgid "The customer is the one that we know"
msgstr "Le client est celui que nous connaissons"

msgid "All numbers are one customer's"
msgstr "Tous les numéros sont d'un seul client"

msgid "The main number leaves with its group"
msgstr "La tête de ligne part avec son groupe"

msgid "The mandate is named"
msgstr "Le mandat est nommé"

msgid "The prefix is the recipient's own"
msgstr "Le préfixe est au receveur"

msgid "The recipient gives right RIOs"
msgstr "Le receveur donne des RIO justes"

msgid "Nobody else asked for this customer's numbers lately"
msgstr "Personne d'autre n'a demandé récemment les numéros de ce client"

msgid "The customer's address has not changed lately"
msgstr "L'adresse du client n'a pas changé récemment"

msgid "It came during working hours"
msgstr "Venue pendant les heures de travail"

msgid "We serve the number"
msgstr "Nous servons le numéro"

msgid "The number is active"
msgstr "Le numéro est actif"

msgid "A terminated number can still be claimed"
msgstr "Un numéro résilié peut encore être réclamé"

msgid "The RIO is there where it must be"
msgstr "Le RIO est là où il le faut"

msgid "The RIO is the one of this number"
msgstr "Le RIO est celui de ce numéro"

msgid "No other port of the number is under way"
msgstr "Aucun autre portage du numéro n'est en cours"

msgid "The request is complete"
msgstr "La demande est complète"

msgid "The day can be kept"
msgstr "Le jour peut être tenu"

msgid "The go is said on the day of the port."
msgstr "Le go se dit le jour du portage."

msgid "accept at once"
msgstr "accepter tout de suite"

msgid "leave it to a human"
msgstr "laisser à une personne"

msgid "refuse, where a ground is certain"
msgstr "refuser, là où un motif est certain"

msgid "only for this recipient"
msgstr "seulement pour ce receveur"

msgid "only for"
msgstr "seulement pour"

msgid "up to how many numbers"
msgstr "jusqu'à combien de numéros"

msgid "what is done"
msgstr "ce qui est fait"

msgid "rule of automatic answers"
msgstr "règle de réponse automatique"

msgid "rules of automatic answers"
msgstr "règles de réponse automatique"

msgid "terminate the access"
msgstr "résilier l'accès"

msgid "stop the services"
msgstr "arrêter les services"

msgid "end the billing"
msgstr "arrêter la facturation"

msgid "recover the equipment"
msgstr "récupérer l'équipement"

msgid "outgoing port"
msgstr "portage sortant"

msgid "what"
msgstr "quoi"

msgid "done at"
msgstr "fait le"

msgid "done by"
msgstr "fait par"

msgid "not needed"
msgstr "sans objet"

msgid "item of the closing list"
msgstr "point de la liste de clôture"

msgid "closing lists"
msgstr "listes de clôture"

msgid "comment"
msgstr "commentaire"

msgid "comments"
msgstr "commentaires"

msgid "our register lacks this port"
msgstr "notre registre n'a pas ce portage"

msgid "their file lacks this port"
msgstr "leur fichier n'a pas ce portage"

msgid "another prefix"
msgstr "un autre préfixe"

msgid "both agree again"
msgstr "les deux sont de nouveau d'accord"

msgid "theirs was taken"
msgstr "le leur a été pris"

msgid "ours was kept"
msgstr "le nôtre a été gardé"

msgid "our prefix"
msgstr "notre préfixe"

msgid "their prefix"
msgstr "leur préfixe"

msgid "their operator"
msgstr "leur opérateur"

msgid "their date"
msgstr "leur date"

msgid "found at"
msgstr "trouvé le"

msgid "closed at"
msgstr "clos le"

msgid "closed by"
msgstr "clos par"

msgid "difference of the register"
msgstr "écart du registre"

msgid "differences of the register"
msgstr "écarts du registre"

msgid "Can settle a difference of the register"
msgstr "Peut trancher un écart du registre"

msgid "since"
msgstr "depuis"

msgid "port of the full file"
msgstr "portage du fichier complet"

msgid "ports of the full file"
msgstr "portages du fichier complet"

msgid "mandate, to be signed"
msgstr "mandat, à signer"

msgid "mandate, signed"
msgstr "mandat, signé"

msgid "bill of the donor"
msgstr "facture du cédant"

msgid "other paper"
msgstr "autre pièce"

msgid "media type"
msgstr "type de média"

msgid "size"
msgstr "taille"

msgid "In bytes."
msgstr "En octets."

msgid "document"
msgstr "document"

msgid "documents"
msgstr "documents"

msgid "asked"
msgstr "demandé"

msgid "quote"
msgstr "devis"

msgid "donor"
msgstr "cédant"

msgid "main number"
msgstr "tête de ligne"

msgid "asked on"
msgstr "demandé le"

msgid "chased on"
msgstr "relancé le"

msgid "chased how often"
msgstr "nombre de relances"

msgid "answered at"
msgstr "répondu le"

msgid "listed by the donor"
msgstr "listés par le cédant"

msgid "refusal"
msgstr "refus"

msgid "refusal, in their words"
msgstr "refus, dans leurs mots"

msgid "inventory"
msgstr "fiabilisation"

msgid "inventories"
msgstr "inventaires"

msgid "Can enter a donor's answer"
msgstr "Peut saisir la réponse d'un cédant"

msgid "Remind the donor"
msgstr "Relancer le cédant"

msgid "Take the donor's list"
msgstr "Prendre la liste du cédant"

msgid "The donor refuses"
msgstr "Le cédant refuse"

msgid "available"
msgstr "disponible"

msgid "ported out"
msgstr "porté sortant"

msgid "returned to its range holder"
msgstr "restitué à l'attributaire"

msgid "RIO"
msgstr "RIO"

msgid "The one that we issued."
msgstr "Celui que nous avons émis."

msgid "carries an access"
msgstr "porte un accès"

msgid "Porting it away cuts the access."
msgstr "Le porter ailleurs coupe l'accès."

msgid "Can put a number into service"
msgstr "Peut mettre un numéro en service"

msgid "Can end the service of a number"
msgstr "Peut arrêter le service d'un numéro"

msgid "Put into service"
msgstr "Mettre en service"

msgid "End the service"
msgstr "Arrêter le service"

msgid "Gone to another operator"
msgstr "Parti chez un autre opérateur"

msgid "Free again"
msgstr "De nouveau libre"

msgid "Taken back"
msgstr "Repris"

msgid "announced by an operator"
msgstr "annonce d'un opérateur"

msgid "full file of the clearing house"
msgstr "fichier complet de la plateforme"

msgid "request of ours"
msgstr "demande de notre part"

msgid "service operator"
msgstr "opérateur de service"

msgid "Empty when only the network is known."
msgstr "Vide quand seul le réseau est connu."

msgid "port"
msgstr "portage"

msgid "register of ports"
msgstr "registre des portages"

msgid "to be given back"
msgstr "à restituer"

msgid "in use again"
msgstr "de nouveau utilisé"

msgid "we owe it"
msgstr "nous le devons"

msgid "it is owed to us"
msgstr "il nous est dû"

msgid "terminated on"
msgstr "résilié le"

msgid "given back on"
msgstr "restitué le"

msgid "number return"
msgstr "restitution"

msgid "number returns"
msgstr "restitutions"

msgid "End the quarantine"
msgstr "Finir la quarantaine"

msgid "In use again"
msgstr "De nouveau utilisé"

msgid "restored"
msgstr "rétabli"

msgid "opened at"
msgstr "ouvert le"

msgid "file of a wrongful port"
msgstr "dossier de portage à tort"

msgid "files of wrongful ports"
msgstr "dossiers de portage à tort"

msgid "Can open and settle files of wrongful ports"
msgstr "Peut ouvrir et trancher les dossiers de portage à tort"

msgid "The line is restored"
msgstr "La ligne est rétablie"

msgid "incoming ports"
msgstr "demandes entrantes"

msgid "Can correct and send again"
msgstr "Peut corriger et renvoyer"

msgid "Can correct what was rejected too often"
msgstr "Peut corriger ce qui a été refusé trop souvent"

msgid "Can say go or no-go, and put off"
msgstr "Peut dire go ou no-go, et reporter"

msgid "Can report and resolve an incident"
msgstr "Peut signaler et clore un incident"

msgid "Can undo a port"
msgstr "Peut faire un retour arrière"

msgid "Can complete by hand"
msgstr "Peut terminer à la main"

msgid "Chase the answer"
msgstr "Relancer la réponse"

msgid "Split"
msgstr "Scindée"

msgid "Reject"
msgstr "Refuser"

msgid "Correct and send again"
msgstr "Corriger et renvoyer"

msgid "Start the day"
msgstr "Ouvrir la journée"

msgid "No go"
msgstr "No-go"

msgid "Choose another day"
msgstr "Choisir un autre jour"

msgid "Take the donor's day"
msgstr "Prendre le jour du cédant"

msgid "Wait for the line"
msgstr "Attendre la ligne"

msgid "The line works"
msgstr "La ligne fonctionne"

msgid "Ported"
msgstr "Portage effectué"

msgid "Test call"
msgstr "Appel d'essai"

msgid "Report an incident"
msgstr "Signaler un incident"

msgid "Resolve"
msgstr "Clore l'incident"

msgid "Undo the port"
msgstr "Retour arrière"

msgid "Complete"
msgstr "Terminer"

msgid "split from"
msgstr "scindée de"

msgid "kind of customer"
msgstr "type de client"

msgid "type"
msgstr "type"

msgid "kept with the donor"
msgstr "conservés chez le cédant"

msgid "mandate signed on"
msgstr "mandat signé le"

msgid "mandate"
msgstr "mandat"

msgid "ordered on"
msgstr "date de commande"

msgid "promised for"
msgstr "promise pour le"

msgid "The first date agreed."
msgstr "La première date convenue."

msgid "planned for"
msgstr "prévue le"

msgid "window"
msgstr "créneau"

msgid "cut-over"
msgstr "bascule"

msgid "fallback"
msgstr "repli"

msgid "waits for its line"
msgstr "attend sa ligne"

msgid "Nothing is cut over before the line works."
msgstr "Rien n'est basculé avant que la ligne fonctionne."

msgid "go given at"
msgstr "go donné à"

msgid "ported at"
msgstr "portée à"

msgid "ported on"
msgstr "date de portage"

msgid "can be undone until"
msgstr "annulable jusqu'au"

msgid "rejection"
msgstr "refus"

msgid "rejection, in their words"
msgstr "refus, dans leurs mots"

msgid "rejections"
msgstr "refus"

msgid "for a supervisor"
msgstr "pour un superviseur"

msgid "Rejected too often."
msgstr "Refusée trop souvent."

msgid "Since it was last sent."
msgstr "Depuis le dernier envoi."

msgid "ported number"
msgstr "numéro porté"

msgid "ported numbers"
msgstr "numéros portés"

msgid "ordered"
msgstr "commandée"

msgid "rejected"
msgstr "refusée"

msgid "ready"
msgstr "prête"

msgid "ported"
msgstr "portage effectué"

msgid "reversed"
msgstr "retour arrière"

msgid "completed"
msgstr "terminée"

msgid "automatic, on the day"
msgstr "automatique, le jour J"

msgid "live, by telephone"
msgstr "par appel, en direct"

msgid "another day"
msgstr "un autre jour"

msgid "automatic cut-over"
msgstr "bascule automatique"

msgid "came by"
msgstr "venue par"

msgid "recipient"
msgstr "receveur"

msgid "as they wrote it"
msgstr "telle qu'ils l'ont écrite"

msgid "Purged after its time."
msgstr "Purgé après son temps."

msgid "their routing prefix"
msgstr "leur préfixe de routage"

msgid "without a go"
msgstr "sans go"

msgid "received at"
msgstr "reçue le"

msgid "released at"
msgstr "libérée le (moment)"

msgid "released on"
msgstr "libérée le"

msgid "for a human"
msgstr "pour une personne"

msgid "A signal asks for attention."
msgstr "Un signal demande attention."

msgid "put off how often"
msgstr "nombre de reports"

msgid "Without a go, since the recipient last chose the day."
msgstr "Faute de go, depuis que le receveur a choisi le jour."

msgid "purged at"
msgstr "purgée le"

msgid "outgoing ports"
msgstr "portages sortants"

msgid "Can accept or refuse"
msgstr "Peut accepter ou refuser"

msgid "Can cancel for the recipient"
msgstr "Peut annuler pour le receveur"

msgid "Can say go, or another day, for the recipient"
msgstr "Peut donner le go, ou un autre jour, pour le receveur"

msgid "Can tick the closing list"
msgstr "Peut cocher la liste de clôture"

msgid "Can read what the recipient wrote of the customer"
msgstr "Peut lire ce que le receveur a écrit du client"

msgid "Release"
msgstr "Libérer"

msgid "Put off without a go"
msgstr "Reporter faute de go"

msgid "Take the recipient's day"
msgstr "Prendre le jour du receveur"

msgid "As given."
msgstr "Tel que donné."

msgid "answer"
msgstr "réponse"

msgid "ground"
msgstr "motif"

msgid "evidence"
msgstr "preuve"

msgid "promised"
msgstr "promis"

msgid "Accepted, and not gone yet."
msgstr "Accepté, et pas encore parti."

msgid "number asked for"
msgstr "numéro demandé"

msgid "numbers asked for"
msgstr "numéros demandés"

msgid "ground of refusal"
msgstr "motif de refus"

msgid "signal for a human"
msgstr "signal pour une personne"

msgid "passed"
msgstr "passée"

msgid "Empty: the whole request."
msgstr "Vide : toute la demande."

msgid "check"
msgstr "vérification"

msgid "nature"
msgstr "nature"

msgid "verdict"
msgstr "verdict"

msgid "closed"
msgstr "close"

msgid "API"
msgstr "API"

msgid "clearing house"
msgstr "plateforme"

msgid "the RIO is wrong"
msgstr "le RIO est faux"

msgid "the RIO is missing"
msgstr "le RIO manque"

msgid "the request is incomplete or wrong"
msgstr "la demande est incomplète ou fausse"

msgid "the number was not active on the day"
msgstr "le numéro n'était pas actif ce jour-là"

msgid "we do not serve this number"
msgstr "nous ne servons pas ce numéro"

msgid "a port of the number is under way"
msgstr "un portage du numéro est en cours"

msgid "live cut-over"
msgstr "bascule par appel"

msgid "express"
msgstr "express"

msgid "off hours"
msgstr "hors heures ouvrées"

msgid "partner"
msgstr "partenaire"

msgid "Empty: the default list."
msgstr "Vide : la grille par défaut."

msgid "until (excluded)"
msgstr "jusqu'au (exclu)"

msgid "VAT rate, %"
msgstr "taux de TVA (%)"

msgid "a simple request"
msgstr "demande simple"

msgid "a complex request"
msgstr "demande complexe"

msgid "price list"
msgstr "grille tarifaire"

msgid "price lists"
msgstr "grilles tarifaires"

msgid "from number"
msgstr "à partir du numéro"

msgid "a number"
msgstr "par numéro"

msgid "price tier"
msgstr "palier de prix"

msgid "price tiers"
msgstr "paliers de prix"

msgid "draft"
msgstr "brouillon"

msgid "awaiting the inventory"
msgstr "en attente de fiabilisation"

msgid "offered"
msgstr "proposé"

msgid "declined"
msgstr "décliné"

msgid "expired"
msgstr "expiré"

msgid "simple"
msgstr "simple"

msgid "complex"
msgstr "complexe"

msgid "first port"
msgstr "premier portage"

msgid "subsequent port"
msgstr "portage subséquent"

msgid "port back"
msgstr "retour à l'attributaire"

msgid "valid"
msgstr "valide"

msgid "invalid"
msgstr "incorrect"

msgid "missing"
msgstr "absent"

msgid "too expensive"
msgstr "trop cher"

msgid "too late"
msgstr "trop tard"

msgid "changed their mind"
msgstr "a changé d'avis"

msgid "asked by mistake"
msgstr "demandé par erreur"

msgid "donor given"
msgstr "cédant indiqué"

msgid "RIOs given"
msgstr "RIO fournis"

msgid "inventory asked"
msgstr "fiabilisation demandée"

msgid "declared and inventoried"
msgstr "déclarés et fiabilisés"

msgid "scope"
msgstr "étendue"

msgid "price, excl. VAT"
msgstr "prix HT"

msgid "VAT"
msgstr "TVA"

msgid "earliest date"
msgstr "date au plus tôt"

msgid "expected date"
msgstr "date prévue"

msgid "price accepted, excl. VAT"
msgstr "prix accepté, HT"

msgid "what was said when declining"
msgstr "commentaire du client qui décline"

msgid "quotes"
msgstr "devis"

msgid "Can make a quote"
msgstr "Peut établir un devis"

msgid "Can decline a quote"
msgstr "Peut décliner un devis"

msgid "Can order what a quote offers"
msgstr "Peut commander ce qu'un devis propose"

msgid "Make the offer"
msgstr "Proposer"

msgid "Ask the donor for its list"
msgstr "Demander sa liste au cédant"

msgid "The donor refuses to give its list"
msgstr "Le cédant refuse de donner sa liste"

msgid "Keep numbers with the donor, or take them too"
msgstr "Garder des numéros chez le cédant, ou les prendre aussi"

msgid "Order"
msgstr "Commander"

msgid "Decline"
msgstr "Décliner"

msgid "Expire"
msgstr "Faire expirer"

msgid "request of a quote"
msgstr "demande d'un devis"

msgid "requests of a quote"
msgstr "demandes d'un devis"

msgid "as given"
msgstr "tel que fourni"

msgid "E.164"
msgstr "E.164"

msgid "portable"
msgstr "éligible"

msgid "with a warning"
msgstr "avec alerte"

msgid "Codes, the range holder first; ? is unknown."
msgstr "Codes, l'attributaire en premier ; « ? » : inconnu."

msgid "RIO check"
msgstr "contrôle du RIO"

msgid "suggestions"
msgstr "corrections proposées"

msgid "number of a quote"
msgstr "numéro d'un devis"

msgid "numbers of a quote"
msgstr "numéros d'un devis"

msgid "the requester may not ask"
msgstr "le demandeur n'a pas qualité"

msgid "the numbering plan forbids it"
msgstr "le plan de numérotation l'interdit"

msgid "technical incompatibility"
msgstr "incompatibilité technique"

msgid "no legal ground: it can be contested"
msgstr "aucun motif légal : contestable"

msgid "date"
msgstr "date"

msgid "way out, in French"
msgstr "issue, en français"

msgid "way out, in English"
msgstr "issue, en anglais"

msgid "who acts"
msgstr "qui agit"

msgid "legal ground"
msgstr "motif légal"

msgid "rejection reason"
msgstr "motif de rejet"

msgid "rejection reasons"
msgstr "motifs de rejet"

msgid "code of a counterpart"
msgstr "code d'un correspondant"

msgid "codes of counterparts"
msgstr "codes des correspondants"

#, python-format
msgid "The price with these options is %(price)s € excl. VAT."
msgstr "Avec ces options, le prix est de %(price)s € HT."

msgid "The offer has expired: ask for a new quote."
msgstr "L'offre a expiré : demandez un nouveau devis."

#, python-format
msgid "The earliest date possible now is %(day)s."
msgstr "La première date possible est désormais le %(day)s."

msgid "Nobody works on that day there."
msgstr "Ce jour n'y est pas ouvré."

msgid "Say when the customer signed the mandate."
msgstr "Indiquez quand le client a signé le mandat."

#, python-format
msgid "The mandate must be signed between %(first)s and today."
msgstr "Le mandat doit être signé entre le %(first)s et aujourd'hui."

msgid "This routing prefix is neither ours nor the partner's own."
msgstr "Ce préfixe de routage n'est ni le nôtre ni celui du partenaire."

#, python-format
msgid "The RIO of %(count)d number is missing, and this customer needs it."
msgid_plural ""
"The RIO of %(count)d numbers is missing, and this customer needs one for "
"each."
msgstr[0] "Il manque le RIO de %(count)d numéro, que ce client doit fournir."
msgstr[1] ""
"Il manque le RIO de %(count)d numéros : ce client doit en fournir un pour "
"chacun."

msgid "This number is not among those to be ported: its RIO would be lost."
msgstr "Ce numéro n'est pas parmi ceux à porter : son RIO serait perdu."

msgid "The key of the RIO does not fit the number."
msgstr "La clé du RIO ne correspond pas au numéro."

#, python-format
msgid "The RIO is of %(operator)s, not of the donor quoted."
msgstr "Le RIO vient de %(operator)s, et non du cédant du devis."

#, python-format
msgid "%(count)d number is being ported by another request."
msgid_plural "%(count)d numbers are being ported by another request."
msgstr[0] "%(count)d numéro est en cours de portage par une autre demande."
msgstr[1] "%(count)d numéros sont en cours de portage par une autre demande."

#, python-format
msgid "See %(reference)s."
msgstr "Voir %(reference)s."

msgid "Give numbers, or a main number with an inventory."
msgstr "Donnez des numéros, ou une tête de ligne avec une fiabilisation."

msgid "Nothing would be left to port: there is no price for that."
msgstr "Il ne resterait rien à porter : cela n'a pas de prix."

#, python-format
msgid "Ported twice: %(chain)s"
msgstr "Porté deux fois : %(chain)s"

#, python-format
msgid "Ported %(count)d time: %(chain)s"
msgid_plural "Ported %(count)d times: %(chain)s"
msgstr[0] "Porté %(count)d fois : %(chain)s"
msgstr[1] "Porté %(count)d fois : %(chain)s"

#, python-format
msgid "This number is already being ported by request %(reference)s."
msgstr "Ce numéro est déjà en cours de portage par la demande %(reference)s."

msgid "The order will be refused without the RIO of this number."
msgstr "La commande sera refusée sans le RIO de ce numéro."

msgid ""
"The RIO is not required yet for this customer; with it the donor answers "
"faster."
msgstr ""
"Le RIO n'est pas encore obligatoire pour ce client ; avec lui, le cédant "
"répond plus vite."

msgid "Unreadable number"
msgstr "Numéro illisible"

msgid "This is not a telephone number that we can read."
msgstr "Ce n'est pas un numéro de téléphone que nous sachions lire."

msgid "Write the ten digits, in any spelling."
msgstr "Écrire les dix chiffres, quelle que soit la présentation."

msgid "Given twice"
msgstr "Fourni deux fois"

msgid "This number already stands higher in the list; it is counted once."
msgstr ""
"Ce numéro figure déjà plus haut dans la liste ; il n'est compté qu'une fois."

msgid "Nothing to do."
msgstr "Rien à faire."

msgid "Special number"
msgstr "Numéro spécial"

msgid ""
"Special and short numbers are not ported through the fixed clearing house."
msgstr ""
"Les numéros spéciaux et courts ne se portent pas par la plateforme du fixe."

msgid "Ask the operator that sells the special number."
msgstr "S'adresser à l'opérateur qui commercialise le numéro spécial."

msgid "Mobile number"
msgstr "Numéro mobile"

msgid "Mobile numbers are ported by mobile operators, among themselves."
msgstr "Les numéros mobiles sont portés par les opérateurs mobiles, entre eux."

msgid ""
"Take it out of the list; the customer's mobile operator ports it with its "
"RIO."
msgstr ""
"Le retirer de la liste ; l'opérateur mobile du client le porte avec son RIO."

msgid "Number of nobody"
msgstr "Numéro non attribué"

msgid ""
"ARCEP has given this number to no operator: there is probably a wrong digit."
msgstr ""
"L'ARCEP n'a attribué ce numéro à aucun opérateur : un chiffre est "
"probablement faux."

msgid "Read the number again on the customer's invoice."
msgstr "Relire le numéro sur la facture du client."

msgid "Already ours"
msgstr "Déjà chez nous"

#, python-format
msgid "This number already works at %(operator)s."
msgstr "Ce numéro est déjà en service chez %(operator)s."

msgid "Take it out of the list."
msgstr "Le retirer de la liste."

msgid "Port in progress"
msgstr "Portage en cours"

msgid "Follow that request, or have it cancelled first."
msgstr "Suivez cette demande, ou faites-la d'abord annuler."

msgid "Kept with the donor"
msgstr "Conservé chez le cédant"

msgid "This number is both asked for and kept with the donor."
msgstr "Ce numéro est à la fois demandé et conservé chez le cédant."

msgid "Choose one of the two lists."
msgstr "Choisir l'une des deux listes."

msgid "Wrong RIO"
msgstr "RIO incorrect"

msgid "The key of the RIO does not fit the number: one of the two has a slip."
msgstr ""
"La clé du RIO ne correspond pas au numéro : l'un des deux a été mal recopié."

msgid "Read both again on the invoice, or call 3179 from the line."
msgstr ""
"Relire les deux sur la facture, ou faire appeler le 3179 depuis la ligne."

msgid "RIO of another operator"
msgstr "RIO d'un autre opérateur"

#, python-format
msgid ""
"The RIO was given by %(rio_operator)s, but the donor given is %(donor)s."
msgstr ""
"Le RIO vient de %(rio_operator)s, mais le cédant indiqué est %(donor)s."

msgid "Leave the donor empty, or ask for the RIO of the right line."
msgstr "Laisser le cédant vide, ou demander le RIO de la bonne ligne."

msgid "Donor unknown"
msgstr "Cédant inconnu"

#, python-format
msgid ""
"The number is on the network of %(network)s, but we do not know which "
"operator serves it."
msgstr ""
"Le numéro est sur le réseau de %(network)s, mais nous ne savons pas quel "
"opérateur l'exploite."

msgid ""
"Give its RIO (call 3179 from the line), or the donor's name as it stands on "
"the invoice."
msgstr ""
"Fournir son RIO (appel au 3179 depuis la ligne), ou le nom du cédant tel "
"qu'il figure sur la facture."

msgid "Another territory"
msgstr "Autre territoire"

#, python-format
msgid "The number belongs to %(territory)s, the customer's address does not."
msgstr ""
"Le numéro relève du territoire « %(territory)s », pas l'adresse du client."

msgid "Check the address: a number can only be kept inside its territory."
msgstr ""
"Vérifier l'adresse : un numéro ne se conserve qu'à l'intérieur de son "
"territoire."

msgid "RIO missing"
msgstr "RIO absent"

msgid "Call 3179 from the line: the RIO comes by voice and by text message."
msgstr ""
"Appeler le 3179 depuis la ligne : le RIO est donné de vive voix et par SMS."

msgid "Unknown RIO code"
msgstr "Code RIO inconnu"

#, python-format
msgid ""
"The RIO is right, but its code %(code)s belongs to no operator that we know."
msgstr ""
"Le RIO est juste, mais son code %(code)s n'appartient à aucun opérateur "
"connu de nous."

msgid "Import ARCEP's files again."
msgstr "Réimporter les fichiers de l'ARCEP."

msgid "Chain incomplete"
msgstr "Chaîne incomplète"

#, python-format
msgid ""
"The register of ports does not say how the number came to %(donor)s: a port "
"is missing in it."
msgstr ""
"Le registre des portages ne dit pas comment le numéro est arrivé chez "
"%(donor)s : il y manque un portage."

msgid "Nothing to do: the donor confirms. The type may change with its answer."
msgstr ""
"Rien à faire : le cédant confirmera. Le type peut changer avec sa réponse."

msgid "No routing prefix of one's own"
msgstr "Pas de préfixe de routage propre"

#, python-format
msgid ""
"%(operator)s has no routing prefix: the number would be routed under "
"%(prefix)s, which belongs to %(holder)s."
msgstr ""
"%(operator)s n'a pas de préfixe de routage : le numéro serait routé sous "
"%(prefix)s, qui appartient à %(holder)s."

msgid ""
"Ask ARCEP for a prefix: leaving the provider later would mean porting every "
"number again."
msgstr ""
"Demander un préfixe à l'ARCEP : quitter plus tard ce prestataire obligerait "
"à porter de nouveau chaque numéro."

msgid "Ported several times"
msgstr "Porté plusieurs fois"

msgid "The chain has to be walked back to the range holder: allow more time."
msgstr ""
"Il faut remonter la chaîne jusqu'à l'attributaire : prévoir plus de temps."

msgid "Many numbers"
msgstr "Numéros nombreux"

#, python-format
msgid "A request of %(limit)d numbers or more is complex."
msgstr "Une demande de %(limit)d numéros ou plus est complexe."

msgid "Several donors"
msgstr "Plusieurs cédants"

#, python-format
msgid "The numbers are with %(count)d donors (%(donors)s): one request each."
msgstr ""
"Les numéros sont chez %(count)d cédants (%(donors)s) : une demande pour "
"chacun."

msgid "Comes back to its range holder"
msgstr "Retour à l'attributaire"

#, python-format
msgid "The number comes back to %(operator)s, its range holder."
msgstr "Le numéro revient à %(operator)s, son attributaire."

msgid "Ported before"
msgstr "Déjà porté"

#, python-format
msgid "Ported once: %(chain)s. The range holder is told too."
msgid_plural "Ported %(count)d times: %(chain)s. The range holder is told too."
msgstr[0] "Porté une fois : %(chain)s. L'attributaire est informé aussi."
msgstr[1] "Porté %(count)d fois : %(chain)s. L'attributaire est informé aussi."

msgid "Never ported"
msgstr "Jamais porté"

#, python-format
msgid "%(donor)s, the range holder, still serves it."
msgstr "%(donor)s, l'attributaire, l'exploite encore."

msgid "Keeping some numbers is not a right here"
msgstr "La portabilité partielle n'est pas un droit ici"

#, python-format
msgid ""
"Keeping some numbers with the donor is a right of businesses from %(limit)d "
"numbers on: the donor may refuse."
msgstr ""
"Conserver des numéros chez le cédant est un droit des entreprises à partir "
"de %(limit)d numéros : le cédant peut refuser."

msgid "Port all the numbers, or ask the donor first."
msgstr "Porter tous les numéros, ou consulter d'abord le cédant."

msgid "No price"
msgstr "Pas de prix"

#, python-format
msgid ""
"No price list is in force today for %(partner)s: nothing can be offered."
msgstr ""
"Aucune grille tarifaire n'est en vigueur aujourd'hui pour %(partner)s : rien "
"ne peut être proposé."

msgid "A supervisor adds a price list in the administration."
msgstr ""
"Faire ajouter une grille tarifaire par un superviseur, dans l'administration."

msgid "This is no line of a register."
msgstr "Ce n'est pas une ligne de registre."

#, python-format
msgid ""
"%(listed)d numbers compared: %(found)d new differences, %(agreed)d agree "
"again, %(open)d open."
msgstr ""
"%(listed)d numéros comparés : %(found)d nouveaux écarts, %(agreed)d de "
"nouveau d'accord, %(open)d ouverts."

#, python-format
msgid ""
"%(unread)d lines could not be read, so nothing is said to be missing there."
msgstr ""
"%(unread)d lignes étaient illisibles : on ne dit donc de rien qu'il manque "
"chez eux."

msgid "A difference is settled by taking theirs or keeping ours."
msgstr "Un écart se tranche en prenant le leur ou en gardant le nôtre."

#, python-format
msgid "%(who)s was faster: this difference is settled already."
msgstr "%(who)s a été plus rapide : cet écart est déjà tranché."

#, python-format
msgid "The prefix %(prefix)s is not known: import ARCEP's files first."
msgstr ""
"Le préfixe %(prefix)s est inconnu : importez d'abord les fichiers de l'ARCEP."

msgid "Without any, the same request is sent again."
msgstr "Sans aucun, la même demande est renvoyée."

#, python-format
msgid "%(count)d rejected request now has this reason."
msgid_plural "%(count)d rejected requests now have this reason."
msgstr[0] "%(count)d demande refusée a maintenant ce motif."
msgstr[1] "%(count)d demandes refusées ont maintenant ce motif."

msgid "This rejection does not let this field be corrected."
msgstr "Ce rejet ne permet pas de corriger ce champ."

#, python-format
msgid "%(number)s is not in this request: numbers can only be taken out."
msgstr "%(number)s n'est pas dans cette demande : on ne peut qu'en retirer."

msgid "At least one number stays: else cancel the request."
msgstr "Il reste au moins un numéro : sinon, annulez la demande."

#, python-format
msgid "%(number)s is to be ported: it cannot stay with the donor too."
msgstr "%(number)s est à porter : il ne peut pas aussi rester chez le cédant."

msgid "Say morning or afternoon."
msgstr "Dites matin ou après-midi."

msgid "The main number leaves: name another one."
msgstr "La tête de ligne s'en va : nommez-en une autre."

msgid "Nothing is changed: the same request would be rejected again."
msgstr "Rien n'a changé : la même demande serait encore refusée."

#, python-format
msgid "Taken out of the request: %(numbers)s."
msgstr "Retirés de la demande : %(numbers)s."

#, python-format
msgid "%(number)s is in an open file."
msgstr "%(number)s est dans un dossier ouvert."

#, python-format
msgid "%(number)s is not with us."
msgstr "%(number)s n'est pas chez nous."

#, python-format
msgid "We never served %(number)s."
msgstr "Nous n'avons jamais servi %(number)s."

#, python-format
msgid "%(number)s is not of a range of ours."
msgstr "%(number)s n'est pas d'une de nos tranches."

#, python-format
msgid "%(number)s is with us: nobody owes it to us."
msgstr "%(number)s est chez nous : personne ne nous le doit."

#, python-format
msgid "%(number)s is on the list already."
msgstr "%(number)s est déjà dans la liste."

#, python-format
msgid "In the RIO: %(change)s"
msgstr "Dans le RIO : %(change)s"

#, python-format
msgid "In the number: %(change)s"
msgstr "Dans le numéro : %(change)s"

#, python-format
msgid ""
"“%(code)s” is no operator code: two digits, or a letter then a letter or a "
"digit."
msgstr ""
"« %(code)s » n'est pas un code d'opérateur : deux chiffres, ou une lettre "
"puis une lettre ou un chiffre."

#, python-format
msgid "“%(number)s” has no RIO: only numbers of ten digits do."
msgstr ""
"« %(number)s » n'a pas de RIO : seuls les numéros à dix chiffres en ont un."

#, python-format
msgid "A RIO has 12 characters, not %(count)d."
msgstr "Un RIO compte 12 caractères, pas %(count)d."

#, python-format
msgid "“%(symbol)s” is never in a RIO: only A to Z, 0 to 9 and + are."
msgstr ""
"« %(symbol)s » ne figure jamais dans un RIO : seuls A à Z, 0 à 9 et + y "
"figurent."

#, python-format
msgid "characters %(one)d and %(other)d swapped"
msgstr "caractères %(one)d et %(other)d inversés"

#, python-format
msgid "%(typed)s → %(right)s at position %(place)d"
msgstr "%(typed)s → %(right)s en position %(place)d"

msgid "sent to the clearing house"
msgstr "envoyée à la plateforme"

msgid "acknowledged by the clearing house"
msgstr "acquittée par la plateforme"

msgid "accepted by the donor"
msgstr "acceptée par le cédant"

msgid "the day has come"
msgstr "le jour est venu"

msgid "go"
msgstr "go"

msgid "confirmed and completed"
msgstr "confirmée et terminée"

#, python-format
msgid ""
"Requests sent: %(count)d, left for the next run: %(left)d; files: %(files)s."
msgstr ""
"Demandes envoyées : %(count)d, laissées au prochain passage : %(left)d ; "
"fichiers : %(files)s."

#, python-format
msgid "%(count)d answer chased."
msgid_plural "%(count)d answers chased."
msgstr[0] "%(count)d réponse relancée."
msgstr[1] "%(count)d réponses relancées."

#, python-format
msgid "Cut-overs ready: %(ready)d, automatic go: %(gone)d."
msgstr "Bascules prêtes : %(ready)d, go automatiques : %(gone)d."

#, python-format
msgid "%(count)d outgoing port released, %(left)d left for the next run."
msgid_plural ""
"%(count)d outgoing ports released, %(left)d left for the next run."
msgstr[0] ""
"%(count)d portage sortant libéré, %(left)d laissés au prochain passage."
msgstr[1] ""
"%(count)d portages sortants libérés, %(left)d laissés au prochain passage."

#, python-format
msgid ""
"Closed: %(closed)d; late: %(late)d, of which still in service: %(active)d, "
"still billed: %(billed)d."
msgstr ""
"Clos : %(closed)d ; en retard : %(late)d, dont encore en service : "
"%(active)d, encore facturés : %(billed)d."

#, python-format
msgid ""
"Windows that ended without a go: %(gone)d cut over all the same, %(put_off)d "
"put off."
msgstr ""
"Créneaux finis sans go : %(gone)d basculent quand même, %(put_off)d "
"reportées."

#, python-format
msgid "%(count)d quote expired, %(left)d left for the next run."
msgid_plural "%(count)d quotes expired, %(left)d left for the next run."
msgstr[0] "%(count)d devis expiré, reste pour le prochain passage : %(left)d."
msgstr[1] "%(count)d devis expirés, reste pour le prochain passage : %(left)d."

#, python-format
msgid "%(count)d donor reminded of its list, %(left)d left for the next run."
msgid_plural ""
"%(count)d donors reminded of their lists, %(left)d left for the next run."
msgstr[0] ""
"%(count)d cédant relancé pour sa liste, %(left)d laissés au prochain passage."
msgstr[1] ""
"%(count)d cédants relancés pour leur liste, %(left)d laissés au prochain "
"passage."

#, python-format
msgid "%(count)d stray file deleted."
msgid_plural "%(count)d stray files deleted."
msgstr[0] "%(count)d fichier perdu supprimé."
msgstr[1] "%(count)d fichiers perdus supprimés."

msgid "No full file has come: nothing was compared."
msgstr "Aucun fichier complet n'est venu : rien n'a été comparé."

#, python-format
msgid ""
"Quarantines over: %(due)d, numbers given back: %(given_back)d, come back to "
"us: %(came_back)d, free to be given again: %(freed)d."
msgstr ""
"Quarantaines terminées : %(due)d, numéros restitués : %(given_back)d, "
"revenus chez nous : %(came_back)d, réattribuables : %(freed)d."

#, python-format
msgid "%(count)d file of a wrongful port closed."
msgid_plural "%(count)d files of wrongful ports closed."
msgstr[0] "%(count)d dossier de portage à tort clos."
msgstr[1] "%(count)d dossiers de portage à tort clos."

#, python-format
msgid ""
"Requests of other operators emptied: %(port_outs)d, messages: %(messages)d; "
"deleted comments: %(comments)d, papers: %(documents)d."
msgstr ""
"Demandes d'autres opérateurs vidées : %(port_outs)d, messages : "
"%(messages)d ; commentaires supprimés : %(comments)d, pièces : %(documents)d."

msgid "Offered"
msgstr "Proposé"

msgid "The donor is asked for its list"
msgstr "Liste demandée au cédant"

msgid "The donor gives no list"
msgstr "Le cédant ne donne pas de liste"

msgid "Declined"
msgstr "Décliné"

msgid "Expired"
msgstr "Expiré"

msgid "Ordered"
msgstr "Commandé"

msgid "Offered again, with other numbers left with the donor"
msgstr "Offert de nouveau, avec d'autres numéros laissés au cédant"

msgid "Sent to the clearing house"
msgstr "Envoyée à la plateforme"

msgid "Acknowledged by the clearing house"
msgstr "Acquittée par la plateforme"

msgid "The answer is asked for again"
msgstr "La réponse est redemandée"

msgid "Accepted by the donor"
msgstr "Acceptée par le cédant"

msgid "Rejected"
msgstr "Refusée"

msgid "Corrected, to be sent again"
msgstr "Corrigée, à renvoyer"

msgid "The day has come"
msgstr "Le jour est venu"

msgid "Put off"
msgstr "Reportée"

msgid "Incident"
msgstr "Incident"

msgid "Resolved"
msgstr "Incident clos"

msgid "Undone"
msgstr "Retour arrière"

msgid "Completed"
msgstr "Terminée"

msgid "Accepted"
msgstr "Acceptée"

msgid "Released: the numbers have left"
msgstr "Libérée : les numéros sont partis"

msgid "Closed: nothing is left to do"
msgstr "Close : il ne reste rien à faire"

msgid "Cancelled by the recipient"
msgstr "Annulée par le receveur"

msgid "Restored"
msgstr "Rétabli"

msgid "The list is asked for again"
msgstr "La liste est redemandée"

msgid "The donor's list has come"
msgstr "La liste du cédant est arrivée"

#, python-format
msgid "Split: %(count)d number answered apart, see %(other)s"
msgid_plural "Split: %(count)d numbers answered apart, see %(other)s"
msgstr[0] "Scindée : %(count)d numéro répondu à part, voir %(other)s"
msgstr[1] "Scindée : %(count)d numéros répondus à part, voir %(other)s"

msgid "no number of its list can be ported"
msgstr "aucun numéro de sa liste ne peut être porté"

#, python-format
msgid "rule %(number)s of the automatic answers"
msgstr "règle %(number)s des réponses automatiques"

#, python-format
msgid "%(count)d accepted"
msgstr "%(count)d acceptés"

#, python-format
msgid "%(count)d refused"
msgstr "%(count)d refusés"

#, python-format
msgid "%(part)s: %(said)s"
msgstr "%(part)s : %(said)s"

#, python-format
msgid "Numbers, no. %(start)d and beyond"
msgstr "Numéros, à partir du %(start)de"

msgid "Simple request"
msgstr "Demande simple"

msgid "Complex request"
msgstr "Demande complexe"

msgid "Inventory"
msgstr "Fiabilisation"

#, python-format
msgid "%(count)d working day (Monday to Saturday) after an order on %(day)s."
msgid_plural ""
"%(count)d working days (Monday to Saturday) after an order on %(day)s."
msgstr[0] ""
"%(count)d jour ouvrable (du lundi au samedi) après une commande le %(day)s."
msgstr[1] ""
"%(count)d jours ouvrables (du lundi au samedi) après une commande le %(day)s."

#, python-format
msgid "From %(hour)d h on, an order counts as the next day's."
msgstr "À partir de %(hour)d h, une commande compte pour le lendemain."

msgid "A Saturday is moved to the next Monday to Friday."
msgstr "Un samedi est reporté au jour ouvré suivant (du lundi au vendredi)."

#, python-format
msgid ""
"About %(count)d calendar day: as long as the donor usually takes (the "
"slowest, if there are several)."
msgid_plural ""
"About %(count)d calendar days: as long as the donor usually takes (the "
"slowest, if there are several)."
msgstr[0] ""
"Environ %(count)d jour calendaire : le délai habituel du cédant (du plus "
"lent s'il y en a plusieurs)."
msgstr[1] ""
"Environ %(count)d jours calendaires : le délai habituel du cédant (du plus "
"lent s'il y en a plusieurs)."

#, python-format
msgid "%(number)s and %(count)d other"
msgid_plural "%(number)s and %(count)d others"
msgstr[0] "%(number)s et %(count)d autre"
msgstr[1] "%(number)s et %(count)d autres"

msgid "Corrected: the request leaves again with the next window."
msgstr "Corrigée : la demande repart au prochain créneau d'échange."

#, python-format
msgid "Corrected: the request leaves again with the next window, for %(day)s."
msgstr ""
"Corrigée : la demande repart au prochain créneau d'échange, pour le %(day)s."

msgid "Name, SIRET or SIREN"
msgstr "Nom, SIRET ou SIREN"

msgid "with a request under way"
msgstr "avec une demande en cours"

#, python-format
msgid "%(shown)s customer"
msgid_plural "%(shown)s customers"
msgstr[0] "%(shown)s client"
msgstr[1] "%(shown)s clients"

msgid "Requests under way"
msgstr "Demandes en cours"

msgid "Numbers served"
msgstr "Numéros servis"

msgid "No customer like this"
msgstr "Aucun client de ce genre"

msgid ""
"A part of the name is enough, with or without accents; a SIRET can be given "
"by its beginning."
msgstr ""
"Une partie du nom suffit, avec ou sans accents ; un SIRET peut être donné "
"par son début."

msgid "Show all customers"
msgstr "Voir tous les clients"

msgid "No customer yet"
msgstr "Aucun client encore"

msgid "A customer is kept with its first quote, yours or a partner's."
msgstr ""
"Un client est gardé avec son premier devis, le vôtre ou celui d'un "
"partenaire."

msgid "Make the first quote"
msgstr "Établir le premier devis"

msgid "The customer is kept. Requests already sent keep what they said."
msgstr ""
"Le client est gardé. Les demandes déjà envoyées gardent ce qu'elles disaient."

#, python-format
msgid "%(name)s can be called from now on."
msgstr "%(name)s peut être appelé désormais."

msgid "The contact is kept."
msgstr "Le contact est gardé."

msgid "The contact is removed."
msgstr "Le contact est retiré."

msgid "The note is kept."
msgstr "La note est gardée."

msgid "The note is removed."
msgstr "La note est retirée."

msgid "Left from earlier days"
msgstr "Restées des jours passés"

#, python-format
msgid "%(window)s, %(starts)s to %(ends)s"
msgstr "%(window)s, %(starts)s à %(ends)s"

msgid "everybody was called"
msgstr "tout le monde a été appelé"

#, python-format
msgid "%(count)d to call"
msgstr "%(count)d à appeler"

#, python-format
msgid "opens in %(time)s"
msgstr "ouvre dans %(time)s"

#, python-format
msgid "%(time)s late"
msgstr "%(time)s de retard"

#, python-format
msgid "%(time)s left"
msgstr "encore %(time)s"

#, python-format
msgid "%(minutes)d min"
msgstr "%(minutes)d min"

#, python-format
msgid "%(hours)d h %(minutes)02d"
msgstr "%(hours)d h %(minutes)02d"

#, python-format
msgid "%(days)d days"
msgstr "%(days)d jours"

#, python-format
msgid "If nobody confirms by %(hour)s, it is cut over anyway."
msgstr "Si personne ne confirme avant %(hour)s, la bascule se fait quand même."

#, python-format
msgid ""
"If nobody confirms by %(hour)s, it is put off to the next working day: "
"%(day)s."
msgstr ""
"Si personne ne confirme avant %(hour)s, elle est reportée au jour ouvré "
"suivant : %(day)s."

msgid "The test call is kept. Something does not work: report the incident."
msgstr ""
"L'appel d'essai est gardé. Quelque chose ne fonctionne pas : signalez "
"l'incident."

msgid "The test call is kept."
msgstr "L'appel d'essai est gardé."

msgid "Corrected"
msgstr "Corrigée"

msgid "To be sent"
msgstr "À envoyer"

msgid "Receipt due"
msgstr "Accusé attendu"

msgid "Answer due"
msgstr "Réponse attendue"

msgid "Correction due"
msgstr "Correction attendue"

msgid "Window ends"
msgstr "Fin du créneau"

msgid "Service back by"
msgstr "Service rétabli avant"

msgid "Confirmation due"
msgstr "Confirmation attendue"

msgid "Promised"
msgstr "Promise"

msgid "Planned"
msgstr "Prévue"

msgid "Closing due"
msgstr "Clôture due"

msgid "Released"
msgstr "Libérée"

msgid "Take theirs"
msgstr "Prendre le leur"

msgid "Our register says now what their file says."
msgstr "Notre registre dit maintenant ce que dit leur fichier."

msgid "Keep ours"
msgstr "Garder le nôtre"

msgid "Ours stays, and this is not asked again."
msgstr "Le nôtre reste, et on ne le redemandera pas."

msgid "Differences of the register"
msgstr "Écarts du registre"

#, python-format
msgid "%(shown)s number"
msgid_plural "%(shown)s numbers"
msgstr[0] "%(shown)s numéro"
msgstr[1] "%(shown)s numéros"

msgid "What differs"
msgstr "Ce qui diffère"

msgid "Ours"
msgstr "Chez nous"

msgid "Theirs"
msgstr "Chez eux"

msgid "No difference like this"
msgstr "Aucun écart de ce genre"

msgid "Show all differences"
msgstr "Voir tous les écarts"

msgid "Our register and theirs agree"
msgstr "Notre registre et le leur sont d'accord"

msgid ""
"The clearing house's full file is compared with our register every week; "
"each number on which they differ comes here."
msgstr ""
"Le fichier complet de la plateforme est comparé à notre registre chaque "
"semaine ; chaque numéro sur lequel ils diffèrent vient ici."

msgid "Settled"
msgstr "Tranchés"

msgid "No difference was settled yet"
msgstr "Aucun écart n'a encore été tranché"

msgid "Choose the differences first."
msgstr "Choisissez d'abord les écarts."

msgid "we do not serve it"
msgstr "nous ne le servons pas"

msgid "not active"
msgstr "pas actif"

msgid "terminated too long ago"
msgstr "résilié depuis trop longtemps"

msgid "wrong RIO"
msgstr "RIO faux"

msgid "already being ported"
msgstr "déjà en cours de portage"

msgid "incomplete request"
msgstr "demande incomplète"

msgid "day that cannot be kept"
msgstr "jour intenable"

msgid "no RIO of ours"
msgstr "pas de RIO de chez nous"

msgid "another identity"
msgstr "une autre identité"

msgid "several customers"
msgstr "plusieurs clients"

msgid "main number leaves alone"
msgstr "la tête de ligne part seule"

msgid "no mandate named"
msgstr "aucun mandat nommé"

msgid "another operator's prefix"
msgstr "préfixe d'un autre opérateur"

msgid "many wrong RIOs of this recipient"
msgstr "beaucoup de RIO faux de ce receveur"

msgid "customer asked for twice"
msgstr "client demandé deux fois"

msgid "address changed lately"
msgstr "adresse changée récemment"

msgid "outside working hours"
msgstr "hors des heures de travail"

msgid "It is no RIO: 12 letters, digits or + are needed."
msgstr "Ce n'est pas un RIO : il faut 12 lettres, chiffres ou +."

msgid ""
"Its control key does not fit this number: a typo in the RIO or in the number."
msgstr ""
"Sa clé de contrôle ne va pas avec ce numéro : une faute de frappe dans le "
"RIO ou dans le numéro."

msgid "Its key fits, but it is not the RIO that we issued for this number."
msgstr ""
"Sa clé est juste, mais ce n'est pas le RIO que nous avons émis pour ce "
"numéro."

msgid "the customer's name"
msgstr "le nom du client"

msgid "the routing prefix"
msgstr "le préfixe de routage"

msgid "a main number of this customer"
msgstr "une tête de ligne de ce client"

msgid "the name"
msgstr "le nom"

msgid "the address"
msgstr "l'adresse"

msgid "the SIREN"
msgstr "le SIREN"

#, python-format
msgid "Nobody works on that day; the first day possible is %(day)s."
msgstr ""
"Personne ne travaille ce jour-là ; le premier jour possible est le %(day)s."

#, python-format
msgid "The answer may take longer; the first day possible is %(day)s."
msgstr ""
"La réponse peut prendre plus longtemps ; le premier jour possible est le "
"%(day)s."

#, python-format
msgid ""
"Its window was over when the request came; the first day possible is %(day)s."
msgstr ""
"Son créneau était fini quand la demande est venue ; le premier jour possible "
"est le %(day)s."

#, python-format
msgid "Found by hand: %(words)s"
msgstr "Trouvé à la main : %(words)s"

msgid "It is not in our stock."
msgstr "Il n'est pas dans notre stock."

#, python-format
msgid "In our stock: %(state)s."
msgstr "Dans notre stock : %(state)s."

msgid "another operator"
msgstr "un autre opérateur"

#, python-format
msgid ""
"Our stock has it, but the register says %(operator)s since %(day)s: look "
"before you answer."
msgstr ""
"Notre stock l'a, mais le registre dit %(operator)s depuis le %(day)s : "
"regardez avant de répondre."

#, python-format
msgid "The register says %(operator)s since %(day)s."
msgstr "Le registre dit %(operator)s depuis le %(day)s."

#, python-format
msgid "%(state)s since %(day)s."
msgstr "%(state)s depuis le %(day)s."

#, python-format
msgid "Terminated on %(day)s: it can be claimed until %(until)s."
msgstr "Résilié le %(day)s : il peut être réclamé jusqu'au %(until)s."

msgid "A person's port always needs one."
msgstr "Le portage d'un particulier en demande toujours un."

msgid "Mandatory for the grouped numbers of a business."
msgstr "Obligatoire pour les numéros groupés d'une entreprise."

msgid "Mandatory for the ungrouped numbers of a business."
msgstr "Obligatoire pour les numéros non groupés d'une entreprise."

#, python-format
msgid "It begins with %(code)s, which is no code of ours."
msgstr "Il commence par %(code)s, qui n'est pas un de nos codes."

#, python-format
msgid "Under way: %(reference)s."
msgstr "En cours : %(reference)s."

#, python-format
msgid "It lacks %(what)s."
msgstr "Il manque %(what)s."

#, python-format
msgid "%(count)d number of the customer stays with us:"
msgid_plural "%(count)d numbers of the customer stay with us:"
msgstr[0] "%(count)d numéro du client reste chez nous :"
msgstr[1] "%(count)d numéros du client restent chez nous :"

msgid "Its access, and all that runs over it, is cut with the port."
msgstr "Son accès, et tout ce qui passe dessus, est coupé avec le portage."

msgid "Nobody can tell whether the RIO that came is the customer's."
msgstr "Personne ne peut dire si le RIO reçu est celui du client."

msgid "None was issued for it."
msgstr "Aucun n'a été émis pour lui."

#, python-format
msgid "What they wrote differs from our customer: %(what)s."
msgstr "Ce qu'ils ont écrit diffère de notre client : %(what)s."

#, python-format
msgid "The numbers are those of %(count)d customers."
msgstr "Les numéros sont ceux de %(count)d clients."

#, python-format
msgid "%(prefix)s is a prefix of %(operator)s."
msgstr "%(prefix)s est un préfixe de %(operator)s."

#, python-format
msgid "%(count)d wrong RIOs in %(days)d days: somebody may be guessing."
msgstr ""
"%(count)d RIO faux en %(days)d jours : quelqu'un cherche peut-être à deviner."

#, python-format
msgid "Also asked for lately: %(requests)s (%(recipients)s)."
msgstr "Aussi demandé récemment : %(requests)s (%(recipients)s)."

#, python-format
msgid "Changed on %(day)s, just before the request."
msgstr "Changée le %(day)s, juste avant la demande."

#, python-format
msgid "It came at %(hour)d h."
msgstr "Venue à %(hour)d h."

msgid "The recipient need not name one; it can show it on demand."
msgstr ""
"Le receveur n'est pas tenu d'en nommer un ; il peut le montrer sur demande."

msgid "unknown"
msgstr "inconnu"

#, python-format
msgid "and %(count)d more"
msgstr "et %(count)d de plus"

msgid "awaited"
msgstr "attendu"

msgid "answered"
msgstr "répondu"

msgid "Quote"
msgstr "Devis"

#, python-format
msgid "%(shown)s inventory"
msgid_plural "%(shown)s inventories"
msgstr[0] "%(shown)s inventaire"
msgstr[1] "%(shown)s inventaires"

msgid "Answer"
msgstr "Réponse"

msgid "Listed"
msgstr "Listés"

msgid "Difference"
msgstr "Écart"

msgid "Price excl. VAT"
msgstr "Prix HT"

msgid "No inventory like this"
msgstr "Aucun inventaire de ce genre"

msgid ""
"Fewer filters find more. A quote or a customer can also be searched from the "
"top of every page."
msgstr ""
"Moins de filtres trouvent plus. Un devis ou un client se cherche aussi "
"depuis le haut de chaque page."

msgid "Show all inventories"
msgstr "Voir tous les inventaires"

msgid "No donor is asked for its list"
msgstr "Aucun cédant n'est interrogé"

msgid ""
"When a customer does not know all its numbers, tick the inventory on its "
"quote: the donor is asked what stands behind the main number, and the answer "
"comes here."
msgstr ""
"Quand un client ne connaît pas tous ses numéros, cochez l'inventaire sur son "
"devis : on demande au cédant ce qu'il y a derrière la tête de ligne, et la "
"réponse vient ici."

msgid "Make a quote"
msgstr "Faire un devis"

msgid "The list is taken. The quote waits for the other donors."
msgstr "La liste est prise. Le devis attend les autres cédants."

msgid ""
"The list is taken, but no number of it can be ported: the quote is a draft "
"again."
msgstr ""
"La liste est prise, mais aucun de ses numéros n'est portable : le devis "
"redevient un brouillon."

msgid "The donor's list is taken: see below what it changes."
msgstr ""
"La liste du cédant est prise en compte : voyez ci-dessous ce qu'elle change."

msgid "Noted: this donor gives no list. The quote waits for the other donors."
msgstr ""
"Noté : ce cédant ne donne pas de liste. Le devis attend les autres cédants."

msgid "Noted: the donor gives no list. The quote is a draft again."
msgstr ""
"C'est noté : le cédant ne donne pas de liste. Le devis redevient un "
"brouillon."

msgid "Noted: this donor gives no list. The quote follows those of the others."
msgstr ""
"Noté : ce cédant ne donne pas de liste. Le devis suit celles des autres."

msgid "The donor is asked for its list."
msgstr "On demande sa liste au cédant."

msgid "Offered on the numbers that the customer declared."
msgstr "Offert sur les numéros que le client a déclarés."

msgid "Offered again: what the customer did not declare stays with the donor."
msgstr ""
"Offert de nouveau : ce que le client n'a pas déclaré reste chez le cédant."

msgid "Offered again: every number of the donor's list comes along."
msgstr "Offert de nouveau : tous les numéros de la liste du cédant viennent."

#, python-format
msgid "%(donor)s is asked for its list"
msgstr "On demande sa liste à %(donor)s"

#, python-format
msgid "The clearing house has asked %(donor)s"
msgstr "La plateforme a interrogé %(donor)s"

#, python-format
msgid "%(donor)s is reminded of its list"
msgstr "%(donor)s est relancé pour sa liste"

#, python-format
msgid "The list of %(donor)s has come"
msgstr "La liste de %(donor)s est arrivée"

#, python-format
msgid "%(donor)s gives no list"
msgstr "%(donor)s ne donne pas de liste"

#, python-format
msgid "Quote %(reference)s is made."
msgstr "Le devis %(reference)s est établi."

msgid "Plain"
msgstr "Brut"

msgid "SIP"
msgstr "SIP"

msgid "back at its range holder"
msgstr "retour à l'attributaire"

#, python-format
msgid "network of %(operator)s"
msgstr "réseau de %(operator)s"

msgid "ported, operator unknown"
msgstr "portage effectué, opérateur inconnu"

#, python-format
msgid "Ordered: %(names)s."
msgid_plural "Ordered, one request a donor: %(names)s."
msgstr[0] "Commandé : %(names)s."
msgstr[1] "Commandé, une demande par cédant : %(names)s."

#, python-format
msgid "“%(name)s” is kept."
msgstr "« %(name)s » est gardé."

#, python-format
msgid "“%(name)s” was kept already: it is the same file."
msgstr "« %(name)s » était déjà gardé : c'est le même fichier."

msgid "Go: the donor cuts over."
msgstr "Go : le cédant bascule."

msgid "The incident is over."
msgstr "L'incident est clos."

msgid "Complete by hand"
msgstr "Terminer à la main"

msgid "The request is completed."
msgstr "La demande est terminée."

msgid ""
"Usually the clearing house confirms; do it by hand only when it never will."
msgstr ""
"D'ordinaire la plateforme confirme ; ne le faites à la main que si elle ne "
"le fera jamais."

msgid "No go: the port is put off."
msgstr "No-go : le portage est reporté."

msgid "The port is put off to another day."
msgstr "Le portage est reporté à un autre jour."

msgid "The port has a new date."
msgstr "Le portage a une nouvelle date."

msgid "The incident is reported: the interruption clock runs."
msgstr "L'incident est signalé : le délai d'interruption court."

msgid "The interruption clock starts at once."
msgstr "Le délai d'interruption court aussitôt."

msgid "The port is undone."
msgstr "Le portage est annulé, retour arrière fait."

msgid "The numbers go back to the donor. This cannot be taken back."
msgstr "Les numéros retournent chez le cédant. C'est irréversible."

msgid "The request is cancelled."
msgstr "La demande est annulée."

msgid ""
"The numbers stay with the donor. A cancelled request cannot be taken up "
"again."
msgstr ""
"Les numéros restent chez le cédant. Une demande annulée ne peut pas être "
"reprise."

#, python-format
msgid "Comment shared with %(partner)s"
msgstr "Commentaire partagé avec %(partner)s"

#, python-format
msgid "Paper added: %(kind)s"
msgstr "Pièce ajoutée : %(kind)s"

msgid "Planned for"
msgstr "Prévue le"

#, python-format
msgid "%(shown)s request"
msgid_plural "%(shown)s requests"
msgstr[0] "%(shown)s demande"
msgstr[1] "%(shown)s demandes"

msgid "Request"
msgstr "Demande"

msgid "Promised for"
msgstr "Promise pour"

msgid "Type"
msgstr "Type"

msgid "No request like this"
msgstr "Aucune demande ne correspond"

msgid "Show all requests"
msgstr "Afficher toutes les demandes"

msgid "No port is under way"
msgstr "Aucun portage en cours"

msgid ""
"A request begins with a quote: order what it offers, and its requests come "
"here, one per donor."
msgstr ""
"Une demande commence par un devis : commandez ce qu'il propose, et ses "
"demandes arrivent ici, une par cédant."

msgid "See the quotes"
msgstr "Voir les devis"

msgid "Refused: every number has its ground."
msgstr "Refusée : chaque numéro a son motif."

msgid "Answered: the numbers that were accepted leave on the day."
msgstr "Répondue : les numéros acceptés partent le jour dit."

msgid "Accepted: the numbers leave on the day."
msgstr "Acceptée : les numéros partent le jour dit."

msgid "Cancelled for the recipient: the numbers stay with us."
msgstr "Annulée pour le receveur : les numéros restent chez nous."

#, python-format
msgid "%(who)s was faster: “%(what)s”."
msgstr "%(who)s a été plus rapide : « %(what)s »."

#, python-format
msgid "Done: %(what)s."
msgstr "Fait : %(what)s."

#, python-format
msgid "Not needed: %(what)s."
msgstr "Sans objet : %(what)s."

msgid "Accepted:"
msgstr "Acceptés :"

msgid ""
"Only requests that no check speaks against are accepted here; the others "
"wait for their page."
msgstr ""
"On n'accepte ici que les demandes contre lesquelles aucune vérification ne "
"parle ; les autres attendent sur leur page."

msgid "Answer as checked"
msgstr "Répondre comme vérifié"

msgid "Answered as the checks say:"
msgstr "Répondre comme le disent les vérifications :"

msgid ""
"Numbers with a failed check are refused on its ground, the others are "
"accepted. A request with a signal waits for its page."
msgstr ""
"Les numéros dont une vérification échoue sont refusés sur ce motif, les "
"autres acceptés. Une demande avec un signal attend sur sa page."

#, python-brace-format
msgid "to be looked at: {what}"
msgstr "à regarder : {what}"

msgid "answered already"
msgstr "déjà répondu"

msgid "The answer is late: the recipient may complain to ARCEP."
msgstr "La réponse est en retard : le receveur peut se plaindre à l'ARCEP."

msgid "Its window is over, and the numbers have not been released."
msgstr "Son créneau est fini, et les numéros n'ont pas été libérés."

#, python-format
msgid ""
"It was put off %d time without a go, and is put off no more: a supervisor "
"calls the recipient."
msgid_plural ""
"It was put off %d times without a go, and is put off no more: a supervisor "
"calls the recipient."
msgstr[0] ""
"Reporté %d fois faute de go, il ne l'est plus : un superviseur appelle le "
"receveur."
msgstr[1] ""
"Reporté %d fois faute de go, il ne l'est plus : un superviseur appelle le "
"receveur."

#, python-format
msgid "%d number has left and still works here."
msgid_plural "%d numbers have left and still work here."
msgstr[0] "%d numéro est parti et fonctionne encore ici."
msgstr[1] "%d numéros sont partis et fonctionnent encore ici."

msgid "The customer is still billed for what has left."
msgstr "Le client est encore facturé pour ce qui est parti."

msgid "The closing list is not done in its time."
msgstr "La liste de clôture n'est pas faite à temps."

msgid "Released: the numbers are with the recipient."
msgstr "Libérée : les numéros sont chez le receveur."

msgid "Put off: the numbers stay promised for the new day."
msgstr "Reportée : les numéros restent promis pour le nouveau jour."

msgid "all green"
msgstr "tout est vert"

msgid "a signal"
msgstr "un signal"

msgid "a failed ground"
msgstr "un motif échoué"

msgid "Recipient"
msgstr "Receveur"

msgid "Checks"
msgstr "Vérifications"

msgid "those to answer first, the most urgent on top"
msgstr "celles à répondre d'abord, la plus urgente en haut"

msgid "Nobody asks for our numbers"
msgstr "Personne ne demande nos numéros"

msgid ""
"Requests of other operators come here by themselves, from the clearing house "
"and through the API, with their checks already made."
msgstr ""
"Les demandes des autres opérateurs viennent ici d'elles-mêmes, de la "
"plateforme et par l'API, leurs vérifications déjà faites."

msgid "The quote is declined."
msgstr "Le devis est décliné."

msgid "Quote made"
msgstr "Devis établi"

msgid "Made from"
msgstr "Établis à partir du"

msgid "Made until"
msgstr "Établis jusqu'au"

#, python-format
msgid "%(shown)s quote"
msgid_plural "%(shown)s quotes"
msgstr[0] "%(shown)s devis"
msgstr[1] "%(shown)s devis"

msgid "Donors"
msgstr "Cédants"

msgid "Made"
msgstr "Établi"

msgid "Valid until"
msgstr "Valable jusqu'au"

msgid "No quote like this"
msgstr "Aucun devis ne correspond"

msgid "Show all quotes"
msgstr "Afficher tous les devis"

msgid "No quote yet"
msgstr "Pas encore de devis"

msgid ""
"Paste a customer's numbers and the quote makes itself; those of partners "
"arrive here by the API."
msgstr ""
"Collez les numéros d'un client et le devis s'établit tout seul ; ceux des "
"partenaires arrivent ici par l'API."

msgid ""
"Restored: the register leads the numbers where they were, and everybody is "
"told."
msgstr ""
"Rétabli : le registre mène les numéros là où ils étaient, et tout le monde "
"est averti."

msgid "Noted: the port was asked for by who could."
msgstr "Noté : le portage a été demandé par qui le pouvait."

msgid ""
"Call the customer: did it ask another operator for these numbers, or sign "
"anything?"
msgstr ""
"Appelez le client : a-t-il demandé ces numéros à un autre opérateur, ou "
"signé quelque chose ?"

msgid ""
"Call the other operator, with the numbers and this reference: it must give "
"its mandate."
msgstr ""
"Appelez l'autre opérateur, avec les numéros et cette référence : il doit "
"donner son mandat."

msgid ""
"Without a mandate the port is undone: agree on the hour, and keep the "
"customer reachable."
msgstr ""
"Sans mandat, le portage est défait : convenez de l'heure, et gardez le "
"client joignable."

msgid ""
"When calls arrive here again, say so above: the register follows and "
"everybody is told."
msgstr ""
"Quand les appels arrivent de nouveau ici, dites-le ci-dessus : le registre "
"suit et tout le monde est averti."

msgid ""
"Look for the mandate of the request that brought the numbers, and for a slip "
"in its numbers."
msgstr ""
"Cherchez le mandat de la demande qui a apporté les numéros, et une faute "
"dans ses numéros."

msgid ""
"Call the other operator: agree on the hour at which it routes the numbers "
"again."
msgstr ""
"Appelez l'autre opérateur : convenez de l'heure à laquelle il route de "
"nouveau les numéros."

msgid "Tell our customer, who may have been given somebody else's number."
msgstr ""
"Prévenez notre client, à qui on a peut-être donné le numéro de quelqu'un "
"d'autre."

msgid ""
"When calls arrive there again, say so above: the register follows and "
"everybody is told."
msgstr ""
"Quand les appels arrivent de nouveau là-bas, dites-le ci-dessus : le "
"registre suit et tout le monde est averti."

msgid "The file is open: the line must work again within seven working days."
msgstr ""
"Le dossier est ouvert : la ligne doit refonctionner sous sept jours ouvrés."

msgid "Opened"
msgstr "Ouvert"

msgid "Who owes"
msgstr "Qui doit"

msgid "No number like this"
msgstr "Aucun numéro de ce genre"

msgid "Fewer filters find more."
msgstr "Moins de filtres trouvent plus."

msgid "Show all returns"
msgstr "Voir toutes les restitutions"

msgid "No number waits to go back"
msgstr "Aucun numéro n'attend de repartir"

msgid ""
"When the service of a ported number ends, it waits here for whoever may "
"claim it, and then goes back to the operator of its range by itself."
msgstr ""
"Quand le service d'un numéro porté s'arrête, il attend ici qui peut le "
"réclamer, puis repart tout seul chez l'opérateur de sa tranche."

msgid "Look up a number"
msgstr "Consulter un numéro"

#, python-format
msgid "%(count)d number is on the list of those owed to us."
msgid_plural "%(count)d numbers are on the list of those owed to us."
msgstr[0] "%(count)d numéro est dans la liste de ceux qui nous sont dus."
msgstr[1] "%(count)d numéros sont dans la liste de ceux qui nous sont dus."

#, python-format
msgid "%(reference)s asks for this number: it cannot be given back meanwhile."
msgstr ""
"%(reference)s demande ce numéro : il ne peut pas être restitué entre-temps."

msgid "The number is back at its range holder, and everybody is told."
msgstr ""
"Le numéro est de retour chez son attributaire, et tout le monde est averti."

msgid ""
"The service has ended. The customer can still claim the number for 40 days."
msgstr ""
"Le service est arrêté. Le client peut encore réclamer le numéro pendant 40 "
"jours."

msgid "You may not see this"
msgstr "Vous n'avez pas accès à cette page"

msgid ""
"Your account lacks the permission for it. A supervisor can give it to you."
msgstr ""
"Votre compte n'a pas le droit nécessaire. Un superviseur peut vous le donner."

msgid "This form has expired"
msgstr "Ce formulaire a expiré"

msgid ""
"It was open for too long, or in another session. Go back, reload the page "
"and send it again: what you typed is still in the form."
msgstr ""
"Il est resté ouvert trop longtemps, ou dans une autre session. Revenez en "
"arrière, rechargez la page et renvoyez-le : votre saisie est toujours dans "
"le formulaire."

msgid "There is nothing here"
msgstr "Il n'y a rien ici"

msgid ""
"The address may be mistyped, or the record may belong to somebody else. The "
"search box finds numbers, references and customers."
msgstr ""
"L'adresse est peut-être mal saisie, ou le dossier appartient à quelqu'un "
"d'autre. La recherche trouve les numéros, les références et les clients."

msgid "Something broke"
msgstr "Une erreur est survenue"

msgid ""
"It is our fault, not yours, and it has been written down. Nothing was half "
"done: try again, or come back in a moment."
msgstr ""
"Elle vient de nous, pas de vous, et elle est enregistrée. Rien n'a été fait "
"à moitié : réessayez, ou revenez dans un instant."

#, python-format
msgid "attempt %(number)s"
msgstr "tentative %(number)s"

#, python-format
msgid "on %(day)s"
msgstr "le %(day)s"

msgid "The incumbent says that the line is made: call it, then settle this."
msgstr ""
"L'opérateur historique dit que la ligne est construite : appelez-le, puis "
"réglez ce point."

msgid ""
"The incumbent says that the line is not made: look whether that changes "
"anything, then settle this."
msgstr ""
"L'opérateur historique dit que la ligne n'est pas construite : voyez si cela "
"change quelque chose, puis réglez ce point."

msgid "No order was made."
msgstr "Aucune commande n'a été passée."

msgid "Lines"
msgstr "Lignes"

msgid "a new line"
msgstr "une ligne neuve"

msgid "not known"
msgstr "inconnu"

msgid "Position"
msgstr "Plot"

msgid "Incoming port"
msgstr "Portage entrant"

msgid "the line goes on without it"
msgstr "la ligne continue sans lui"

msgid "Replaces"
msgstr "Remplace"

msgid "Replaced by"
msgstr "Remplacé par"

msgid "Cancel the subscription"
msgstr "Annuler l'abonnement"

#, python-format
msgid "%(percent)s %% taken"
msgstr "%(percent)s %% occupés"

msgid "no position"
msgstr "aucun plot"

msgid "partial unbundling"
msgstr "dégroupage partiel"

msgid "full unbundling"
msgstr "dégroupage total"

msgid "a month, excl. VAT"
msgstr "par mois, HT"

msgid "The line"
msgstr "La ligne"

msgid "can be ordered"
msgstr "commandable"

msgid "cannot be ordered"
msgstr "non commandable"

msgid "It can be ordered all the same."
msgstr "Elle peut être commandée malgré tout."

msgid "Free positions"
msgstr "Plots libres"

msgid "Length"
msgstr "Longueur"

msgid "Closed to copper"
msgstr "Fermé au cuivre"

msgid "Checked"
msgstr "Vérifiée"

msgid "by our own data only: nobody was asked"
msgstr "avec nos seules données : personne n'a été interrogé"

msgid "If it is made today"
msgstr "Si l'abonnement est pris aujourd'hui"

msgid "Nothing to check yet"
msgstr "Rien à vérifier pour l'instant"

msgid ""
"Choose an offer and type the number of the line: what the incumbent knows of "
"it and the days come here at once."
msgstr ""
"Choisissez une offre et saisissez le numéro de la ligne : ce que l'opérateur "
"historique en sait et les dates s'affichent ici aussitôt."

msgid "The line can be ordered."
msgstr "La ligne peut être commandée."

msgid "The line cannot be ordered."
msgstr "La ligne ne peut pas être commandée."

msgid "All shipments"
msgstr "Toutes les expéditions"

msgid "Nothing is posted."
msgstr "Aucune expédition."

msgid "Services"
msgstr "Services"

msgid "Service"
msgstr "Service"

msgid "Values"
msgstr "Valeurs"

#, python-format
msgid "wanted: %(goal)s"
msgstr "voulu : %(goal)s"

msgid "Try again"
msgstr "Réessayer"

msgid "Show the secret"
msgstr "Afficher le secret"

msgid ""
"Nothing is allocated before the incumbent reports that the line is made."
msgstr "Rien n'est attribué avant le compte rendu de l'opérateur historique."

msgid "Days a line"
msgstr "Jours par ligne"

msgid "Shares"
msgstr "Parts"

msgid "Incumbent / us"
msgstr "Historique / nous"

#, python-format
msgid "incumbent %(theirs)s %%, us %(ours)s %%"
msgstr "opérateur historique %(theirs)s %%, nous %(ours)s %%"

#, python-format
msgid "%(done)s of %(all)s shipment noted"
msgid_plural "%(done)s of %(all)s shipments noted"
msgstr[0] "%(done)s expédition notée sur %(all)s"
msgstr[1] "%(done)s expéditions notées sur %(all)s"

msgid "Result of each shipment"
msgstr "Résultat de chaque expédition"

msgid "Shipment"
msgstr "Expédition"

msgid "Result"
msgstr "Résultat"

msgid "Not done:"
msgstr "Pas fait :"

#, python-format
msgid "called %(count)s time"
msgid_plural "called %(count)s times"
msgstr[0] "appelé %(count)s fois"
msgstr[1] "appelé %(count)s fois"

msgid "What it means"
msgstr "Ce que cela veut dire"

msgid "What comes next"
msgstr "Ce qui suit"

msgid "In their words"
msgstr "Dans leurs mots"

msgid "Nobody is known yet: add a contact"
msgstr "Personne n'est connu : ajoutez un contact"

msgid "What you say"
msgstr "Ce que vous dites"

msgid "Order again"
msgstr "Re-commander"

msgid "Note the call"
msgstr "Noter l'appel"

msgid ""
"The line is made; the number stays with its operator, and can be ported "
"later."
msgstr ""
"La ligne est construite ; le numéro reste chez son opérateur et pourra être "
"porté plus tard."

msgid "nobody is known"
msgstr "personne de connu"

#, python-format
msgid "agreed for %(day)s"
msgstr "convenu pour le %(day)s"

msgid "Delays"
msgstr "Délais"

msgid "Without a completion report today"
msgstr "Sans compte rendu à ce jour"

msgid "Sent since"
msgstr "Envoyées depuis"

msgid "Picture"
msgstr "Graphique"

#, python-format
msgid "%(count)s order"
msgid_plural "%(count)s orders"
msgstr[0] "%(count)s commande"
msgstr[1] "%(count)s commandes"

msgid "Whose delay it is"
msgstr "À qui revient le délai"

msgid "lines that began to work in this period"
msgstr "lignes mises en service pendant cette période"

msgid "Show"
msgstr "Voir"

#, python-format
msgid ""
"%(shown)s line, %(average)s days from the subscription to the working line:"
msgid_plural ""
"%(shown)s lines, %(average)s days from the subscription to the working line "
"on average:"
msgstr[0] ""
"%(shown)s ligne, %(average)s jours de l'abonnement à la mise en service :"
msgstr[1] ""
"%(shown)s lignes, %(average)s jours en moyenne de l'abonnement à la mise en "
"service :"

#, python-format
msgid "%(days)s with the incumbent (%(percent)s %%)"
msgstr "%(days)s chez l'opérateur historique (%(percent)s %%)"

#, python-format
msgid "%(days)s with us (%(percent)s %%)"
msgstr "%(days)s chez nous (%(percent)s %%)"

msgid "See their orders"
msgstr "Voir leurs commandes"

msgid ""
"With the incumbent: from each order sent to its report. With us: the "
"withdrawal period, what comes between two attempts, and the services once "
"the line is made."
msgstr ""
"Chez l'opérateur historique : de chaque commande envoyée à son compte rendu. "
"Chez nous : le délai de rétractation, l'intervalle entre deux tentatives, et "
"les services une fois la ligne réalisée."

msgid "No line began to work in this period"
msgstr "Aucune ligne mise en service pendant cette période"

msgid ""
"Choose other days: every line that works counts on the day on which it began "
"to."
msgstr ""
"Choisissez d'autres jours : chaque ligne compte le jour de sa mise en "
"service."

msgid "By exchange"
msgstr "Par NRA"

msgid "By week"
msgstr "Par semaine"

msgid "Week"
msgstr "Semaine"

msgid "saturated"
msgstr "saturé"

msgid "closed to copper"
msgstr "fermé au cuivre"

msgid "Its lines"
msgstr "Ses lignes"

msgid "Its orders"
msgstr "Ses commandes"

msgid "Occupancy"
msgstr "Occupation"

#, python-format
msgid "%(percent)s %% of %(all)s positions"
msgstr "%(percent)s %% de %(all)s plots"

#, python-format
msgid "%(free)s free of %(all)s"
msgstr "%(free)s libres sur %(all)s"

msgid "The positions of this strip are not made yet."
msgstr "Les plots de cette réglette ne sont pas encore créés."

msgid "No equipment of ours here"
msgstr "Aucun de nos équipements ici"

msgid "Without a strip, no copper line can be ordered at this exchange."
msgstr "Sans réglette, aucune ligne cuivre ne peut être commandée dans ce NRA."

msgid "Details"
msgstr "Détails"

msgid "no date known"
msgstr "aucune date connue"

msgid "Postal codes"
msgstr "Codes postaux"

#, python-format
msgid "%(count)s strip"
msgid_plural "%(count)s strips"
msgstr[0] "%(count)s réglette"
msgstr[1] "%(count)s réglettes"

msgid "Pools that serve it"
msgstr "Réserves qui le desservent"

msgid "Pool"
msgstr "Réserve"

msgid "Given"
msgstr "Attribués"

msgid "Left"
msgstr "Restants"

msgid "this exchange"
msgstr "ce NRA"

msgid "everywhere"
msgstr "partout"

#, python-format
msgid "and %(count)s at rest"
msgstr "et %(count)s en quarantaine"

msgid "No pool is open for it."
msgstr "Aucune réserve ouverte pour lui."

msgid "Picking list"
msgstr "Bordereau de préparation"

#, python-format
msgid "Picking list of %(day)s"
msgstr "Bordereau de préparation du %(day)s"

msgid "To"
msgstr "À"

#, python-format
msgid "%(count)s exchange is over %(most)s %%"
msgid_plural "%(count)s exchanges are over %(most)s %%"
msgstr[0] "%(count)s NRA dépasse %(most)s %%"
msgstr[1] "%(count)s NRA dépassent %(most)s %%"

msgid "Equip exchanges"
msgstr "Équiper les NRA"

msgid "Positions"
msgstr "Plots"

msgid "In use"
msgstr "En service"

msgid "Reserved"
msgstr "Réservés"

msgid "Faulty"
msgstr "En défaut"

msgid "Free"
msgstr "Libres"

msgid "not equipped"
msgstr "non équipé"

msgid "No exchange yet"
msgstr "Aucun NRA pour l'instant"

msgid ""
"Lines are wired at the exchanges where we have equipment: name them, with "
"their DSLAMs and strips, in the administration."
msgstr ""
"Les lignes sont câblées dans les NRA où nous avons des équipements : "
"déclarez-les, avec leurs DSLAM et réglettes, dans l'administration."

msgid "Carrier's references"
msgstr "Références du transporteur"

#, python-format
msgid "Mark %(shown)s shipment as sent"
msgid_plural "Mark %(shown)s shipments as sent"
msgstr[0] "Marquer %(shown)s expédition comme partie"
msgstr[1] "Marquer %(shown)s expéditions comme parties"

msgid "What has left without a reference"
msgstr "Ce qui est parti sans référence"

msgid "Left on"
msgstr "Parti le"

msgid "Keep the references"
msgstr "Enregistrer les références"

msgid "What stays empty can be typed later."
msgstr "Ce qui reste vide pourra être saisi plus tard."

msgid "Everything that has left can be followed"
msgstr "Tout ce qui est parti peut être suivi"

msgid "Parcels come here once they have left; letters have no reference."
msgstr ""
"Les colis arrivent ici une fois partis ; les courriers n'ont pas de "
"référence."

msgid "Back to the shipments"
msgstr "Retour aux expéditions"

#, python-format
msgid "%(delay)s late"
msgstr "%(delay)s de retard"

#, python-format
msgid "due %(day)s"
msgstr "due le %(day)s"

msgid "See the file"
msgstr "Voir le dossier"

msgid "Deadlines"
msgstr "Échéances"

msgid "Keep this comment"
msgstr "Enregistrer le commentaire"

msgid "Who and what"
msgstr "Dossier"

msgid "No offer is on sale: they are made in the administration."
msgstr "Aucune offre en vente : elles se créent dans l'administration."

msgid "Check"
msgstr "Vérifier"

msgid "Another customer"
msgstr "Autre client"

msgid "Answer to the customer"
msgstr "Réponse au client"

msgid "Subscribe"
msgstr "Abonner"

msgid "Lines taken by mistake"
msgstr "Écrasements à tort"

msgid "What to do"
msgstr "Que faire"

msgid "The case"
msgstr "Le dossier"

msgid "Ended"
msgstr "Clos le"

msgid "Our order"
msgstr "Notre commande"

msgid "Who"
msgstr "Qui"

msgid "Open a file"
msgstr "Ouvrir un dossier"

msgid "Under way"
msgstr "En cours"

msgid "To be given back by"
msgstr "À rendre avant"

msgid "No file has ended yet"
msgstr "Aucun dossier clos pour l'instant"

msgid "No line taken by mistake"
msgstr "Aucun écrasement à tort"

msgid ""
"When the incumbent reports that a line of ours went to another operator, a "
"file opens by itself. One that a customer reports is opened by hand."
msgstr ""
"Quand l'opérateur historique signale qu'une de nos lignes est passée chez un "
"autre opérateur, un dossier s'ouvre tout seul. Celui qu'un client signale "
"s'ouvre à la main."

msgid "A line taken by mistake"
msgstr "Un écrasement à tort"

msgid ""
"A line went to another operator although its customer never asked for it, or "
"came to us although it is somebody else's. It must be given back within "
"seven working days."
msgstr ""
"Une ligne est passée chez un autre opérateur sans que son client l'ait "
"demandé, ou nous est arrivée alors qu'elle est à quelqu'un d'autre. Elle "
"doit être rendue sous sept jours ouvrables."

msgid "Open the file"
msgstr "Ouvrir le dossier"

msgid "Edits"
msgstr "Modifications"

msgid "History"
msgstr "Historique"

msgid "Nothing has happened yet."
msgstr "Rien ne s'est encore passé."

msgid "Skip to the content"
msgstr "Aller au contenu"

msgid "Sections"
msgstr "Rubriques"

msgid "Back to Today"
msgstr "Retour à Aujourd'hui"

#, python-format
msgid "%(done)s of %(all)s request done"
msgid_plural "%(done)s of %(all)s requests done"
msgstr[0] "%(done)s demande sur %(all)s faite"
msgstr[1] "%(done)s demandes sur %(all)s faites"

msgid "Back to the list"
msgstr "Retour à la liste"

#, python-format
msgid "%(all)s request chosen"
msgid_plural "%(all)s requests chosen"
msgstr[0] "%(all)s demande choisie"
msgstr[1] "%(all)s demandes choisies"

#, python-format
msgid "no more than %(most)s at once"
msgstr "pas plus de %(most)s à la fois"

msgid "Requests chosen"
msgstr "Demandes choisies"

#, python-format
msgid "%(label)s: %(all)s request"
msgid_plural "%(label)s: %(all)s requests"
msgstr[0] "%(label)s : %(all)s demande"
msgstr[1] "%(label)s : %(all)s demandes"

msgid "Result of each request"
msgstr "Résultat de chaque demande"

#, python-format
msgid "ported on %(day)s"
msgstr "porté le %(day)s"

msgid "As a table"
msgstr "En tableau"

msgid "Holder"
msgstr "Détenteur"

msgid "Role"
msgstr "Rôle"

#, python-format
msgid "%(delay)s left"
msgstr "encore %(delay)s"

msgid "Deadlines:"
msgstr "Échéances :"

msgid "What"
msgstr "Quoi"

msgid "When"
msgstr "Quand"

msgid "Day by day"
msgstr "Jour par jour"

#, python-format
msgid "Holders of %(number)s in time"
msgstr "Détenteurs successifs du %(number)s"

#, python-format
msgid "since %(day)s"
msgstr "depuis le %(day)s"

msgid "Holders in time"
msgstr "Détenteurs successifs"

msgid "Operator"
msgstr "Opérateur"

msgid "How"
msgstr "Comment"

msgid "Prefix"
msgstr "Préfixe"

msgid "Until"
msgstr "Jusqu'au"

msgid "ongoing"
msgstr "en cours"

msgid "Columns"
msgstr "Colonnes"

msgid "Filter"
msgstr "Filtrer"

msgid "with those chosen:"
msgstr "avec celles choisies :"

msgid "Choose all of this page"
msgstr "Choisir toute la page"

msgid "With those chosen:"
msgstr "Avec celles choisies :"

msgid "The server did not answer as expected. Nothing was changed; try again."
msgstr ""
"Le serveur n'a pas répondu comme prévu. Rien n'a été modifié ; réessayez."

#, python-format
msgid "%(first)s to %(last)s of %(total)s"
msgstr "%(first)s à %(last)s sur %(total)s"

msgid "Pages"
msgstr "Pages"

msgid "Previous"
msgstr "Précédent"

msgid "Next"
msgstr "Suivant"

msgid "Theme: as the system"
msgstr "Thème : comme le système"

msgid "Theme: light"
msgstr "Thème : clair"

msgid "Theme: dark"
msgstr "Thème : sombre"

#, python-format
msgid "Forget “%(name)s”"
msgstr "Oublier « %(name)s »"

msgid "Keep this view"
msgstr "Garder cette vue"

msgid "Its filters and columns are one click away from then on."
msgstr "Ses filtres et ses colonnes seront à un clic."

msgid "Keep it"
msgstr "La garder"

msgid "Keyboard shortcuts"
msgstr "Raccourcis clavier"

msgid "Search (also Ctrl-K)"
msgstr "Rechercher (ou Ctrl-K)"

msgid "Next row, previous row"
msgstr "Ligne suivante, ligne précédente"

msgid "Enter"
msgstr "Entrée"

msgid "Open the row"
msgstr "Ouvrir la ligne"

msgid "Select the row"
msgstr "Sélectionner la ligne"

msgid "Show or hide this list"
msgstr "Afficher ou masquer cette liste"

msgid "Esc"
msgstr "Échap"

msgid "Timeline"
msgstr "Historique"

msgid "Search"
msgstr "Recherche"

msgid "Number, reference, customer, SIRET…"
msgstr "Numéro, référence, client, SIRET…"

msgid "Log out"
msgstr "Se déconnecter"

msgid "What you wrote, and that is not kept"
msgstr "Votre saisie, qui n'est pas enregistrée"

#, python-format
msgid "all %(count)s"
msgstr "voir les %(count)s"

#, python-format
msgid "%(shown)s operator"
msgid_plural "%(shown)s operators"
msgstr[0] "%(shown)s opérateur"
msgstr[1] "%(shown)s opérateurs"

#, python-format
msgid "after %(delay)s"
msgstr "après %(delay)s"

msgid "never"
msgstr "jamais"

msgid "not yet"
msgstr "pas encore"

#, python-format
msgid "sent %(count)s time"
msgid_plural "sent %(count)s times"
msgstr[0] "envoyé %(count)s fois"
msgstr[1] "envoyé %(count)s fois"

msgid "The file"
msgstr "Le fichier"

msgid "Sender"
msgstr "Expéditeur"

#, python-format
msgid "number %(number)s"
msgstr "numéro %(number)s"

msgid "How often"
msgstr "Combien de fois"

#, python-format
msgid "acknowledged after %(delay)s"
msgstr "acquitté après %(delay)s"

#, python-format
msgid "expected before %(moment)s"
msgstr "attendu avant %(moment)s"

#, python-format
msgid "%(count)s read so far"
msgstr "%(count)s lues jusqu'ici"

msgid "Taken up"
msgstr "Prises en compte"

msgid "Not taken up"
msgstr "Pas prises en compte"

msgid "Known already"
msgstr "Déjà connues"

#, python-format
msgid "Never used (%(who)s, %(when)s)"
msgstr "Jamais utilisé (%(who)s, %(when)s)"

msgid "They never used it"
msgstr "Jamais utilisé chez eux"

msgid "nothing yet"
msgstr "rien encore"

msgid "Files that never came"
msgstr "Fichiers jamais arrivés"

msgid ""
"They number their files without a gap: what stood in these is not known "
"here. Ask them to send the files again; one that comes leaves this list by "
"itself. If they never used a number, note it here: nobody looks for it any "
"more."
msgstr ""
"Ils numérotent leurs fichiers sans trou : ce qui se trouvait dans ceux-ci "
"n'est pas connu ici. Demandez qu'ils les renvoient ; un fichier qui arrive "
"quitte cette liste de lui-même. S'ils n'ont jamais utilisé un numéro, notez-"
"le ici : plus personne ne le cherchera."

msgid "How many"
msgstr "Combien"

msgid "Noticed"
msgstr "Constaté"

msgid "What is known"
msgstr "Ce qu'on en sait"

msgid "cannot be read"
msgstr "illisible"

#, python-format
msgid "Line %(line)s"
msgstr "Ligne %(line)s"

msgid "Files"
msgstr "Fichiers"

#, python-format
msgid "Exchanged on %(day)s"
msgstr "Échangé le %(day)s"

msgid "Identity"
msgstr "Identité"

msgid "Porting provider"
msgstr "Opérateur de portabilité"

msgid "Trade register"
msgstr "Registre du commerce"

msgid "Declared on"
msgstr "Déclaré le"

msgid "Withdrawn on"
msgstr "Retiré le"

msgid "Source"
msgstr "Source"

msgid "revoked"
msgstr "révoquée"

msgid "over"
msgstr "expirée"

#, python-format
msgid "until %(day)s"
msgstr "jusqu'au %(day)s"

msgid "Keys and webhooks"
msgstr "Clés et webhooks"

msgid "Scopes"
msgstr "Droits"

msgid "Last used"
msgstr "Dernière utilisation"

msgid "No key: this operator does not use the API."
msgstr "Aucune clé : cet opérateur n'utilise pas l'API."

msgid "Ranges"
msgstr "Tranches"

msgid "No routing prefix of its own"
msgstr "Pas de préfixe de routage propre"

#, python-format
msgid ""
"The numbers ported to it are routed by %(name)s (%(prefixes)s): leaving that "
"provider would mean porting every one of them again."
msgstr ""
"Les numéros portés chez lui sont routés par %(name)s (%(prefixes)s) : "
"quitter ce prestataire obligerait à les porter tous de nouveau."

msgid ""
"The numbers ported to it are routed under the prefix of another network, "
"which we do not know: leaving it would mean porting every one of them again."
msgstr ""
"Les numéros portés chez lui sont routés sous le préfixe d'un autre réseau, "
"que nous ne connaissons pas : le quitter obligerait à les porter tous de "
"nouveau."

msgid "To move to a prefix of its own"
msgstr "Pour passer à son propre préfixe"

msgid "Ask ARCEP for a portability prefix; it then stands in MAJPORTA."
msgstr ""
"Demander à l'ARCEP un préfixe de portabilité ; il figure ensuite dans "
"MAJPORTA."

msgid ""
"Have the interconnected networks open it, and declare it to the clearing "
"house."
msgstr ""
"Le faire ouvrir par les réseaux interconnectés, et le déclarer à la "
"plateforme."

msgid ""
"Port each number again, from the provider's prefix to the new one; new ports "
"use it from the first day."
msgstr ""
"Porter de nouveau chaque numéro, du préfixe du prestataire vers le nouveau ; "
"les nouveaux portages l'utilisent dès le premier jour."

msgid "A line that cannot be read"
msgstr "Une ligne illisible"

#, python-format
msgid "line %(line)s"
msgstr "ligne %(line)s"

#, python-format
msgid "%(done)s of %(all)s line done"
msgid_plural "%(done)s of %(all)s lines done"
msgstr[0] "%(done)s ligne sur %(all)s faite"
msgstr[1] "%(done)s lignes sur %(all)s faites"

msgid "Result of each line"
msgstr "Résultat de chaque ligne"

msgid "Message"
msgstr "Message"

msgid "Status"
msgstr "Statut"

msgid "Territories"
msgstr "Territoires"

msgid "Everywhere"
msgstr "Partout"

#, python-format
msgid "%(ranges)s range"
msgid_plural "%(ranges)s ranges"
msgstr[0] "%(ranges)s tranche"
msgstr[1] "%(ranges)s tranches"

#, python-format
msgid "%(numbers)s number"
msgid_plural "%(numbers)s numbers"
msgstr[0] "%(numbers)s numéro"
msgstr[1] "%(numbers)s numéros"

msgid "Range"
msgstr "Tranche"

msgid "Territory"
msgstr "Territoire"

msgid "Assigned on"
msgstr "Attribuée le"

msgid "No range"
msgstr "Aucune tranche"

msgid ""
"This operator holds no number range in force: its numbers come from other "
"operators."
msgstr ""
"Cet opérateur ne détient aucune tranche en vigueur : ses numéros viennent "
"d'autres opérateurs."

msgid "known by its code alone"
msgstr "connu par son seul code"

#, python-format
msgid "withdrawn on %(day)s"
msgstr "retiré le %(day)s"

#, python-format
msgid "Who acts: %(actor)s."
msgstr "Qui agit : %(actor)s."

#, python-format
msgid "“%(text)s”"
msgstr "« %(text)s »"

#, python-format
msgid "Messages with “%(text)s”"
msgstr "Messages avec « %(text)s »"

msgid "All of the file"
msgstr "Tout le fichier"

msgid "No message here"
msgstr "Aucun message ici"

msgid ""
"None of its messages has this status, or nothing of the file was taken up."
msgstr ""
"Aucun de ses messages n'a ce statut, ou rien du fichier n'a été pris en "
"compte."

msgid "The file is empty: it only says that nothing had to be said."
msgstr "Le fichier est vide : il dit seulement qu'il n'y avait rien à dire."

#, python-format
msgid "%(shown)s file"
msgid_plural "%(shown)s files"
msgstr[0] "%(shown)s fichier"
msgstr[1] "%(shown)s fichiers"

msgid "No file like this"
msgstr "Aucun fichier de ce genre"

msgid ""
"Fewer filters find more. The text is part of a file's name, or the whole of "
"a reference or of a message's id."
msgstr ""
"Moins de filtres trouvent plus. Le texte est une partie du nom d'un fichier, "
"ou une référence ou un identifiant de message entiers."

msgid "Show all files"
msgstr "Voir tous les fichiers"

msgid "No file was exchanged yet"
msgstr "Aucun fichier n'a encore été échangé"

msgid ""
"What is ordered leaves in the next file to the clearing house or to the "
"incumbent, and their answers come in files of theirs."
msgstr ""
"Ce qui est commandé part dans le prochain fichier vers la plateforme ou "
"l'opérateur historique, et leurs réponses arrivent dans leurs fichiers."

msgid "E-mails not sent"
msgstr "E-mails non envoyés"

msgid "those of the last two weeks, to customers and to staff"
msgstr "ceux des deux dernières semaines, aux clients et aux équipes"

#, python-format
msgid "%(shown)s e-mail"
msgid_plural "%(shown)s e-mails"
msgstr[0] "%(shown)s e-mail"
msgstr[1] "%(shown)s e-mails"

msgid "Send those chosen again"
msgstr "Renvoyer la sélection"

msgid "Why it was not sent"
msgstr "Pourquoi il n'est pas parti"

msgid "sent again, it may come twice"
msgstr "renvoyé, il peut arriver deux fois"

msgid "Every e-mail was sent"
msgstr "Tous les e-mails sont partis"

msgid ""
"One that the mail server refuses, or that cannot be written, comes here with "
"its reason."
msgstr ""
"Un e-mail que le serveur refuse, ou qui ne peut être rédigé, vient ici avec "
"sa raison."

msgid "lines that nobody could take up: nothing of them was applied"
msgstr ""
"lignes que personne n'a pu prendre en compte : rien n'en a été appliqué"

msgid "Edit"
msgstr "Modifier"

msgid "Number ranges"
msgstr "Tranches de numéros"

msgid "Directory"
msgstr "Annuaire"

msgid "Filter the directory"
msgstr "Filtrer l'annuaire"

msgid "Code"
msgstr "Code"

msgid "No operator is like this"
msgstr "Aucun opérateur ne correspond"

msgid "Take a filter away, or import ARCEP's files: manage.py import_arcep."
msgstr ""
"Retirez un filtre, ou importez les fichiers de l'ARCEP : manage.py "
"import_arcep."

#, python-format
msgid "Choose %(name)s"
msgstr "Choisir %(name)s"

msgid "a test"
msgstr "un essai"

#, python-format
msgid "again %(when)s"
msgstr "de nouveau %(when)s"

#, python-format
msgid "answered %(code)s"
msgstr "répondu %(code)s"

msgid "none yet"
msgstr "aucun encore"

#, python-format
msgid "API of %(name)s"
msgstr "API de %(name)s"

msgid "Documentation of the API"
msgstr "Documentation de l'API"

#, python-format
msgid "from %(from)s only"
msgstr "seulement depuis %(from)s"

msgid "Revoke"
msgstr "Révoquer"

msgid "For ever"
msgstr "Pour toujours"

msgid "No key yet: this operator does not use the API."
msgstr "Pas encore de clé : cet opérateur n'utilise pas l'API."

msgid "New key"
msgstr "Nouvelle clé"

msgid "Make the key"
msgstr "Faire la clé"

msgid "Copy it now and hand it over safely: it is not shown again, to anybody."
msgstr ""
"Copiez-le maintenant et remettez-le par une voie sûre : il n'est plus "
"montré, à personne."

msgid "Requests in 30 days"
msgstr "Requêtes en 30 jours"

msgid "Requests in 30 days, by key"
msgstr "Requêtes en 30 jours, par clé"

msgid "Key"
msgstr "Clé"

msgid "Requests"
msgstr "Demandes"

msgid "Too many"
msgstr "En trop"

msgid ""
"“Too many” were answered 429. The last minute of each key is counted with "
"its next request."
msgstr ""
"Celles « en trop » ont eu la réponse 429. La dernière minute de chaque clé "
"est comptée avec sa prochaine requête."

msgid "No request was counted."
msgstr "Aucune requête n'a été comptée."

msgid "Send a test"
msgstr "Envoyer un essai"

msgid "Nothing is sent to this address"
msgstr "Rien n'est envoyé à cette adresse"

#, python-format
msgid "Since %(when)s: %(why)s."
msgstr "Depuis le %(when)s : %(why)s."

msgid "What happens is kept for it."
msgstr "Ce qui se passe lui est gardé."

msgid "Switch on again"
msgstr "Rétablir"

msgid "Deliveries"
msgstr "Livraisons"

msgid "Event"
msgstr "Événement"

msgid "Attempts"
msgstr "Tentatives"

msgid "Happened"
msgstr "Survenu"

msgid "Nothing was told yet"
msgstr "Rien n'a encore été dit"

msgid "No delivery has this status."
msgstr "Aucune livraison n'a ce statut."

msgid ""
"What happens from now on to the records of this operator is told here, "
"within a minute. A test shows whether the address answers."
msgstr ""
"Ce qui arrive désormais aux enregistrements de cet opérateur est dit ici, "
"dans la minute. Un essai montre si l'adresse répond."

msgid "The webhook"
msgstr "Le webhook"

msgid "all events"
msgstr "tous les événements"

msgid "Signature"
msgstr "Signature"

#, python-format
msgid "the former secret signs too until %(when)s"
msgstr "l'ancien secret signe aussi jusqu'au %(when)s"

msgid "New secret"
msgstr "Nouveau secret"

msgid "Switch off"
msgstr "Couper"

msgid "Delete"
msgstr "Supprimer"

msgid "What waits is not sent, and the log of its deliveries is lost."
msgstr ""
"Ce qui attend n'est pas envoyé, et le journal de ses livraisons est perdu."

msgid "Delete this webhook"
msgstr "Supprimer ce webhook"

msgid "switched off"
msgstr "coupé"

msgid "Webhooks"
msgstr "Webhooks"

msgid "Address and events"
msgstr "Adresse et événements"

msgid "Last told"
msgstr "Dernier dit"

msgid "Failed"
msgstr "Échoués"

msgid "No webhook yet: this operator is told nothing, it has to ask."
msgstr ""
"Pas encore de webhook : on ne dit rien à cet opérateur, il doit demander."

msgid "New webhook"
msgstr "Nouveau webhook"

msgid "Add the webhook"
msgstr "Ajouter le webhook"

msgid "The donor's list comes first"
msgstr "D'abord la liste du cédant"

msgid ""
"Give the main number and make the quote: its numbers and its price come with "
"the list."
msgstr ""
"Indiquez la tête de ligne et établissez le devis : ses numéros et son prix "
"viennent avec la liste."

msgid "Nothing to quote yet"
msgstr "Rien à chiffrer pour l'instant"

msgid ""
"Paste the customer's numbers: type, reasons, price and dates come here at "
"once."
msgstr ""
"Collez les numéros du client : type, motifs, prix et dates s'affichent ici "
"aussitôt."

msgid "Scope"
msgstr "Étendue"

msgid "Donor given"
msgstr "Cédant indiqué"

msgid "Chain of holders"
msgstr "Chaîne des détenteurs"

#, python-format
msgid "and %(count)s other chain, of fewer numbers"
msgid_plural "and %(count)s other chains, of fewer numbers"
msgstr[0] "et %(count)s autre chaîne, de moins de numéros"
msgstr[1] "et %(count)s autres chaînes, de moins de numéros"

#, python-format
msgid "RIO of %(number)s"
msgstr "RIO du %(number)s"

#, python-format
msgid "Take %(right)s"
msgstr "Prendre %(right)s"

#, python-format
msgid "This RIO is that of %(number)s: is the number right?"
msgstr "Ce RIO est celui du %(number)s : le numéro est-il juste ?"

msgid "E-mail"
msgstr "Courriel"

#, python-format
msgid "Decline %(reference)s"
msgstr "Décliner %(reference)s"

msgid "A declined quote can be copied, not taken back."
msgstr "Un devis décliné peut être copié, pas repris."

msgid "Decline the quote"
msgstr "Décliner le devis"

#, python-format
msgid "%(done)s of %(all)s difference settled"
msgid_plural "%(done)s of %(all)s differences settled"
msgstr[0] "%(done)s écart sur %(all)s tranché"
msgstr[1] "%(done)s écarts sur %(all)s tranchés"

msgid "Result of each difference"
msgstr "Résultat de chaque écart"

msgid "not ported"
msgstr "pas porté"

msgid "Documents"
msgstr "Documents"

msgid "signed mandate to come"
msgstr "mandat signé à venir"

msgid "Mandate to sign (PDF)"
msgstr "Mandat à signer (PDF)"

msgid "Document"
msgstr "Document"

msgid "Size"
msgstr "Taille"

msgid "Added"
msgstr "Ajouté"

msgid "No paper yet: add the signed mandate, or a bill of the donor."
msgstr ""
"Aucune pièce encore : ajoutez le mandat signé, ou une facture du cédant."

msgid "Add a document"
msgstr "Ajouter un document"

msgid "Keep this document"
msgstr "Garder ce document"

msgid "Without the donor's list"
msgstr "Sans la liste du cédant"

msgid "Offer the declared numbers"
msgstr "Offrir les numéros déclarés"

msgid "Ask the donor again"
msgstr "Redemander au cédant"

#, python-format
msgid "%(portable)s portable, %(refused)s not portable."
msgstr "Éligibles : %(portable)s ; non éligibles : %(refused)s."

#, python-format
msgid "%(amount)s € excl. VAT."
msgstr "%(amount)s € HT."

msgid "Donors asked for their lists"
msgstr "Cédants interrogés"

#, python-format
msgid "reminded %(day)s"
msgstr "relancé %(day)s"

msgid ""
"No donor of these numbers is known, so nobody could be asked: find out who "
"serves them, and enter its list."
msgstr ""
"Aucun cédant de ces numéros n'est connu, donc personne n'a pu être "
"interrogé : cherchez qui les sert, et saisissez sa liste."

msgid "It takes the place of the numbers given, and sets the price."
msgstr "Elle remplace les numéros fournis et fixe le prix."

msgid "Take this list"
msgstr "Prendre cette liste"

msgid "The donor gives no list?"
msgstr "Le cédant ne donne pas de liste ?"

#, python-format
msgid "quote %(state)s"
msgstr "devis %(state)s"

msgid "not declared, and not on its list"
msgstr "non déclarés, et absents de sa liste"

msgid "not portable"
msgstr "non éligible"

msgid "to look at"
msgstr "à vérifier"

msgid "What the donor's list changed"
msgstr "Ce que la liste du cédant a changé"

msgid "Not declared"
msgstr "Non déclarés"

#, python-format
msgid "%(shown)s number stays with the donor:"
msgid_plural "%(shown)s numbers stay with the donor:"
msgstr[0] "%(shown)s numéro reste chez le cédant :"
msgstr[1] "%(shown)s numéros restent chez le cédant :"

#, python-format
msgid "%(shown)s number added:"
msgid_plural "%(shown)s numbers added:"
msgstr[0] "%(shown)s numéro ajouté :"
msgstr[1] "%(shown)s numéros ajoutés :"

msgid "Not on its list"
msgstr "Absents de sa liste"

#, python-format
msgid "%(shown)s number left out:"
msgid_plural "%(shown)s numbers left out:"
msgstr[0] "%(shown)s numéro écarté :"
msgstr[1] "%(shown)s numéros écartés :"

msgid "Partial port: the customer keeps a line there."
msgstr "Portage partiel : le client y garde une ligne."

#, python-format
msgid "Take this number too"
msgid_plural "Take these %(shown)s numbers too"
msgstr[0] "Prendre aussi ce numéro"
msgstr[1] "Prendre aussi ces %(shown)s numéros"

msgid "Full port: every number of the list comes along."
msgstr "Portage total : tous les numéros de la liste viennent."

#, python-format
msgid "Leave this number with the donor"
msgid_plural "Leave these %(shown)s numbers with the donor"
msgstr[0] "Laisser ce numéro au cédant"
msgstr[1] "Laisser ces %(shown)s numéros au cédant"

msgid "Mandate to sign"
msgstr "Mandat à signer"

msgid "Cancel the request"
msgstr "Annuler la demande"

msgid "Take this day"
msgstr "Retenir ce jour"

msgid "one request per donor, all at once"
msgstr "une demande par cédant, toutes ensemble"

#, python-format
msgid "%(shown)s RIO is missing"
msgid_plural "%(shown)s RIOs are missing"
msgstr[0] "Il manque %(shown)s RIO"
msgstr[1] "Il manque %(shown)s RIO"

#, python-format
msgid "and %(shown)s other: paste it below"
msgid_plural "and %(shown)s others: paste them below"
msgstr[0] "et %(shown)s autre : le coller ci-dessous"
msgstr[1] "et %(shown)s autres : les coller ci-dessous"

msgid "Order at this price"
msgstr "Commander à ce prix"

msgid "excl. VAT"
msgstr "HT"

#, python-format
msgid "first promised for %(day)s"
msgstr "d'abord promise pour le %(day)s"

msgid "else:"
msgstr "sinon :"

msgid "Mandate"
msgstr "Mandat"

#, python-format
msgid "signed on %(day)s"
msgstr "signé le %(day)s"

msgid "accepted for the whole order; it stays when numbers leave"
msgstr ""
"accepté pour toute la commande ; il ne change pas quand des numéros en "
"sortent"

msgid "Split from"
msgstr "Scindée de"

msgid "Answer of each number"
msgstr "Réponse de chaque numéro"

msgid "What the checks show"
msgstr "Ce que montrent les vérifications"

msgid "nothing against it"
msgstr "rien contre"

msgid "Refuse numbers for something that no check can see"
msgstr "Refuser des numéros pour ce qu'aucune vérification ne peut voir"

msgid "This may be a fraud"
msgstr "C'est peut-être une fraude"

msgid ""
"Ask a supervisor before you let a number go. It is no ground of refusal."
msgstr ""
"Demandez à un superviseur avant de laisser partir un numéro. Ce n'est pas un "
"motif de refus."

#, python-format
msgid "This cuts an access: %(numbers)s"
msgstr "Cela coupe un accès : %(numbers)s"

msgid ""
"Internet, alarms and whatever else runs over it stop with the port. Tell the "
"customer before you accept."
msgstr ""
"L'internet, les alarmes et tout ce qui passe dessus s'arrêtent avec le "
"portage. Prévenez le client avant d'accepter."

msgid "Answer like this"
msgstr "Répondre ainsi"

#, python-format
msgid "Accept the number"
msgid_plural "Accept all %(shown)s"
msgstr[0] "Accepter le numéro"
msgstr[1] "Accepter les %(shown)s"

msgid "Unpaid bills and commitments are no ground."
msgstr "Les impayés et les engagements ne sont pas des motifs."

msgid "As they wrote it"
msgstr "Tel qu'ils l'ont écrit"

msgid ""
"What a recipient writes serves to answer it, and nothing else: your role "
"does not see it."
msgstr ""
"Ce qu'un receveur écrit sert à lui répondre, et à rien d'autre : votre rôle "
"ne le voit pas."

msgid "Erased: its time was over."
msgstr "Effacé : son temps était fini."

msgid "They wrote nothing of the customer."
msgstr "Ils n'ont rien écrit du client."

msgid "Cancel for the recipient"
msgstr "Annuler pour le receveur"

msgid ""
"Only the recipient cancels a port: do it for it, when it asks you to. The "
"numbers stay with us."
msgstr ""
"Seul le receveur annule un portage : faites-le pour lui, quand il vous le "
"demande. Les numéros restent chez nous."

msgid "customer unknown"
msgstr "client inconnu"

msgid "live: on the recipient's go"
msgstr "en direct : au go du receveur"

msgid "Legal grounds"
msgstr "Motifs légaux"

msgid "Only what fails here can refuse a number."
msgstr "Seul ce qui échoue ici peut refuser un numéro."

msgid "Signals"
msgstr "Signaux"

msgid "They ask for a look. None can ever be a ground of refusal."
msgstr "Ils demandent un regard. Aucun ne peut jamais être un motif de refus."

#, python-format
msgid "%(count)s other passed"
msgid_plural "%(count)s others passed"
msgstr[0] "%(count)s autre passée"
msgstr[1] "%(count)s autres passées"

#, python-format
msgid "%(count)s passed"
msgid_plural "all %(count)s passed"
msgstr[0] "%(count)s passée"
msgstr[1] "les %(count)s passées"

msgid "Closing list"
msgstr "Liste de clôture"

msgid "Done"
msgstr "Fait"

msgid "to do"
msgstr "à faire"

msgid "Not needed"
msgstr "Sans objet"

msgid "Failed:"
msgstr "Échouée :"

msgid "Ground and evidence"
msgstr "Motif et preuve"

msgid "no answer"
msgstr "sans réponse"

msgid ""
"The recipient asks for a later day. The numbers stay promised to it, and "
"work here until then."
msgstr ""
"Le receveur demande un jour plus tardif. Les numéros lui restent promis et "
"fonctionnent ici jusque-là."

msgid "Price"
msgstr "Prix"

msgid "Price lines"
msgstr "Lignes de prix"

msgid "Total excl. VAT"
msgstr "Total HT"

msgid "Total incl. VAT"
msgstr "Total TTC"

msgid "Options, excl. VAT, chosen when ordering"
msgstr "Options HT, à choisir à la commande"

msgid "can be contested"
msgstr "contestable"

#, python-format
msgid "rejected %(count)s time"
msgid_plural "rejected %(count)s times"
msgstr[0] "refusée %(count)s fois"
msgstr[1] "refusée %(count)s fois"

msgid "Who must act"
msgstr "Qui doit agir"

msgid "Rejected too often: a supervisor takes it up."
msgstr "Refusée trop souvent : un superviseur la reprend."

msgid "The planned day can no longer be met: here is the first one possible."
msgstr "Le jour prévu ne peut plus être tenu : voici le premier possible."

msgid "Send again as it is"
msgstr "Renvoyer telle quelle"

msgid "Nothing has to be changed."
msgstr "Rien n'est à changer."

msgid "one per donor"
msgstr "une par cédant"

#, python-format
msgid "asked for by %(reference)s"
msgstr "demandé par %(reference)s"

#, python-format
msgid "given back %(day)s"
msgstr "restitué %(day)s"

msgid "Give back now"
msgstr "Restituer maintenant"

msgid "It is back"
msgstr "Il est de retour"

msgid "RIO valid"
msgstr "RIO valide"

msgid "RIO wrong"
msgstr "RIO incorrect"

#, python-format
msgid "%(shown)s portable number"
msgid_plural "%(shown)s portable numbers"
msgstr[0] "%(shown)s numéro éligible"
msgstr[1] "%(shown)s numéros éligibles"

msgid "incl. VAT"
msgstr "TTC"

msgid ""
"An estimate from the numbers given: the price is set by the donor's list."
msgstr ""
"Estimation d'après les numéros fournis : c'est la liste du cédant qui fixe "
"le prix."

msgid "The price comes with the donor's list."
msgstr "Le prix vient avec la liste du cédant."

msgid "Earliest date"
msgstr "Date au plus tôt"

msgid "Expected date"
msgstr "Date prévue"

msgid "No number can be ported as it stands: see below what to do for each."
msgstr ""
"Aucun numéro ne peut être porté en l'état : voyez ci-dessous que faire pour "
"chacun."

#, python-format
msgid "%(shown)s portable"
msgid_plural "%(shown)s portable"
msgstr[0] "%(shown)s éligible"
msgstr[1] "%(shown)s éligibles"

#, python-format
msgid "%(shown)s not portable"
msgid_plural "%(shown)s not portable"
msgstr[0] "%(shown)s non éligible"
msgstr[1] "%(shown)s non éligibles"

#, python-format
msgid "%(shown)s with a warning"
msgid_plural "%(shown)s with a warning"
msgstr[0] "%(shown)s avec alerte"
msgstr[1] "%(shown)s avec alerte"

msgid "Numbers that are not portable"
msgstr "Numéros non éligibles"

msgid "Why not, and what to do"
msgstr "Pourquoi, et que faire"

#, python-format
msgid "and %(shown)s other"
msgid_plural "and %(shown)s others"
msgstr[0] "et %(shown)s autre"
msgstr[1] "et %(shown)s autres"

#, python-format
msgid "RIO to give for %(shown)s number"
msgid_plural "RIO to give for %(shown)s numbers"
msgstr[0] "RIO à fournir pour %(shown)s numéro"
msgstr[1] "RIO à fournir pour %(shown)s numéros"

msgid "The order will need it."
msgstr "La commande l'exigera."

msgid "Not required yet, but answers come faster."
msgstr "Pas encore obligatoire, mais les réponses arrivent plus vite."

#, python-format
msgid "and %(shown)s other: paste its RIO beside the number, it is read."
msgid_plural ""
"and %(shown)s others: paste each RIO beside its number, they are all read."
msgstr[0] "et %(shown)s autre : collez son RIO à côté du numéro, il est lu."
msgstr[1] ""
"et %(shown)s autres : collez chaque RIO à côté de son numéro, ils sont tous "
"lus."

msgid "Portable numbers"
msgstr "Numéros éligibles"

msgid "Portable"
msgstr "Éligibles"

msgid "Count"
msgstr "Nombre"

msgid "Kind and holders"
msgstr "Nature et détenteurs"

#, python-format
msgid "%(name)s · %(shown)s number"
msgid_plural "%(name)s · %(shown)s numbers"
msgstr[0] "%(name)s · %(shown)s numéro"
msgstr[1] "%(name)s · %(shown)s numéros"

#, python-format
msgid "and %(shown)s other range, counted above"
msgid_plural "and %(shown)s other ranges, counted above"
msgstr[0] "et %(shown)s autre plage, comptée ci-dessus"
msgstr[1] "et %(shown)s autres plages, comptées ci-dessus"

msgid "Why complex"
msgstr "Pourquoi complexe"

msgid "Why simple"
msgstr "Pourquoi simple"

msgid "Edit the contact"
msgstr "Modifier le contact"

msgid "Keep these changes"
msgstr "Garder ces changements"

msgid "Leave without changing"
msgstr "Quitter sans changer"

msgid "Remove"
msgstr "Retirer"

msgid "Nobody is known yet; a live cut-over needs somebody to call."
msgstr ""
"On ne connaît encore personne ; une bascule en direct a besoin de quelqu'un "
"à appeler."

msgid "Add somebody"
msgstr "Ajouter quelqu'un"

msgid "Keep this contact"
msgstr "Garder ce contact"

#, python-format
msgid "came through %(partner)s"
msgstr "venu par %(partner)s"

msgid "No number of this customer is on its way."
msgstr "Aucun numéro de ce client n'est en chemin."

msgid "Numbers with us"
msgstr "Numéros chez nous"

#, python-format
msgid "and %(shown)s other range"
msgid_plural "and %(shown)s other ranges"
msgstr[0] "et %(shown)s autre tranche"
msgstr[1] "et %(shown)s autres tranches"

msgid "RIOs to give to the customer"
msgstr "RIO à donner au client"

msgid "RIOs"
msgstr "RIO"

msgid "We serve no number for this customer yet."
msgstr "Nous ne servons encore aucun numéro de ce client."

msgid "Past requests"
msgstr "Demandes passées"

msgid "Latest quotes"
msgstr "Derniers devis"

msgid "All quotes"
msgstr "Tous les devis"

#, python-format
msgid "Edit %(name)s"
msgstr "Modifier %(name)s"

msgid "Edit the customer"
msgstr "Modifier le client"

#, python-format
msgid ""
"%(count)s request has already left: it keeps the name and address that it "
"was sent with."
msgid_plural ""
"%(count)s requests have already left: they keep the name and address that "
"they were sent with."
msgstr[0] ""
"%(count)s demande est déjà partie : elle garde le nom et l'adresse avec "
"lesquels elle a été envoyée."
msgstr[1] ""
"%(count)s demandes sont déjà parties : elles gardent le nom et l'adresse "
"avec lesquels elles ont été envoyées."

msgid "Notes"
msgstr "Notes"

msgid "No note yet."
msgstr "Aucune note encore."

msgid "Keep this note"
msgstr "Garder cette note"

msgid "Waits for"
msgstr "Attend"

msgid "Ported on"
msgstr "Portée le"

#, python-format
msgid "from %(donor)s"
msgstr "de %(donor)s"

#, python-format
msgid "Cut-over %(reference)s"
msgstr "Bascule %(reference)s"

msgid "The customer's page"
msgstr "La page du client"

msgid "The request's page"
msgstr "La page de la demande"

msgid "The others of this day"
msgstr "Les autres de ce jour"

msgid "Time gone"
msgstr "Temps écoulé"

msgid ""
"This number is being ported: it may go dead during the call. Ask for another "
"one."
msgstr ""
"Ce numéro est en cours de portage : il peut couper pendant l'appel. Demandez-"
"en un autre."

msgid "Nobody to call is known at this customer."
msgstr "On ne connaît personne à appeler chez ce client."

msgid "Add somebody to call"
msgstr "Ajouter quelqu'un à appeler"

#, python-format
msgid "It has moved on: %(where)s."
msgstr "Elle a avancé : %(where)s."

msgid "Show it"
msgstr "La voir"

msgid "Interruption"
msgstr "Interruption"

#, python-format
msgid ""
"Planned for %(day)s, %(window)s. Go and no-go are said once its window has "
"opened."
msgstr ""
"Prévue le %(day)s, %(window)s. Go et no-go se disent une fois son créneau "
"ouvert."

msgid "Its window is over and nobody has said go or no-go."
msgstr "Son créneau est fini et personne n'a dit go ou no-go."

#, python-format
msgid "Call the customer, then say go or no-go before %(hour)s."
msgstr "Appelez le client, puis dites go ou no-go avant %(hour)s."

#, python-format
msgid ""
"Go given at %(hour)s. Waiting for %(donor)s to confirm that it has cut over; "
"the numbers may be out of service for %(hours)s hours, until %(ends)s."
msgstr ""
"Go donné à %(hour)s. On attend que %(donor)s confirme la bascule ; les "
"numéros peuvent être coupés pendant %(hours)s heures, jusqu'à %(ends)s."

#, python-format
msgid ""
"%(donor)s cut over at %(hour)s. Make a test call with the customer and note "
"what works."
msgstr ""
"%(donor)s a basculé à %(hour)s. Faites un appel d'essai avec le client et "
"notez ce qui fonctionne."

#, python-format
msgid ""
"The numbers may be out of service. Call %(donor)s; service must be back by "
"%(hour)s."
msgstr ""
"Les numéros sont peut-être coupés. Appelez %(donor)s ; le service doit "
"revenir avant %(hour)s."

msgid "Nothing is left to do here."
msgstr "Il ne reste rien à faire ici."

msgid "Clock"
msgstr "Horloge"

msgid "The call"
msgstr "L'appel"

msgid "Before you call"
msgstr "Avant d'appeler"

#, python-format
msgid "The number is configured with us, under prefix %(prefix)s."
msgid_plural ""
"The %(shown)s numbers are configured with us, under prefix %(prefix)s."
msgstr[0] "Le numéro est configuré chez nous, sous le préfixe %(prefix)s."
msgstr[1] ""
"Les %(shown)s numéros sont configurés chez nous, sous le préfixe %(prefix)s."

msgid ""
"The equipment at the customer's is registered with us and can place a call."
msgstr ""
"L'équipement du client est enregistré chez nous et peut passer un appel."

msgid ""
"You have a telephone outside of these numbers, to call them after the cut."
msgstr ""
"Vous avez un téléphone hors de ces numéros, pour les appeler après la "
"coupure."

#, python-format
msgid "%(count)s number stays with %(donor)s: it keeps working there."
msgid_plural "%(count)s numbers stay with %(donor)s: they keep working there."
msgstr[0] ""
"%(count)s numéro reste chez %(donor)s : il continue d'y fonctionner."
msgstr[1] ""
"%(count)s numéros restent chez %(donor)s : ils continuent d'y fonctionner."

#, python-format
msgid ""
"Good day, %(me)s of %(own)s. We are about to move your telephone numbers "
"from %(donor)s to us: %(numbers)s. They may be out of service while it is "
"done, for %(hours)s hours at most."
msgstr ""
"Bonjour, %(me)s de %(own)s. Nous allons faire passer vos numéros de "
"téléphone de %(donor)s chez nous : %(numbers)s. Ils peuvent être coupés "
"pendant l'opération, %(hours)s heures au plus."

msgid "What you ask"
msgstr "Ce que vous demandez"

msgid ""
"Is somebody on the spot until the test call, and on which other number can "
"we reach you?"
msgstr ""
"Y a-t-il quelqu'un sur place jusqu'à l'appel d'essai, et à quel autre numéro "
"peut-on le joindre ?"

msgid ""
"Is your equipment configured for our lines, and who can change it today?"
msgstr ""
"Votre équipement est-il configuré pour nos lignes, et qui peut le modifier "
"aujourd'hui ?"

msgid ""
"Does an alarm, a lift, a card terminal or a fax depend on one of these "
"numbers?"
msgstr ""
"Une alarme, un ascenseur, un terminal de paiement ou un fax dépend-il d'un "
"de ces numéros ?"

msgid "May we start now?"
msgstr "Pouvons-nous commencer ?"

msgid ""
"Yes to everything: say go while they are on the line. One no: say no-go, and "
"agree on another day."
msgstr ""
"Oui à tout : dites go pendant qu'ils sont en ligne. Un seul non : dites no-"
"go, et convenez d'un autre jour."

msgid "The last test call failed."
msgstr "Le dernier appel d'essai a échoué."

msgid ""
"The incident starts the interruption clock and stays in sight until it is "
"resolved."
msgstr ""
"L'incident lance l'horloge d'interruption et reste en vue jusqu'à sa "
"résolution."

msgid "Report the incident now"
msgstr "Signaler l'incident maintenant"

msgid "Keep this test call"
msgstr "Garder cet appel d'essai"

msgid "Live cut-overs today"
msgstr "Bascules en direct du jour"

msgid "Open the cockpit"
msgstr "Ouvrir le poste de bascule"

msgid "Where it is"
msgstr "Où elle en est"

msgid "Test"
msgstr "Essai"

#, python-format
msgid "To %(day)s"
msgstr "Vers le %(day)s"

msgid "Day"
msgstr "Jour"

#, python-format
msgid "%(count)s live cut-over to finish"
msgid_plural "%(count)s live cut-overs to finish"
msgstr[0] "%(count)s bascule en direct à finir"
msgstr[1] "%(count)s bascules en direct à finir"

msgid "Live, by telephone"
msgstr "En direct, par téléphone"

#, python-format
msgid "%(done)s to finish out of %(total)s"
msgstr "%(done)s à finir sur %(total)s"

msgid "Live cut-overs"
msgstr "Bascules en direct"

msgid "Last said"
msgstr "Dernier mot"

#, python-format
msgid "The next port is planned for %(day)s."
msgstr "Le prochain portage est prévu %(day)s."

msgid "Show that day"
msgstr "Voir ce jour"

msgid "Nobody to call on this day"
msgstr "Personne à appeler ce jour-là"

msgid "Nothing is cut over on this day"
msgstr "Rien ne bascule ce jour-là"

msgid ""
"Choose the live cut-over when you order a quote: it comes here on its day, "
"with whom to call and what to say."
msgstr ""
"Choisissez la bascule en direct en commandant un devis : elle vient ici le "
"jour dit, avec qui appeler et quoi dire."

msgid "Put off on this day"
msgstr "Reportées ce jour-là"

msgid "Automatic"
msgstr "Automatiques"

#, python-format
msgid "%(shown)s request, cut over without a call"
msgid_plural "%(shown)s requests, cut over without a call"
msgstr[0] "%(shown)s demande, basculée sans appel"
msgstr[1] "%(shown)s demandes, basculées sans appel"

msgid "Automatic cut-overs"
msgstr "Bascules automatiques"

msgid "No quote can be made yet"
msgstr "Aucun devis n'est encore possible"

#, python-format
msgid "as on %(day)s"
msgstr "au %(day)s"

msgid "Look up"
msgstr "Consulter"

msgid "Whose number is it?"
msgstr "À qui est ce numéro ?"

msgid ""
"Type it in any spelling: its range, its holders in time and its routing come "
"here; a date asks how it was on that day."
msgstr ""
"Saisissez-le comme vous voulez : sa tranche, ses détenteurs successifs et "
"son routage s'affichent ici ; une date montre sa situation ce jour-là."

msgid "This number belongs to nobody"
msgstr "Ce numéro n'appartient à personne"

#, python-format
msgid ""
"On %(day)s no operator had a range with it: a digit is probably wrong, or "
"the range was not given yet."
msgstr ""
"Au %(day)s, aucun opérateur n'avait de tranche le contenant : un chiffre est "
"probablement faux, ou la tranche n'était pas encore attribuée."

#, python-format
msgid "unknown, on the network of %(network)s"
msgstr "inconnu, sur le réseau de %(network)s"

msgid "Range holder"
msgstr "Attributaire"

#, python-format
msgid "%(holder)s, since %(day)s"
msgstr "%(holder)s, depuis le %(day)s"

msgid "With us"
msgstr "Chez nous"

msgid "none issued"
msgstr "aucun émis"

msgid "Routing"
msgstr "Routage"

msgid "none: the number was not ported"
msgstr "aucun : le numéro n'a pas été porté"

msgid "Our quotes and requests"
msgstr "Nos devis et demandes"

#, python-format
msgid "to %(recipient)s"
msgstr "vers %(recipient)s"

msgid "None: nobody asked us for this number."
msgstr "Aucun : personne ne nous a demandé ce numéro."

msgid "not possible now"
msgstr "pas possible maintenant"

#, python-format
msgid "due today at %(hour)s"
msgstr "due aujourd'hui à %(hour)s"

#, python-format
msgid "%(donor)s was reminded %(count)s time and has not answered."
msgid_plural "%(donor)s was reminded %(count)s times and has not answered."
msgstr[0] "%(donor)s a été relancé %(count)s fois et n'a pas répondu."
msgstr[1] "%(donor)s a été relancé %(count)s fois et n'a pas répondu."

msgid ""
"No other reminder leaves: a supervisor calls them. The request stays on "
"Today until the answer comes."
msgstr ""
"Plus aucune relance ne part : un superviseur les appelle. La demande reste "
"dans Aujourd'hui jusqu'à la réponse."

msgid "given for each"
msgstr "donné pour chacun"

msgid "What happens"
msgstr "Ce qui se passe"

msgid "left alone"
msgstr "laissée"

msgid "None of these can be answered together: open each."
msgstr "Aucune ne peut être répondue avec les autres : ouvrez chacune."

msgid "The request"
msgstr "La demande"

msgid "Came by"
msgstr "Venue par"

msgid "without a go, the numbers leave at the end of the window"
msgstr "sans go, les numéros partent à la fin du créneau"

msgid "without a go, put off to the next working day"
msgstr "sans go, report au jour ouvré suivant"

msgid "Their prefix"
msgstr "Leur préfixe"

msgid "What stays with us"
msgstr "Ce qui reste chez nous"

msgid "Nothing: the customer leaves with all its numbers."
msgstr "Rien : le client part avec tous ses numéros."

#, python-format
msgid "was valid until %(day)s"
msgstr "était valable jusqu'au %(day)s"

#, python-format
msgid "valid until %(day)s"
msgstr "valable jusqu'au %(day)s"

msgid "Copy as a new quote"
msgstr "Copier en nouveau devis"

msgid "Enter the donor's list"
msgstr "Saisir la liste du cédant"

msgid "Verdict"
msgstr "Verdict"

msgid "Not portable"
msgstr "Non éligibles"

msgid "Warnings"
msgstr "Alertes"

msgid "Holders"
msgstr "Détenteurs"

msgid "Every number is portable."
msgstr "Tous les numéros sont éligibles."

msgid "No number has a warning."
msgstr "Aucun numéro n'a d'alerte."

msgid "No number yet: they come with the donor's list."
msgstr "Pas encore de numéro : ils arrivent avec la liste du cédant."

msgid "Make the quote"
msgstr "Établir le devis"

msgid "Leads today to"
msgstr "Mène aujourd'hui à"

#, python-format
msgid "and %(shown)s other number"
msgid_plural "and %(shown)s other numbers"
msgstr[0] "et %(shown)s autre numéro"
msgstr[1] "et %(shown)s autres numéros"

msgid "Our request"
msgstr "Notre demande"

msgid "Their request"
msgstr "Leur demande"

msgid "To be restored by"
msgstr "À rétablir avant"

#, python-format
msgid "%(count)s number"
msgid_plural "%(count)s numbers"
msgstr[0] "%(count)s numéro"
msgstr[1] "%(count)s numéros"

msgid "No file was settled yet"
msgstr "Aucun dossier n'a encore été tranché"

msgid "No wrongful port"
msgstr "Aucun portage à tort"

msgid ""
"When another operator announces a number of ours that nobody here let go, a "
"file opens by itself. One that a customer reports is opened by hand."
msgstr ""
"Quand un autre opérateur annonce un de nos numéros que personne ici n'a "
"laissé partir, un dossier s'ouvre tout seul. Celui que signale un client "
"s'ouvre à la main."

msgid "A wrongful port"
msgstr "Un portage à tort"

msgid ""
"A number works at another operator although its customer never asked for it, "
"or works here although it should not. The line must be restored within seven "
"working days."
msgstr ""
"Un numéro fonctionne chez un autre opérateur sans que son client l'ait "
"jamais demandé, ou fonctionne ici alors qu'il ne devrait pas. La ligne doit "
"être rétablie sous sept jours ouvrés."

msgid "Numbers owed to us"
msgstr "Numéros qui nous sont dus"

msgid ""
"Numbers of our ranges that went to another operator and that nobody uses "
"there any more: they wait here until they lead to us again."
msgstr ""
"Numéros de nos tranches partis chez un autre opérateur et que personne n'y "
"utilise plus : ils attendent ici de mener de nouveau à nous."

msgid "Put on the list"
msgstr "Mettre dans la liste"

msgid "Log in"
msgstr "Se connecter"

msgid "Number portability and line activation"
msgstr "Portabilité des numéros et activation des lignes"

#, python-format
msgid "Search: %(query)s"
msgstr "Recherche : %(query)s"

msgid "the first ones: write more to narrow the search"
msgstr "les premiers résultats : précisez la recherche pour affiner"

msgid ""
"A number in any spelling, the reference of a record, the name or SIRET of a "
"customer, the name or code of an operator, a RIO, a routing prefix."
msgstr ""
"Un numéro quelle que soit son écriture, la référence d'un dossier, le nom ou "
"le SIRET d'un client, le nom ou le code d'un opérateur, un RIO, un préfixe "
"de routage."

msgid "Nothing is found"
msgstr "Aucun résultat"

msgid "What can be searched"
msgstr "Ce qui peut être recherché"

msgid "To do"
msgstr "À traiter"

msgid "what waits for somebody, the most urgent first"
msgstr "ce qui attend quelqu'un, le plus urgent d'abord"

msgid "What is wrong"
msgstr "Ce qui ne va pas"

msgid "Who acts"
msgstr "Qui agit"

msgid "Only the most urgent are shown; the others come up as these are done."
msgstr ""
"Seuls les plus urgents sont affichés ; les autres apparaissent à mesure que "
"ceux-ci sont traités."

msgid "Nothing waits for you"
msgstr "Rien ne vous attend"

msgid ""
"Quotes that expire soon, that lack a price or that await an inventory will "
"show here."
msgstr ""
"Les devis qui expirent bientôt, sans prix ou en attente de fiabilisation "
"s'afficheront ici."

msgid "The last 30 days"
msgstr "Les 30 derniers jours"

msgid "Only for when nobody answers for the incumbent."
msgstr "Seulement quand le serveur de l'opérateur historique ne répond pas."

msgid "The secret of its telephone account was read"
msgstr "Le secret de son compte téléphonique a été lu"

#, python-format
msgid "This is not JSON: %(why)s"
msgstr "Ce n'est pas du JSON : %(why)s"

#, python-format
msgid "The body gives “%(name)s” twice."
msgstr "Le corps donne « %(name)s » deux fois."

#, python-format
msgid "%(count)d number is being ported by another request (%(reference)s)."
msgid_plural ""
"%(count)d numbers are being ported by another request (%(reference)s)."
msgstr[0] ""
"%(count)d numéro est en cours de portage par une autre demande "
"(%(reference)s)."
msgstr[1] ""
"%(count)d numéros sont en cours de portage par une autre demande "
"(%(reference)s)."

msgid "Follow that request, or cancel it first."
msgstr "Suivre cette demande, ou l'annuler d'abord."

msgid "Drafted"
msgstr "Ébauché"

msgid "Waits for its line"
msgstr "Attend sa ligne"

msgid "Its line works"
msgstr "Sa ligne fonctionne"

msgid "Quarantine begins"
msgstr "Début de la quarantaine"

msgid "Quarantine over: to be given back"
msgstr "Fin de la quarantaine : à restituer"

msgid "Given back to its range holder"
msgstr "Restitué à l'attributaire de sa tranche"

msgid "In use again: stays where it is"
msgstr "De nouveau utilisé : reste où il est"

msgid "Free to be put into service"
msgstr "Libre, à mettre en service"

msgid "Now in service"
msgstr "Mis en service"

msgid "Out of service"
msgstr "Hors service"
