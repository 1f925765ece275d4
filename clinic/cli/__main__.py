from clinic.cli import main

main(prog_name="stepback")
