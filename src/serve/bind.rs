//! The address that the preview listens on.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};

/// How many ports after the one asked for are tried.
const TRIED: u16 = 50;

/// Listens on a port, or on the next that is free; then the one that was asked for is given too.
///
/// # Errors
/// Where none of them is free or the address is not one of this machine.
pub(super) fn listen(host: IpAddr, port: u16) -> io::Result<(TcpListener, Option<u16>)> {
    let mut fault = None;
    for next in port..=port.saturating_add(TRIED) {
        match TcpListener::bind(SocketAddr::new(host, next)) {
            Ok(listener) => return Ok((listener, (next != port).then_some(port))),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => fault = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(fault.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}
