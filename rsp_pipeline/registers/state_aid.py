"""What aid may rest on as state aid: the EU regulations about de minimis aid, by the kind of aid they are about."""

from itertools import chain

from rsp_pipeline.registers.kinds import Choice, one_of

# The regulation in force first.
GENERAL_AID_BASES = ("(EU) 2023/2831", "(EU) 1407/2013")
GENERAL_INTEREST_BASES = ("(EU) 2023/2832", "(EU) 360/2012")
NO_STATE_AID = "Ej statsstöd"
STATE_AID_BASIS = Choice(one_of(*chain(*zip(GENERAL_AID_BASES, GENERAL_INTEREST_BASES, strict=True)), NO_STATE_AID))
