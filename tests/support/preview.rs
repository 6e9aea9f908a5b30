//! A preview of a test's site, by the real program, and what a browser would see of it.

#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::disallowed_methods, reason = "tests read what they built")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{AS_OF, SiteTest, files};

/// Longer than anything sound takes, on a machine that is busy with other things.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
/// The one thing that is in a served page and in no build.
pub(crate) const TAG: &str = "<script src=\"/_cityfolio/reload.js\" defer></script>";

/// A running preview; it ends with the test.
pub(crate) struct Preview {
    child: Child,
    pub(crate) address: SocketAddr,
    said: Arc<Mutex<String>>,
}

/// An answer to one request.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) code: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// The events that a browser would hear.
pub(crate) struct Events {
    events: Receiver<Value>,
}

impl SiteTest {
    /// Serves the site on a port that the system chooses.
    #[track_caller]
    pub(crate) fn serve(&self, arguments: &[&str]) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cityfolio"));
        command.args(["serve", "--port", "0", "--as-of", AS_OF]).args(arguments).current_dir(self.folder());
        Preview::start(command)
    }
}

impl Preview {
    /// Waits until a program that serves says where.
    #[track_caller]
    pub(crate) fn start(mut command: Command) -> Self {
        command.env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH").env_remove("CLICOLOR_FORCE");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let said = Arc::new(Mutex::new(String::new()));
        gather(child.stdout.take().expect("piped"), said.clone());
        gather(child.stderr.take().expect("piped"), said.clone());
        let mut preview = Preview { child, address: ([127, 0, 0, 1], 0).into(), said };
        let line = preview.hears("Preview at http://");
        let port = line.split(':').nth(2).and_then(|rest| rest.split('/').next()).expect("an address with a port");
        preview.address.set_port(port.parse().expect("a port"));
        preview
    }

    /// Everything said so far, on both outputs.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("nobody panics with it").clone()
    }

    /// Waits for a line that holds this, and gives it from there on.
    #[track_caller]
    pub(crate) fn hears(&self, words: &str) -> String {
        let since = Instant::now();
        loop {
            let said = self.said();
            if let Some(at) = said.find(words)
                && let Some(end) = said[at..].find('\n')
            {
                return said[at..at + end].to_owned();
            }
            assert!(since.elapsed() < PATIENCE, "never said {words:?}:\n{said}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a request as it stands and reads the answer until the server ends it.
    pub(crate) fn ask(&self, request: &str) -> Answer {
        self.ask_bytes(request.as_bytes())
    }

    /// The same with bytes that are no text. A server that ends early has said what it had to say.
    pub(crate) fn ask_bytes(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::of(&bytes)
    }

    /// A connection of one's own.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        stream
    }

    /// What a browser gets at an address.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.with(path, "")
    }

    /// The same with more lines in the head, each with its end.
    pub(crate) fn with(&self, path: &str, head: &str) -> Answer {
        let host = self.address;
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{head}\r\n"))
    }

    /// Asks until the answer is as it should be.
    #[track_caller]
    pub(crate) fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let since = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(
                since.elapsed() < PATIENCE,
                "{path} never came out right:\n{}\n{}\n{}",
                answer.head,
                answer.text(),
                self.said()
            );
            thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits until a page shows these words, and gives the time that took.
    #[track_caller]
    pub(crate) fn shows(&self, path: &str, words: &str) -> Duration {
        let since = Instant::now();
        self.until(path, |answer| answer.code == 200 && answer.text().contains(words));
        since.elapsed()
    }

    /// Waits until there is nothing at an address.
    #[track_caller]
    pub(crate) fn lacks(&self, path: &str) -> Duration {
        let since = Instant::now();
        self.until(path, |answer| answer.code == 404);
        since.elapsed()
    }

    /// Waits until what is served equals a clean build of the site as it is now.
    #[track_caller]
    pub(crate) fn equals_build(&self, site: &SiteTest, arguments: &[&str]) {
        let out = tempfile::tempdir().expect("a temporary folder");
        let folder = out.path().join("out");
        let mut command = vec!["build", "--as-of", AS_OF, "--out", folder.to_str().expect("a plain name")];
        command.extend(arguments);
        let run = site.run(&command);
        assert_eq!(run.code, Some(0), "the site cannot be built:\n{}", run.errors);
        let built = files(&folder);
        let since = Instant::now();
        for (path, bytes) in built.iter().filter(|(path, _)| *path != Path::new(".cityfolio-manifest")) {
            let path = path.to_str().expect("a plain name");
            let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            loop {
                let answer = self.get(&address);
                if answer.without_tag(path) == *bytes {
                    break;
                }
                assert!(since.elapsed() < PATIENCE, "{path} is not as built:\n{}\n{}", answer.text(), self.said());
                thread::sleep(Duration::from_millis(20));
            }
        }
    }

    /// Hears what browsers hear, from now on.
    pub(crate) fn events(&self) -> Events {
        let mut stream = self.connect();
        let request =
            format!("GET /_cityfolio/events HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("the preview reads");
        let (send, events) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let Some(data) = line.strip_prefix("data: ") else { continue };
                let event = serde_json::from_str(data).expect("events are JSON");
                if send.send(event).is_err() {
                    return;
                }
            }
        });
        Events { events }
    }

    /// Ends the program.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Events {
    /// Waits for an event like this.
    #[track_caller]
    pub(crate) fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.events.recv_timeout(PATIENCE).expect("such an event comes");
            if wanted(&event) {
                return event;
            }
        }
    }

    /// Every event that has come by now.
    pub(crate) fn so_far(&self) -> Vec<Value> {
        self.events.try_iter().collect()
    }
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let code = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Answer { code, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// One value of the head; empty where there is none.
    pub(crate) fn value(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).next().unwrap_or_default()
    }

    /// The body as a build would write it: a page without its one script tag.
    fn without_tag(&self, path: &str) -> Vec<u8> {
        if !path.ends_with(".html") {
            return self.body.clone();
        }
        let text = self.text();
        assert!(self.code == 503 || text.matches(TAG).count() == 1, "{path} has not just one script tag:\n{text}");
        text.replacen(TAG, "", 1).into_bytes()
    }
}

/// Collects what a program says, line by line.
fn gather(pipe: impl std::io::Read + Send + 'static, said: Arc<Mutex<String>>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut said = said.lock().expect("nobody panics with it");
            said.push_str(&line);
            said.push('\n');
        }
    });
}
