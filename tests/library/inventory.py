"""The inventory of everything the texts behind the library name: each row's names, and where each is found.

Names are facts and stand here as they stand there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the inventory as it is written, the unit in which it is found, and its other names."""

    number: int
    unit: str
    name: str
    other_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.other_names)


INVENTORY = (
    Row(
        1,
        "exemplar/inter-tajik-dialogue",
        "Inter-Tajik Dialogue (Dartmouth Conference Regional Task Force)",
        (
            "Inter-Tajik Dialogue",
            "Dartmouth Conference Regional Task Force",
            "Inter-Tajik Dialogue within the Framework of the Dartmouth Conference",
            "Tajikistan Dialogue",
        ),
    ),
    Row(
        2,
        "exemplar/kelman-israeli-palestinian",
        "Kelman's Israeli–Palestinian problem-solving workshops, continuing workshop, joint papers",
        (
            "Kelman's Israeli–Palestinian problem-solving workshops",
            "Continuing Workshop",
            "joint papers",
            "Joint Working Group on Israeli–Palestinian Relations",
            "An Israeli-Palestinian Continuing Workshop",
        ),
    ),
    Row(
        3,
        "exemplar/georgia-south-ossetia-dialogue-project",
        "Georgia–South Ossetia Dialogue Project",
        ("Georgian–South Ossetian Dialogue Project",),
    ),
    Row(
        4,
        "exemplar/ecuador-peru-fjb-1995",
        "Ecuador–Peru facilitated joint brainstorming",
        (
            "Conflict Management Group-Harvard facilitated joint brainstorming",
            "CMG–Harvard",
        ),
    ),
    Row(
        5,
        "exemplar/oslo-channel-1993",
        "Oslo Channel / Oslo Accords",
        (
            "Oslo Channel",
            "Oslo Accords",
            "Oslo back channel",
            "Oslo process",
        ),
    ),
    Row(
        6,
        "exemplar/dakar-conference-1987",
        "Dakar conference 1987",
        (
            "Dakar Conference (IDASA–ANC)",
            "Dakar Dialogue",
        ),
    ),
    Row(
        7,
        "exemplar/cyprus-trainers-design-1994-95",
        "Cyprus bi-communal groups and joint projects (choir, EU Study Group, lawyers' group)",
        (
            "Cyprus bi-communal groups and joint projects",
            "bi-communal choir",
            "EU Study Group",
            "lawyers' group",
            "Cyprus Conflict Resolution Trainers Group (CRTG)",
        ),
    ),
    Row(
        8,
        "exemplar/brussels-business-group",
        "Holbrooke–PRIO Cyprus business group",
        (
            "Brussels Group",
            "Brussels (Business) Group",
        ),
    ),
    Row(
        9,
        "exemplar/east-timor-workshop-1997",
        "East Timor workshop, July 1997, American University",
        ("East Timor workshop",),
    ),
    Row(
        10,
        "exemplar/curle-nigeria-biafra",
        "Adam Curle, Nigeria–Biafra",
        ("Adam Curle",),
    ),
    Row(
        11,
        "exemplar/carter-north-korea-1994",
        "Jimmy Carter, North Korea 1994; Carter Center Conflict Resolution Program",
        (
            "Jimmy Carter, North Korea 1994",
            "Carter Center Conflict Resolution Program",
        ),
    ),
    Row(
        12,
        "exemplar/bolling-arafat-carter",
        "Landrum Bolling, Arafat–Carter liaison",
        ("Landrum Bolling",),
    ),
    Row(
        13,
        "exemplar/south-africa-informal-talks",
        "South Africa: informal discussions preceding ANC–National Party negotiation",
        (
            "Mells Park meetings",
            "Afrikaner–ANC meetings in England",
        ),
    ),
    Row(
        14,
        "exemplar/studio-ijambo",
        "Radio (Studio) Ijambo, Burundi (Search for Common Ground)",
        (
            "Radio Ijambo",
            "Studio Ijambo",
        ),
    ),
    Row(
        15,
        "exemplar/seeds-of-peace",
        "Seeds of Peace international camp",
        (
            "Seeds of Peace",
            "International Camp for Conflict Resolution",
        ),
    ),
    Row(
        16,
        "exemplar/radio-macedonia",
        "Radio Macedonia (Search for Common Ground)",
        ("Radio Macedonia",),
    ),
    Row(
        17,
        "exemplar/eastern-kosovo-stabilization",
        "Mercy Corps Eastern Kosovo Stabilization Program",
        ("Eastern Kosovo Stabilization Program",),
    ),
    Row(
        18,
        "exemplar/living-room-dialogue-tawonga",
        "Jewish–Palestinian Living Room Dialogue Group",
        ("Living Room Dialogue Group",),
    ),
    Row(
        19,
        "exemplar/living-room-dialogue-tawonga",
        "Camp Tawonga: Oseh Shalom – Sanea al-Salam Family Peacemakers Camp",
        (
            "Camp Tawonga",
            "Oseh Shalom – Sanea al-Salam",
            "Palestinian-Jewish Family Peacemakers Camp—Oseh Shalom – Sanea al-Salam",
        ),
    ),
    Row(
        20,
        "exemplar/middle-east-security-dialogues",
        "Track-two regional security dialogues in the Middle East",
        (
            "Track-two regional security dialogues in the Middle East (incl. Israelis with Iranians or Syrians)",
            "Israelis with Iranians or Syrians",
            "Track II regional security dialogues",
        ),
    ),
    Row(
        21,
        "exemplar/dartmouth-conference",
        "Dartmouth Conference (parent of no. 1)",
        ("Dartmouth Conference",),
    ),
    Row(
        22,
        "exemplar/burton-controlled-communication",
        "Burton's controlled communication; Fisher's third-party consultation",
        (
            "Burton's controlled communication",
            "Fisher's third-party consultation",
        ),
    ),
    Row(
        22,
        "relative/controlled_communication",
        "Burton's controlled communication",
        ("controlled communication",),
    ),
    Row(
        22,
        "relative/third_party_consultation",
        "Fisher's third-party consultation",
        ("third-party consultation",),
    ),
    Row(
        23,
        "exemplar/arab-jewish-encounters-israel",
        "Arab–Jewish encounters in Israel (Abu-Nimer)",
        ("Arab–Jewish encounters in Israel",),
    ),
    Row(
        24,
        "exemplar/imagine-coexistence",
        "Coexistence efforts in south-eastern Europe / Imagine Coexistence",
        (
            "Coexistence efforts in south-eastern Europe",
            "Imagine Coexistence",
            "Coexistence Efforts in Southeastern Europe",
        ),
    ),
    Row(
        25,
        "exemplar/inter-tajik-dialogue",
        "Tajik dialogue participants' new civil-society organisations",
        ("new civil society organizations",),
    ),
    Row(
        26,
        "exemplar/georgia-south-ossetia-dialogue-project",
        "Georgian–Ossetian joint business ventures and cross-conflict projects",
        ("joint business ventures and other cross-conflict projects",),
    ),
    Row(
        27,
        "exemplar/dakar-conference-1987",
        'Dakar follow-up meeting "the following year"',
        ("follow-up meeting the following year",),
    ),
    Row(
        28,
        "exemplar/asean-isis",
        "ASEAN-ISIS network",
        ("ASEAN-ISIS",),
    ),
    Row(
        29,
        "named/south-asia",
        "Track two in South Asia",
        ("Track two in South Asia (Kaye's book title)", "Track II in South Asia"),
    ),
    Row(
        30,
        "named/reflecting-on-peace-practice",
        "Reflecting on Peace Practices Project",
    ),
    Row(
        31,
        "named/nine-tracks",
        "Multi-track diplomacy (nine tracks)",
        ("Multi-Track Diplomacy",),
    ),
    Row(
        32,
        "named/iraq-briefing",
        "State Department Iraq briefing to NGOs, 29 July 2004",
    ),
    Row(
        33,
        "named/printing-of-the-book",
        "The 1986–87 book Conflict Resolution: Track Two Diplomacy and its delayed printing",
        ("Conflict Resolution: Track Two Diplomacy",),
    ),
    Row(
        34,
        "named/general-on-taiwan",
        "PRC–US / Taiwan general's remark",
    ),
    Row(
        35,
        "named/washington-talks",
        "Washington talks (official Israeli–Palestinian)",
        ("Washington talks",),
    ),
    Row(
        36,
        "named/exchanges",
        "Scientific and cultural exchanges",
    ),
    Row(
        36,
        "named/see-also",
        "Hostelling International, shuttle diplomacy, The Back Channel",
        (
            "Hostelling International",
            "The Back Channel",
        ),
    ),
    Row(
        37,
        "named/conflicts-without-a-process",
        "Conflicts named without a process: Northern Ireland, former Yugoslavia, Korea, Kashmir",
        (
            "Northern Ireland",
            "former Yugoslavia",
            "Kashmir",
        ),
    ),
    Row(
        38,
        "named/incomplete-notes",
        'Incomplete notes: "CMG 1994, 1996", "Angelica", "Reifenberg", "Meyer, 2002", "USIP", "Diamond, 1999"',
        (
            "CMG 1994, 1996",
            "Angelica",
            "Reifenberg",
            "Meyer, 2002",
            "Diamond, 1999",
        ),
    ),
)
