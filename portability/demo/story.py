"""What was asked over the last weeks, and what became of it: the newest scenes are at the end."""

from dataclasses import dataclass

from portability import rio


@dataclass(frozen=True, slots=True)
class Scene:
    """A demand as `by` typed it, so many days ago at an hour of Paris.

    `ordered` says that the offer was taken on the spot; `declined` says after how many days, why, and in which words;
    `listed` is the list that the donor sent the day after an inventory was asked.
    """

    days: int
    at: str
    by: str
    customer: str
    numbers: str
    main: str = ""
    keep: str = ""
    donor: str = ""
    their_reference: str = ""
    inventory: bool = False
    ordered: bool = False
    declined: tuple[int, str, str] | None = None
    listed: str = ""


def with_rios(code: str, *numbers: str) -> str:
    """Numbers as a spreadsheet gives them, each with a RIO of this operator beside it."""
    return "\n".join(f"{number}\t{rio.make(code, 'R', number[-6:], number)}" for number in numbers)


DURAND = """01 99 00 00 01   F6R12345648M
0199000010-0199000019
"""
PASTED_FROM_A_MAIL = """Standard : 02 61 91 00 02 (RIO F1GABC123+9T)
Fax 02 61 91 00 03
Accueil 02.61.91.00.04 / Alarme 02.61.91.00.04
Portable du gérant 06 39 98 00 21
Ascenseur 02 61 91 00 5
"""
THREE_DONORS = """0353 01 60 10
03 53 01 70 10
03 53 01 70 11
03 53 01 12 34
"""

SCENES = (
    Scene(46, "10:12", "agent", "Hôtel des Deux Rives", "02 61 91 00 10 à 19"),
    Scene(44, "15:40", "agent", "Menuiserie Le Goff", "02 61 91 50 01"),
    Scene(
        *(41, "09:25", "superviseur", "Librairie Quatre-Vents", "02 61 91 30 05\n02 61 91 30 06"),
        declined=(3, "price", "Le libraire compare avec son opérateur actuel."),
    ),
    Scene(
        *(39, "11:03", "agent", "Cabinet Vasseur Avocats", "04 65 71 40 00 - 09"),
        declined=(6, "delay", "Déménagement avancé : ils prennent de nouveaux numéros."),
    ),
    Scene(37, "14:18", "NWOT", "Studio Pivoine", "0199000040", their_reference="NW-2093"),
    Scene(34, "16:50", "agent", "Transports Maréchal", "03 53 01 60 20"),
    Scene(32, "09:48", "agent", "Karim Belaïd", with_rios("F3", "0465710042")),
    Scene(30, "17:30", "NWOT", "Résidence Les Tamaris", with_rios("F3", "0465710050", "0465710051")),
    Scene(29, "10:30", "agent", "Menuiserie Le Goff", with_rios("F3", "0261915002")),
    Scene(28, "15:05", "superviseur", "Laiterie du Vercors", "04 65 71 50 10 - 14"),
    Scene(
        *(26, "11:20", "agent", "Mairie de Saint-Fictif", "05 36 49 00 00 - 59"),
        main="0536490000",
        their_reference="MARCHE-26-014",
    ),
    Scene(
        *(25, "14:45", "agent", "Odile Carpentier", with_rios("F4", "0536491007")),
        declined=(2, "changed_mind", ""),
    ),
    Scene(23, "09:10", "superviseur", "Clinique du Rhin Fictif", "03 53 01 30 00 - 0353013129", main="0353013000"),
    Scene(21, "16:02", "agent", "Librairie Quatre-Vents", "02 61 91 80 10\n02 61 91 90 10"),
    Scene(20, "10:55", "NWOT", "Studio Pivoine", with_rios("F0", "0199000041"), their_reference="NW-2117"),
    Scene(18, "11:42", "agent", "Hôtel des Deux Rives", PASTED_FROM_A_MAIL),
    Scene(
        *(17, "15:31", "agent", "Cabinet Vasseur Avocats", "04 65 71 40 20 - 29"),
        main="0465714020",
        keep="0465714028 0465714029",
    ),
    Scene(16, "09:37", "agent", "Garage Payet", "+262 262 00 00 10\n+262 262 00 00 11"),
    Scene(
        *(14, "14:08", "superviseur", "Clinique du Rhin Fictif", "03 53 01 40 00 - 07"),
        main="0353014000",
        inventory=True,
        listed="03 53 01 40 00 - 05\n03 53 01 40 20 - 23",
    ),
    Scene(13, "10:20", "agent", "Transports Maréchal", THREE_DONORS),
    Scene(12, "16:27", "VFIC", "Pharmacie Fabre", with_rios("F5", "0353013500"), their_reference="PF-7"),
    Scene(11, "11:11", "agent", "Laiterie du Vercors", "04 65 71 21 00"),
    Scene(
        *(10, "15:55", "NWOT", "Résidence Les Tamaris", "0199000042\n0199000043"),
        their_reference="NW-2140",
        declined=(4, "mistake", ""),
    ),
    Scene(9, "09:58", "agent", "Karim Belaïd", "0939000006  M3N77777K9O2"),
    Scene(8, "14:35", "agent", "Menuiserie Le Goff", "03 53 01 20 05"),
    Scene(7, "10:47", "superviseur", "Mairie de Saint-Fictif", "05 36 49 10 00 - 0536491649", main="0536491000"),
    Scene(6, "16:14", "agent", "Hôtel des Deux Rives", with_rios("F0", "0199000020"), donor="SFR0"),
    Scene(5, "11:26", "agent", "Mairie de Saint-Fictif", "01 99 00 09 00 - 09"),
    Scene(5, "15:19", "agent", "Librairie Quatre-Vents", "01 99 00 00 30"),
    Scene(4, "09:33", "agent", "Garage Payet", "01 99 00 00 50\n+262 262 00 00 12"),
    Scene(3, "14:50", "agent", "Odile Carpentier", "06 39 98 70 07"),
    Scene(2, "10:08", "agent", "Clinique du Rhin Fictif", "03 53 01 90 00", main="0353019000", inventory=True),
    Scene(2, "16:40", "agent", "Karim Belaïd", "01 99 00 03 00"),
    Scene(
        *(1, "11:34", "NWOT", "Studio Pivoine", with_rios("F0", "0199000044")),
        their_reference="NW-2158",
        ordered=True,
    ),
    Scene(0, "09:21", "superviseur", "Boulangerie Durand", DURAND, main="0199000001", their_reference="CRM-88"),
    Scene(0, "09:52", "agent", "Cabinet Vasseur Avocats", with_rios("F1", "0465714040", "0465714041"), ordered=True),
)
