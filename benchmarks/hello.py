"""The smallest Flask: what the server and the framework cost before any work is done."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "<p>Hello, world!</p>"
