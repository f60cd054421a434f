namespace HotPath.Soak.Tests.Load;

/// <summary>The real clock, but some time ahead.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ahead;

    public void Advance(TimeSpan by) => _ahead += (long)(by.TotalSeconds * TimestampFrequency);

    public override long GetTimestamp() => System.GetTimestamp() + _ahead;
}
