"""The demonstration: fictional people, businesses and numbers around real names of operators.

`arcep/` the operators and what they hold, in ARCEP's own format · `cast` everybody who plays, and the prices ·
`register` the ports of the past · `story` what was asked over the last weeks · `telling` how that becomes records ·
`parts` what the rooms above add · `endings` numbers that nobody uses any more · `loading` all of it, once.
"""
