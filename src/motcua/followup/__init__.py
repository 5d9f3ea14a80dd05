"""The room `followup`: what ministries announce and what the province still owes."""
