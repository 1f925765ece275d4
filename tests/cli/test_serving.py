import socket


def test_a_port_in_use_is_a_sentence_with_a_way_out(stepback):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = stepback("serve", "--port", str(port))
    assert told.exit_code == 2
    assert f"Port {port} is in use" in told.output
    assert f"PORT={port + 1}" in told.output


def test_a_database_that_was_not_made_stops_the_start(stepback):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = stepback("serve", "--port", str(port))
    assert told.exit_code == 2
    assert "stepback migrate" in told.output
