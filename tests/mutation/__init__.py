"""Good data, spoilt in the ways that data spoils: does a gate notice, and does it keep quiet otherwise?"""
