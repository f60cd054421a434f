namespace HotPath.Tests;

/// <summary>How a scripted peer ends after its last piece.</summary>
public enum PeerEnd
{
    Fin,
    Reset,
    Silence,
}
