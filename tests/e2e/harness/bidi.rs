//! `WebDriver BiDi`, the second line to a Firefox: over it the browser tells by itself what it logs
//! and whom it asks, which the first line, plain WebDriver, has no words for.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// What the browser is asked to tell.
const EVENTS: [&str; 4] = [
    "log.entryAdded",
    "network.beforeRequestSent",
    "network.responseCompleted",
    "network.fetchError",
];
/// A refusal by the page's content security policy is no console message of its own.
const REPORT_REFUSALS: &str = "addEventListener('securitypolicyviolation', \
    e => console.error(`refused by ${e.effectiveDirective}: ${e.blockedURI}`))";

pub(super) struct Bidi {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    events: Vec<Value>,
}

impl Bidi {
    /// Connects to the address a new session gave and asks for all that [`EVENTS`] names.
    pub(super) fn connect(address: &str) -> Self {
        let host = address.trim_start_matches("ws://").split('/').next().unwrap_or_default();
        let stream = TcpStream::connect(host).expect("the browser has just said that it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("it is not zero");
        let (socket, _) = tungstenite::client(address, stream)
            .unwrap_or_else(|error| panic!("{address} takes no connection: {error}"));
        let mut line = Self { socket, last_id: 0, events: Vec::new() };
        line.demand("session.subscribe", &json!({ "events": EVENTS }));
        line.run_before_pages(REPORT_REFUSALS);
        line
    }

    /// Runs a script in every document before its own.
    pub(super) fn run_before_pages(&mut self, script: &str) {
        let function = format!("() => {{ {script} }}");
        self.demand("script.addPreloadScript", &json!({ "functionDeclaration": function }));
    }

    /// Sends a command that cannot be refused.
    pub(super) fn demand(&mut self, method: &str, parameters: &Value) -> Value {
        self.command(method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Sends a command and gives its result; events that come in between are kept.
    pub(super) fn command(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.last_id += 1;
        let command = json!({ "id": self.last_id, "method": method, "params": parameters });
        self.socket
            .send(Message::text(command.to_string()))
            .map_err(|error| format!("the browser does not listen: {error}"))?;
        loop {
            let message = self.socket.read();
            let message = message.map_err(|error| format!("the browser is silent: {error}"))?;
            let Message::Text(text) = message else { continue };
            let mut answer: Value = serde_json::from_str(&text)
                .map_err(|error| format!("the browser's answer is no JSON: {error}"))?;
            if answer["type"] == "event" {
                self.events.push(answer);
            } else if answer["id"] == self.last_id {
                let message = answer["message"].as_str().unwrap_or_default().to_owned();
                return if answer["type"] == "success" {
                    Ok(answer["result"].take())
                } else {
                    Err(message)
                };
            }
        }
    }

    /// Takes what a tab has told until now: an answer of the tab comes after all it said before.
    pub(super) fn take_events(&mut self, tab: &str) -> Vec<Value> {
        let nothing =
            json!({ "expression": "0", "target": { "context": tab }, "awaitPromise": false });
        // A tab that is being loaded answers with an error, which is as good.
        self.command("script.evaluate", &nothing).ok();
        std::mem::take(&mut self.events)
    }
}
