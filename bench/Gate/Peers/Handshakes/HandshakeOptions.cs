namespace HotPath.Gate.Peers.Handshakes;

/// <summary>What the bare SslStream is to do.</summary>
/// <param name="Address">Of this machine; sessions are resumed under the name of its host.</param>
/// <param name="Users">Each connects, sends, reads the whole answer, closes, and connects again.</param>
internal sealed record HandshakeOptions(Uri Address, int Users, TimeSpan Load);
