namespace HotPath.Architecture.Tests.Samples.Balcony;

/// <summary>On the same floor as <c>Upstairs</c>, which has a doorway to here; there is none back.</summary>
internal sealed class Chair;

internal sealed class WayBack
{
    public Upstairs.Guest Guest { get; } = new();
}
